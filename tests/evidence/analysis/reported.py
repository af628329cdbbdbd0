"""Findings as reported, for tests of what is computed from them."""

from headship.evidence.analysis.recompute import Reported

RETENTION = {
    "standards": "4.0",
    "is_dichotomous": True,
    "n_treated": 62,
    "n_control": 62,
    "mean_treated": 0.24,
    "mean_control": 0.40,
    "clusters_treated": 62,
    "clusters_control": 62,
    "lower_is_better": True,
    "size": 0.450067538,
}

READING = {
    "standards": "4.1",
    "is_dichotomous": False,
    "n_treated": 141,
    "n_control": 128,
    "mean_treated": 9.51,
    "mean_control": 9.25,
    "sd_treated": 2.37,
    "sd_control": 2.29,
    "clusters_treated": 20,
    "clusters_control": 20,
    "icc": 0.20,
    "size": 0.110617,
}


def retention(**changes):
    """Return principals who left, of 62 and 62 schools."""
    return Reported(**(RETENTION | changes))


def reading(**changes):
    """Return scores of students in 20 and 20 schools."""
    return Reported(**(READING | changes))

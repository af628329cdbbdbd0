"""Read the columns of the WWC's findings export."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from headship.stats._validate import Vector
from headship.stats.wwc.findings import Findings
from headship.stats.wwc.ratings import FindingRating

# Column of the export behind each number of a finding.
EXPORT_NUMBERS = {
    "n_treated": "f_Outcome_Intervention_SS",
    "n_control": "f_Outcome_Comparison_SS",
    "mean_treated": "f_Intervention_Mean",
    "mean_control": "f_Comparison_Mean",
    "sd_treated": "f_Intervention_Standard_Deviation",
    "sd_control": "f_Comparison_Standard_Deviation",
    "clusters_treated": "f_Intervention_Clusters_SS",
    "clusters_control": "f_Comparison_Clusters_SS",
    "icc": "f_ICC",
}

_RATINGS = {
    "Meets WWC standards without reservations": FindingRating.WITHOUT.value,
    "Meets WWC standards with reservations": FindingRating.WITH.value,
}


def read_findings(columns: Mapping[str, Sequence[str]]) -> Findings:
    """Turn columns of the export into findings.

    Parameters
    ----------
    columns
        Text columns by the export's names (edition of August 2025), all of one length;
        an empty text is not reported.

    Returns
    -------
    Findings
        A finding without standard deviations and with shares (or percentages) as means
        is taken as dichotomous; one with an intraclass correlation and fewer clusters
        than people as clustered. The export does not say which direction is better.

    Raises
    ------
    KeyError
        If a column is missing.
    ValueError
        If a number cannot be read.

    Notes
    -----
    Formula: none.

    Assumes: means above 1 without standard deviations are percentages.

    Do not use when: the direction of outcomes matters; set ``lower_is_better``.

    Examples
    --------
    >>> row = {name: [""] for name in EXPORT_NUMBERS.values()}
    >>> row |= {"s_Standards_Version": ["4.0"], "f_Outcome_Measure": ["Left school"]}
    >>> row |= {"f_Intervention_Mean": ["24"], "f_Comparison_Mean": ["40"]}
    >>> findings = read_findings(row)
    >>> bool(findings.is_dichotomous[0]), float(findings.mean_treated[0])
    (True, 0.24)

    References
    ----------
    WWC, Data from study reviews (whatworks.ed.gov), review dictionary.
    """
    values = {
        name: parse_numbers(columns[column]) for name, column in EXPORT_NUMBERS.items()
    }
    means = np.stack([values["mean_treated"], values["mean_control"]])
    no_sd = np.isnan(values["sd_treated"]) & np.isnan(values["sd_control"])
    with np.errstate(invalid="ignore"):
        is_dichotomous = no_sd & ((means >= 0) & (means <= 100)).all(axis=0)
        is_percent = is_dichotomous & (means > 1).any(axis=0)
        clusters = values["clusters_treated"] + values["clusters_control"]
        people = values["n_treated"] + values["n_control"]
        is_clustered = np.isfinite(values["icc"]) & (clusters < people)
    scale = np.where(is_percent, 100.0, 1.0)
    values["mean_treated"] = values["mean_treated"] / scale
    values["mean_control"] = values["mean_control"] / scale
    return Findings(
        standards=list(columns["s_Standards_Version"]),
        is_dichotomous=is_dichotomous,
        is_clustered=is_clustered,
        lower_is_better=np.zeros(scale.size, dtype=bool),
        **values,
    )


def read_ratings(columns: Mapping[str, Sequence[str]]) -> list[str]:
    """Return each finding's rating, or its study's where findings were not rated.

    Parameters
    ----------
    columns
        Text columns by the export's names.

    Returns
    -------
    list of str
        Values of ``FindingRating``; anything else does not meet standards.

    Raises
    ------
    KeyError
        If a column is missing.

    Notes
    -----
    Formula: none.

    Assumes: the wording of the export of August 2025.

    Do not use when: rating a study of one's own (``rate_finding``).

    Examples
    --------
    >>> text = "Meets WWC standards with reservations"
    >>> read_ratings({"f_Finding_Rating": [""], "s_Study_Rating": [text]})
    ['meets_with_reservations']

    References
    ----------
    WWC, Data from study reviews (whatworks.ed.gov), review dictionary.
    """
    pairs = zip(columns["f_Finding_Rating"], columns["s_Study_Rating"], strict=True)
    return [
        _RATINGS.get(finding or study, FindingRating.NOT.value)
        for finding, study in pairs
    ]


def parse_numbers(texts: Sequence[str]) -> Vector:
    """Return texts as numbers, an empty one as NaN."""
    filled: npt.NDArray[np.str_] = np.array(
        [text.strip() or "nan" for text in texts], dtype=str
    )
    return filled.astype(np.float64)

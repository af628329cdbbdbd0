"""Conditions and p-values in words."""

import pytest

from headship.evidence.analysis.verdicts import Reason, Significance
from headship.evidence.models import Finding
from headship.evidence.reports.p_values import p_words
from headship.evidence.reports.reasons import long_reason, short_reason
from headship.evidence.reports.rules import rule_rows, significance_words


def significance(**changes):
    values = {
        "is_significant": False,
        "p_value": 0.04,
        "threshold": 0.05 / 3,
        "rank": 1,
        "family": 3,
        "is_corrected": True,
    }
    return Significance(**values | changes)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "number 1 of the 3 main findings"),
        ({}, "it is not significant: its limit would be 0.0167."),
        ({"is_significant": True}, "it counts as significant"),
        ({"family": 1, "threshold": 0.05}, "is not below 0.0500"),
        ({"family": 1, "threshold": 0.05}, "so nothing is corrected."),
        (
            {"is_corrected": False, "is_significant": True, "threshold": 0.05},
            "The p-value, 0.0400, is below 0.0500: statistically significant.",
        ),
        ({"p_value": None}, "No p-value is known."),
        ({"p_value": None, "is_significant": True}, "published as significant."),
        ({"p_value": 0.00001}, "The p-value, <\u00a00.0001, is"),
    ],
)
def test_significance_is_told_with_its_limit(changes, words):
    assert words in significance_words(significance(**changes))


@pytest.mark.parametrize(
    ("reason", "found", "needed"),
    [
        (Reason(code="large_sample", met=True, value=1061, limit=350), "1,061", "350"),
        (Reason(code="multiple_sites", met=True, value=2, limit=2), "several", None),
        (Reason(code="several_sites", met=False, value=1, limit=2), "one", "several"),
        (Reason(code="multiple_sites", met=False, value="unknown"), "not reported", ""),
        (
            Reason(
                code="most_weight_without_reservations", met=True, value=1.0, limit=0.5
            ),
            "100\u00a0%",
            "50\u00a0%",
        ),
        (Reason(code="favorable_average", met=True, value=0.4529), "0.453", ""),
        (Reason(code="rationale", met=False), "", ""),
    ],
)
def test_condition_is_told_with_what_was_found_and_needed(reason, found, needed):
    [row] = rule_rows([reason])

    assert row.found == found
    assert row.needed == ("several" if needed is None else needed)
    assert row.is_met == reason.met


@pytest.mark.parametrize(
    ("value", "words"), [(0.0621, "0.062"), (0.0005, "<\u00a00.001"), (0.001, "0.001")]
)
def test_p_value_is_never_zero(value, words):
    assert p_words(value) == words


def test_clusters_mean_one_thing_where_sizes_differ_and_another_where_none_is():
    told = {
        str(short_reason(agreement, "clusters"))
        for agreement in (Finding.Agreement.DIFFERS, Finding.Agreement.NOT_RECOMPUTABLE)
    }

    assert told == {"clusters: data not in the export", "too few clusters"}


def test_size_that_only_headship_computed_says_so():
    unpublished = Finding.Agreement.NOT_PUBLISHED

    assert str(short_reason(unpublished, "")) == "computed here only"
    assert "ours alone" in str(long_reason(unpublished, ""))

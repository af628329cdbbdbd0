"""Published sizes computed again: what is reproduced, how, and why the rest is not."""

import csv
from collections import Counter

import pytest

from headship.evidence.analysis.agreement import Agreement, Difference, Formula
from headship.evidence.analysis.recompute import Reported, recompute_findings
from headship.stats import wwc
from headship.stats.wwc import EXPORT_NUMBERS
from tests.evidence.analysis.reported import reading, retention

EXPORT = "data/wwc/WWC_2025-08-25_Interventions_Studies_And_Findings.csv"


def judged(**changes):
    make = reading if "sd_treated" in changes or "icc" in changes else retention
    [found] = recompute_findings([make(**changes)])
    return found.agreement, found.reason


def test_balanced_leadership_is_reproduced_and_not_significant():
    [found] = recompute_findings([retention()])

    assert found.size == pytest.approx(0.450067538, abs=1e-9)
    assert found.p_value == pytest.approx(0.06216, abs=1e-5)
    assert round(found.improvement_index) == 17
    assert (found.agreement, found.reason) == (Agreement.REPRODUCED, Formula.OWN)


def test_percentages_and_shares_give_the_same():
    [shares, percents] = recompute_findings(
        [retention(), retention(mean_treated=24, mean_control=40)]
    )

    assert percents.size == pytest.approx(shares.size)
    assert percents.se == pytest.approx(shares.se)


def test_no_findings_give_no_figures():
    assert recompute_findings([]) == []


@pytest.mark.parametrize(
    ("changes", "agreement", "reason"),
    [
        ({"lower_is_better": False}, Agreement.SIGN_FLIPPED, ""),
        ({"size": 0.4528572, "standards": "4.0"}, Agreement.REPRODUCED, "cox_without"),
        ({"size": 0.4500}, Agreement.DIFFERS, Difference.ROUNDING),
        ({"size": 0.31, "size_of_study": 0.312}, Agreement.DIFFERS, "study_size"),
        ({"size": 0.31}, Agreement.DIFFERS, Difference.SHARES_ADJUSTED),
        ({"size": None}, Agreement.NOT_PUBLISHED, ""),
        ({"mean_control": None}, Agreement.NOT_RECOMPUTABLE, wwc.Problem.NO_MEANS),
        ({"mean_control": 0}, Agreement.NOT_RECOMPUTABLE, "share_of_0_or_1"),
        ({"icc": 0.20}, Agreement.REPRODUCED, Formula.OWN),
        ({"icc": None}, Agreement.REPRODUCED, Formula.DEFAULT_ICC),
        (
            {"icc": 0.20, "size": 0.111165},
            Agreement.REPRODUCED,
            Formula.WITHOUT_CLUSTER_FACTORS,
        ),
        ({"icc": 0.20, "size": 0.3}, Agreement.DIFFERS, Difference.CLUSTERS),
        (
            {"sd_treated": None, "size": 0.2},
            Agreement.NOT_RECOMPUTABLE,
            wwc.Problem.NO_SPREAD,
        ),
    ],
)
def test_each_case_is_named(changes, agreement, reason):
    found = judged(**changes)

    assert found[0] == agreement
    assert found[1].startswith(reason)
    assert bool(found[1]) == bool(reason)


INDIVIDUALS = {"clusters_treated": 141, "clusters_control": 128, "icc": None}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"size": 0.1114784, "standards": "3.0"}, Formula.WITHOUT_OMEGA),
        ({"size": 0.2}, Difference.MEANS_ADJUSTED),
    ],
)
def test_individual_designs_have_reasons_of_their_own(changes, reason):
    [found] = recompute_findings([reading(**INDIVIDUALS, **changes)])

    assert found.reason == reason


def test_percentages_that_came_with_a_spread_may_be_shares():
    counted = {"mean_treated": 28.8, "mean_control": 25.0, "standards": "4.0"}
    spread = {"sd_treated": 45.7, "sd_control": 43.3, "size": 0.117177586258253}
    people = {"n_treated": 478, "n_control": 480, "icc": None}
    units = {"clusters_treated": 478, "clusters_control": 480}

    [found] = recompute_findings([reading(**counted, **spread, **people, **units)])

    assert (found.agreement, found.reason) == ("reproduced", "share_with_spread")


def test_review_without_an_edition_follows_the_newest():
    [silent, newest] = recompute_findings(
        [retention(standards=""), retention(standards="5.0")]
    )

    assert silent == newest


def read_export(path):
    """Return the export's findings as a simple reader would."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    names = ["s_Standards_Version", *EXPORT_NUMBERS.values()]
    findings = wwc.read_findings({name: [row[name] for row in rows] for name in names})
    return [
        Reported(
            standards=row["s_Standards_Version"],
            is_dichotomous=bool(is_dichotomous),
            size=_number(row["f_Effect_Size_WWC"]),
            size_of_study=_number(row["f_Effect_Size_Study"]),
            **{name: _number(row[column]) for name, column in EXPORT_NUMBERS.items()},
        )
        for row, is_dichotomous in zip(rows, findings.is_dichotomous, strict=True)
    ]


def _number(text):
    return float(text) if text.strip() else None


def test_whole_export_reproduces_more_than_the_known_sizes(shared):
    reported = read_export(shared / EXPORT)

    found = recompute_findings(reported)

    counts = Counter(one.agreement for one in found)
    reproduced = [
        (one, given)
        for one, given in zip(found, reported, strict=True)
        if one.agreement in {Agreement.REPRODUCED, Agreement.SIGN_FLIPPED}
    ]
    assert len(found) == 13023
    assert counts[Agreement.NOT_PUBLISHED] == 2470
    assert counts[Agreement.NOT_RECOMPUTABLE] == 586
    # 7,997 sizes other than zero are known to follow from a stated formula.
    assert sum(given.size != 0 for _one, given in reproduced) == 8359
    assert sum(one.reason == Formula.OWN for one, _given in reproduced) == 8045
    for one, given in reproduced:
        if one.reason == Formula.OWN:
            assert abs(abs(one.size) - abs(given.size)) < 1e-5

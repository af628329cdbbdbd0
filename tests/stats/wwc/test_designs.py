import pytest

from headship.stats import wwc

WITHOUT, WITH, NOT = wwc.FindingRating

FULL = {
    "forcing_variable_integrity": "full",
    "attrition": "full",
    "continuity": "full",
    "functional_form": "full",
}


@pytest.mark.parametrize(
    ("changes", "rating"),
    [
        ({}, WITHOUT),
        ({"first_stage": "full"}, WITHOUT),
        ({"continuity": "partial"}, WITH),
        ({"first_stage": "partial"}, WITH),
        ({"attrition": "none", "continuity": "partial"}, NOT),
        ({"first_stage": "none"}, NOT),
    ],
)
def test_worst_standard_decides_on_a_discontinuity(changes, rating):
    verdict = wwc.rate_discontinuity(**(FULL | changes))

    assert verdict.rating is rating
    assert len(verdict.reasons) == 4 + ("first_stage" in changes)


def test_unknown_level_is_refused():
    with pytest.raises(ValueError, match="attrition"):
        wwc.rate_discontinuity(**(FULL | {"attrition": "low"}))


def single_case(phases=(5, 5, 5, 5), **changes):
    facts = {
        "design": "reversal",
        "is_manipulated": True,
        "agreement_share": 0.2,
        "agreement": 0.8,
        "n_demonstrations": 3,
    }
    return wwc.rate_single_case(phases, **(facts | changes))


@pytest.mark.parametrize(
    ("phases", "changes", "rating"),
    [
        ((5, 5, 5, 5), {}, WITHOUT),
        ((5, 4, 5, 5), {}, WITH),
        ((3, 3, 3, 3), {}, WITH),
        ((5, 2, 5, 5), {}, NOT),
        ((5, 5, 5), {}, NOT),
        ((5,) * 5, {"design": "multiple_baseline"}, NOT),
        ((5,) * 6, {"design": "multiple_baseline"}, WITHOUT),
        ((5,) * 4, {"is_manipulated": False}, NOT),
        ((5,) * 4, {"agreement_share": 0.19}, NOT),
        ((5,) * 4, {"agreement": 0.79}, NOT),
        ((5,) * 4, {"agreement": None}, NOT),
        ((5,) * 4, {"agreement": None, "kappa": 0.6}, WITHOUT),
        ((5,) * 4, {"n_demonstrations": 2}, NOT),
    ],
)
def test_rating_of_a_single_case_design(phases, changes, rating):
    assert single_case(phases, **changes).rating is rating


@pytest.mark.parametrize(
    ("phases", "changes", "word"),
    [
        ((), {}, "phases"),
        ((5, 0), {}, "phases"),
        ((5,) * 4, {"design": "alternating"}, "design"),
        ((5,) * 4, {"agreement_share": 20}, "agreement_share"),
        ((5,) * 4, {"agreement": 1.1}, "agreement"),
        ((5,) * 4, {"kappa": -1.1}, "kappa"),
    ],
)
def test_broken_single_case_facts_are_refused(phases, changes, word):
    with pytest.raises(ValueError, match=word):
        single_case(phases, **changes)


def test_study_takes_its_best_finding():
    assert wwc.rate_study([NOT, WITHOUT, WITH]) is WITHOUT
    with pytest.raises(ValueError, match="ratings"):
        wwc.rate_study([])

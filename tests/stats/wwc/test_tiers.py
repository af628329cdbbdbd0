import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headship.stats import wwc

WITHOUT, WITH, NOT = wwc.FindingRating


def tier(rating=WITHOUT, **changes):
    facts = {"is_significant_positive": True, "n": 400, "n_sites": 2} | changes
    return wwc.essa_tier(rating, **facts)


@pytest.mark.parametrize(
    ("rating", "changes", "expected"),
    [
        (WITHOUT, {}, "tier_1"),
        (WITH, {}, "tier_2"),
        (NOT, {}, "none"),
        (WITHOUT, {"n": 349}, "tier_3"),
        (WITHOUT, {"n": 350}, "tier_1"),
        (WITHOUT, {"n": 124, "n_groups_of_ten": 50}, "tier_1"),
        (WITHOUT, {"n": 124, "n_groups_of_ten": 49}, "tier_3"),
        (WITHOUT, {"n_sites": 1}, "tier_3"),
        (WITHOUT, {"n_sites": None}, "tier_3"),
        (WITHOUT, {"standards": "2.0"}, "tier_3"),
        (WITHOUT, {"standards": "2.1"}, "tier_1"),
        (WITHOUT, {"is_significant_positive": False}, "none"),
        (WITHOUT, {"has_negative_evidence": True}, "none"),
        (WITHOUT, {"is_significant_positive": False, "has_rationale": True}, "tier_4"),
        (NOT, {"has_rationale": True}, "tier_4"),
    ],
)
def test_tier_of_a_finding(rating, changes, expected):
    assert tier(rating, **changes).rating == expected


def test_large_share_and_low_attrition_are_not_enough_for_tier_1():
    # Sheets in circulation equate tier 1 with "without reservations".
    verdict = tier(n=124)

    assert verdict.rating is wwc.Tier.PROMISING
    assert [reason.code for reason in verdict.unmet] == ["large_sample", "rationale"]


def test_unknown_number_of_sites_is_said_so():
    reasons = {reason.code: reason for reason in tier(n_sites=None).reasons}

    assert reasons["multiple_sites"].value == "unknown"


@settings(deadline=None, max_examples=50)
@given(
    st.sampled_from([WITHOUT, WITH, NOT]),
    st.booleans(),
    st.integers(300, 400),
    st.booleans(),
    st.sampled_from(["1.0", "2.0", "2.1", "4.0", "5.0"]),
)
def test_many_tiers_agree_with_one(rating, significant, n, multisite, edition):
    many = wwc.essa_tiers(
        [rating],
        is_significant_positive=[significant],
        n=[n],
        is_multisite=[multisite],
        standards=[edition],
    )

    one = wwc.essa_tier(
        rating,
        is_significant_positive=significant,
        n=n,
        n_sites=2 if multisite else 1,
        standards=edition,
    )
    names = ["none", "tier_1", "tier_2", "tier_3"]
    assert one.rating == names[many[0]]


def test_unknown_sample_size_counts_as_small():
    found = wwc.essa_tiers(
        [WITHOUT],
        is_significant_positive=[True],
        n=[np.nan],
        is_multisite=[True],
        standards=["4.0"],
    )

    assert found.tolist() == [3]


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: tier(n=-1), "n must"),
        (lambda: tier(n_sites=-1), "n_sites"),
        (lambda: tier(n_groups_of_ten=1.5), "n_groups"),
        (lambda: tier(standards="9"), "standards"),
        (
            lambda: wwc.essa_tiers(
                [WITHOUT],
                is_significant_positive=[True, False],
                n=[1],
                is_multisite=[True],
                standards=["4.0"],
            ),
            "Lengths differ",
        ),
        (
            lambda: wwc.essa_tiers(
                ["odd"],
                is_significant_positive=[True],
                n=[1],
                is_multisite=[True],
                standards=["4.0"],
            ),
            "odd",
        ),
    ],
)
def test_broken_facts_are_refused(call, word):
    with pytest.raises(ValueError, match=word):
        call()

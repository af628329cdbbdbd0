import numpy as np
import pytest

from headship.stats import wwc

WITHOUT, WITH = wwc.FindingRating.WITHOUT, wwc.FindingRating.WITH


def study(g, *, se=0.1, strong=True, significant=None, people=400, sites=2):
    is_significant = abs(g) > 2 * se if significant is None else significant
    return wwc.DomainStudy(
        g=g,
        se=se,
        rating=WITHOUT if strong else WITH,
        is_significant=is_significant,
        n_people=people,
        n_sites=sites,
    )


UP, DOWN = study(0.4), study(-0.4)
BIG, DEEP = study(0.3, se=0.5), study(-0.3, se=0.5)
FLAT = study(0.05)


def test_three_studies_of_leader_retention():
    # McREL Balanced Leadership, Targeted Intensive School Support, and New Leaders'
    # Aspiring Principals, with errors that reproduce the published p-values.
    tiss = np.sqrt(1 / 28 + 1 / 54 + 0.195166508**2 / (2 * 82))
    studies = [
        study(0.450067538, se=0.2390915),
        study(0.195166508, se=tiss, strong=False),
        study(0.501074847, se=0.215744, strong=False),
    ]

    average = wwc.domain_average(studies)

    assert average.effect.estimate == pytest.approx(0.387, abs=1e-3)
    assert average.effect.se == pytest.approx(0.132, abs=5e-4)
    assert average.effect.statistic == pytest.approx(2.93, abs=5e-3)
    assert average.effect.p_value == pytest.approx(0.0034, abs=1e-4)
    assert average.is_significant
    assert round(average.improvement_index) == 15
    assert average.share_without_reservations == pytest.approx(0.305, abs=5e-4)
    assert average.n_studies == 3


def test_average_of_one_study_depends_on_the_correlation():
    same = wwc.study_average([0.2, 0.4], [0.1, 0.3])
    half = wwc.study_average([0.2, 0.4], [0.1, 0.3], correlation=0.5)
    none = wwc.study_average([0.2, 0.4], [0.1, 0.3], correlation=0)

    assert same.estimate == half.estimate == none.estimate == pytest.approx(0.3)
    assert same.se == pytest.approx(0.2)
    assert half.variance == pytest.approx((0.01 + 0.09 + 2 * 0.5 * 0.03) / 4)
    assert none.variance == pytest.approx(0.025)


@pytest.mark.parametrize(
    ("g", "significant", "label"),
    [
        (0.1, True, "significant_positive"),
        (-0.1, True, "significant_negative"),
        (0.25, False, "substantively_important_positive"),
        (-0.25, False, "substantively_important_negative"),
        (0.249, False, "indeterminate"),
        (0.0, True, "indeterminate"),
    ],
)
def test_study_is_characterized_by_significance_then_size(g, significant, label):
    assert wwc.characterize(g, is_significant=significant) == label


@pytest.mark.parametrize(
    ("studies", "rating"),
    [
        ([UP, UP], "positive"),
        ([UP, study(0.4, strong=False)], "positive"),
        ([study(0.4, strong=False)] * 2, "potentially_positive"),
        ([UP, UP, FLAT, FLAT, FLAT], "positive"),
        ([UP], "potentially_positive"),
        ([BIG], "potentially_positive"),
        ([BIG, FLAT], "potentially_positive"),
        ([BIG, FLAT, FLAT], "mixed"),
        ([UP, DOWN], "mixed"),
        ([UP, BIG, DOWN], "mixed"),
        ([UP, UP, DOWN], "mixed"),
        ([FLAT], "no_discernible"),
        ([FLAT, FLAT, FLAT], "no_discernible"),
        ([DOWN], "potentially_negative"),
        ([DEEP], "potentially_negative"),
        ([UP, DOWN, DEEP], "potentially_negative"),
        ([DOWN, DOWN], "negative"),
        ([study(-0.4, strong=False)] * 2, "potentially_negative"),
    ],
)
@pytest.mark.parametrize("edition", ["1.0", "2.1", "3.0", "4.0"])
def test_rating_by_counting_studies(studies, rating, edition):
    verdict = wwc.rate_intervention(studies, standards=edition)

    assert verdict.rating == rating
    counts = [reason.value for reason in verdict.reasons[:5]]
    assert sum(counts) == len(studies)


@pytest.mark.parametrize(
    ("studies", "rating"),
    [
        ([UP], "positive"),
        ([study(0.4, strong=False)], "potentially_positive"),
        ([UP, study(0.4, strong=False)], "potentially_positive"),
        ([FLAT], "uncertain"),
        ([BIG], "uncertain"),
        ([DOWN], "negative"),
        ([study(-0.4, strong=False)], "potentially_negative"),
    ],
)
def test_rating_by_the_average_in_4_1(studies, rating):
    assert wwc.rate_intervention(studies, standards="4.1").rating == rating


@pytest.mark.parametrize(
    ("studies", "rating"),
    [
        ([UP], "tier_1_strong"),
        ([study(0.4, strong=False)], "tier_2_moderate"),
        ([study(0.4, people=349)], "tier_3_promising"),
        ([study(0.4, sites=1)], "tier_3_promising"),
        ([FLAT], "uncertain"),
        ([DOWN], "negative"),
    ],
)
def test_rating_by_tiers_in_5_0(studies, rating):
    assert wwc.rate_intervention(studies).rating == rating


def test_half_of_the_weight_counts_as_most_only_if_told_so():
    half = [UP, study(0.4, strong=False)]

    assert (
        wwc.rate_intervention(half, standards="4.1", majority="at_least").rating
        is wwc.InterventionRating.POSITIVE
    )
    reasons = {r.code: r for r in wwc.rate_intervention(half).reasons}
    share = reasons["most_weight_without_reservations"]
    assert share.value == pytest.approx(0.5)
    assert not share.met


def test_mcrel_was_potentially_positive_and_would_be_uncertain_now():
    mcrel = study(0.450067538, se=0.2390915, significant=False, people=124, sites=74)

    ratings = [
        wwc.rate_intervention([mcrel], standards=edition).rating
        for edition in ("4.0", "4.1", "5.0")
    ]

    assert ratings == ["potentially_positive", "uncertain", "uncertain"]
    assert (
        wwc.essa_tier(WITHOUT, is_significant_positive=False, n=124, n_sites=74).rating
        is wwc.Tier.NONE
    )


@pytest.mark.parametrize(
    ("facts", "extent"),
    [
        ({"n_studies": 2, "n_sites": 2, "n_people": 350}, "medium_to_large"),
        ({"n_studies": 1, "n_sites": 20, "n_people": 900}, "small"),
        ({"n_studies": 2, "n_sites": 1, "n_people": 900}, "small"),
        ({"n_studies": 2, "n_sites": 2, "n_people": 349}, "small"),
        (
            {"n_studies": 2, "n_sites": 2, "n_people": 0, "n_classrooms": 14},
            "medium_to_large",
        ),
    ],
)
def test_extent_of_evidence(facts, extent):
    assert wwc.extent_of_evidence(**facts).rating == extent


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: wwc.domain_average([]), "studies"),
        (lambda: wwc.domain_average([study(0.1, se=0)]), "se must"),
        (lambda: wwc.domain_average([study(float("nan"))]), "g must"),
        (lambda: wwc.study_average([], []), "g needs"),
        (lambda: wwc.study_average([0.1], [-0.1]), "se must"),
        (lambda: wwc.study_average([0.1], [0.1, 0.2]), "Lengths"),
        (lambda: wwc.study_average([0.1], [0.1], correlation=1.1), "correlation"),
        (lambda: wwc.characterize(float("nan"), is_significant=True), "g must"),
        (lambda: wwc.rate_intervention([]), "studies"),
        (lambda: wwc.rate_intervention([], standards="4.0"), "studies"),
        (lambda: wwc.rate_intervention([UP], standards="4.2"), "standards"),
        (lambda: wwc.rate_intervention([UP], majority="half"), "majority"),
        (
            lambda: wwc.extent_of_evidence(n_studies=-1, n_sites=1, n_people=1),
            "n_studies",
        ),
    ],
)
def test_broken_studies_are_refused(call, word):
    with pytest.raises(ValueError, match=word):
        call()

import pytest

from headship.stats import wwc

LOW = wwc.judge_attrition(5, 1)
HIGH = wwc.judge_attrition(40, 10)
ALIKE = wwc.baseline_equivalence({"reading": 0.03})
UNLIKE = wwc.baseline_equivalence({"reading": 0.30})


@pytest.mark.parametrize(
    ("size", "adjusted", "rating"),
    [
        (0.05, (), "satisfied"),
        (-0.05, (), "satisfied"),
        (0.051, (), "needs_adjustment"),
        (0.051, ("reading",), "satisfied_by_adjustment"),
        (-0.25, ("reading",), "satisfied_by_adjustment"),
        (0.2501, ("reading",), "too_different"),
    ],
)
def test_baseline_equivalence_at_its_edges(size, adjusted, rating):
    verdict = wwc.baseline_equivalence({"reading": size}, adjusted=adjusted)

    assert verdict.rating == rating
    assert verdict.reasons[0].value == size
    assert verdict.reasons[0].met is verdict.rating.is_satisfied


def test_one_measure_that_fails_fails_the_domain():
    verdict = wwc.baseline_equivalence(
        {"reading": 0.01, "math": 0.26, "turnover": 0.1}, adjusted=["turnover"]
    )

    assert verdict.rating is wwc.Baseline.TOO_DIFFERENT
    assert [reason.met for reason in verdict.reasons] == [True, False, True]
    assert [(reason.code, reason.subject) for reason in verdict.unmet] == [
        ("baseline_too_different", "math")
    ]


@pytest.mark.parametrize(
    ("method", "facts", "counts"),
    [
        ("covariate", {}, True),
        ("fixed_effect", {}, True),
        ("gain", {"is_same_measure": True, "correlation": 0.60}, True),
        ("gain", {"is_same_measure": True, "correlation": 0.59}, False),
        ("gain", {"correlation": 0.9}, False),
        ("difference_in_differences", {"is_same_measure": True}, False),
    ],
)
def test_adjustment_by_differences_needs_a_close_pretest(method, facts, counts):
    reason = wwc.acceptable_adjustment(method, **facts)

    assert reason.met is counts
    assert reason.subject == method


@pytest.mark.parametrize(
    ("method", "correlation", "word"),
    [("matching", None, "method"), ("gain", 1.2, "correlation")],
)
def test_broken_adjustment_is_refused(method, correlation, word):
    with pytest.raises(ValueError, match=word):
        wwc.acceptable_adjustment(method, correlation=correlation)


def test_baseline_not_reported_is_unknown_and_not_satisfied():
    verdict = wwc.baseline_equivalence({})

    assert verdict.rating is wwc.Baseline.UNKNOWN
    assert not verdict.rating.is_satisfied


@pytest.mark.parametrize(
    ("differences", "adjusted", "word"),
    [({"reading": float("nan")}, (), "reading"), ({}, ["math"], "math")],
)
def test_broken_baseline_is_refused(differences, adjusted, word):
    with pytest.raises(ValueError, match=word):
        wwc.baseline_equivalence(differences, adjusted=adjusted)


@pytest.mark.parametrize(
    ("facts", "rating"),
    [
        ({"is_randomized": True, "attrition": LOW}, "meets_without_reservations"),
        ({"is_randomized": True, "attrition": HIGH}, "does_not_meet"),
        (
            {"is_randomized": True, "attrition": HIGH, "baseline": ALIKE},
            "meets_with_reservations",
        ),
        (
            {"is_randomized": True, "attrition": HIGH, "baseline": UNLIKE},
            "does_not_meet",
        ),
        ({"is_randomized": True}, "does_not_meet"),
        ({"is_randomized": False, "attrition": LOW}, "does_not_meet"),
        (
            {"is_randomized": False, "baseline": ALIKE},
            "meets_with_reservations",
        ),
        (
            {
                "is_randomized": True,
                "attrition": LOW,
                "is_compromised": True,
                "baseline": ALIKE,
            },
            "meets_with_reservations",
        ),
        (
            {"is_randomized": True, "attrition": LOW, "confounds": ["one school"]},
            "does_not_meet",
        ),
    ],
)
def test_rating_of_a_finding(facts, rating):
    verdict = wwc.rate_finding(**facts)

    assert verdict.rating == rating
    assert all(isinstance(reason.met, bool) for reason in verdict.reasons)


def test_rating_tells_what_was_missing():
    verdict = wwc.rate_finding(is_randomized=True, attrition=HIGH, baseline=UNLIKE)

    assert {reason.code for reason in verdict.unmet} == {
        "low_attrition",
        "baseline_equivalence",
    }
    confounded = wwc.rate_finding(
        is_randomized=True, attrition=LOW, confounds=["one school per arm"]
    )
    assert confounded.reasons[0].subject == "one school per arm"


def test_ineligible_outcome_does_not_meet_standards():
    outcome = wwc.check_outcome(has_face_validity=True, is_overaligned=True)

    verdict = wwc.rate_finding(is_randomized=True, attrition=LOW, outcome=outcome)

    assert verdict.rating is wwc.FindingRating.NOT
    good = wwc.check_outcome(has_face_validity=True, is_standardized=True)
    assert (
        wwc.rate_finding(is_randomized=True, attrition=LOW, outcome=good).rating
        is wwc.FindingRating.WITHOUT
    )


@pytest.mark.parametrize(
    ("facts", "eligible"),
    [
        ({"has_face_validity": True, "is_standardized": True}, True),
        ({"has_face_validity": True}, False),
        ({"has_face_validity": False, "is_standardized": True}, False),
        (
            {
                "has_face_validity": True,
                "is_standardized": True,
                "is_same_in_groups": False,
            },
            False,
        ),
        (
            {"has_face_validity": True, "reliability": {"test_retest": 0.40}},
            True,
        ),
        (
            {"has_face_validity": True, "reliability": {"test_retest": 0.39}},
            False,
        ),
        (
            {
                "has_face_validity": True,
                "reliability": {"inter_rater": 0.49, "internal_consistency": 0.5},
            },
            True,
        ),
    ],
)
def test_outcome_requirements(facts, eligible):
    verdict = wwc.check_outcome(**facts)

    assert (verdict.rating is wwc.Outcome.ELIGIBLE) is eligible
    kinds = [r.subject for r in verdict.reasons if r.code == "reliability"]
    assert kinds == list(facts.get("reliability", {}))


@pytest.mark.parametrize(
    "reliability", [{"guess": 0.9}, {"inter_rater": 1.2}, {"inter_rater": None}]
)
def test_broken_reliability_is_refused(reliability):
    with pytest.raises((ValueError, TypeError), match="reliability"):
        wwc.check_outcome(has_face_validity=True, reliability=reliability)


def test_confounds_as_one_string_are_a_type_error():
    with pytest.raises(TypeError, match="confounds"):
        wwc.rate_finding(is_randomized=True, confounds="one school")


@pytest.mark.parametrize(
    ("facts", "rating", "inference"),
    [
        ({}, "meets_without_reservations", "individuals"),
        ({"are_joiners_harmless": False}, "does_not_meet", "none"),
        (
            {"are_joiners_harmless": False, "baseline": ALIKE},
            "meets_with_reservations",
            "individuals",
        ),
        (
            {"individual_attrition": HIGH, "represents_clusters": True},
            "meets_with_reservations",
            "clusters",
        ),
        (
            {"cluster_attrition": HIGH, "represents_clusters": True},
            "does_not_meet",
            "none",
        ),
        (
            {"cluster_attrition": None, "baseline": ALIKE},
            "meets_with_reservations",
            "individuals",
        ),
        (
            {"is_compromised": True, "represents_clusters": True},
            "does_not_meet",
            "none",
        ),
        ({"confounds": ["one district"]}, "does_not_meet", "none"),
    ],
)
def test_rating_of_a_cluster_trial(facts, rating, inference):
    base = {
        "cluster_attrition": LOW,
        "individual_attrition": LOW,
        "are_joiners_harmless": True,
    }

    verdict, about = wwc.rate_cluster_trial(**(base | facts))

    assert verdict.rating == rating
    assert about == inference

"""Power, minimum detectable effects and sample sizes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ncfdtr

from headship.stats import planning


def mdes(design, **options):
    return planning.minimum_detectable_effect(design, **options).estimate


def test_designs_of_the_planning_note():
    """Values computed independently from the published formulas."""
    climate = planning.cluster_design(
        (60, 126), icc=[0.20], r2=[0.5, 0.7], n_covariates=1
    )
    vignette = planning.cluster_design(
        (10, 2, 83),
        icc=[0.06, 0.18],
        r2=[0.55, 0.50, 0.45],
        n_covariates=1,
        share_treated=0.40,
    )
    districts = planning.blocked_cluster_design(
        (20, 44, 5), treatment_level=2, effects="fixed", icc=[0.10]
    )

    assert climate.standard_error == pytest.approx(0.04600, abs=5e-6)
    assert (climate.dof, round(mdes(climate), 4)) == (123, 0.1299)
    assert (vignette.dof, round(mdes(vignette), 4)) == (80, 0.2301)
    assert round(planning.statistical_power(vignette, 0.23), 4) == 0.7998
    assert (districts.dof, round(mdes(districts), 4)) == (210, 0.1445)
    assert round(mdes(planning.cluster_design((15, 40), icc=[0.15])), 4) == 0.4134
    assert round(mdes(planning.individual_design(126)), 4) == 0.5031


def se_cra4(sizes, rho, P):
    n, J, K, L = sizes
    split = P * (1 - P)
    return np.sqrt(
        rho[2] / (split * L)
        + rho[1] / (split * K * L)
        + rho[0] / (split * J * K * L)
        + (1 - sum(rho)) / (split * J * K * L * n)
    )


def test_four_levels_follow_their_formula():
    design = planning.cluster_design(
        (10, 3, 4, 20), icc=[0.05, 0.08, 0.12], share_treated=0.3
    )

    assert design.name == "cra4"
    assert design.standard_error == pytest.approx(
        se_cra4((10, 3, 4, 20), (0.05, 0.08, 0.12), 0.3)
    )
    assert design.dof == 18


def test_random_blocks_above_two_levels_add_their_heterogeneity():
    design = planning.blocked_cluster_design(
        (10, 3, 4, 20),
        treatment_level=2,
        icc=[0.05, 0.08, 0.12],
        heterogeneity=[0.3, 0.2],
        block_r2=[0.1, 0.4],
        r2=[0.2, 0.5],
        n_covariates=2,
    )

    expected = (
        0.12 * 0.2 * 0.6 / 20
        + 0.08 * 0.3 * 0.9 / 80
        + 0.05 * 0.5 / (0.25 * 240)
        + 0.75 * 0.8 / (0.25 * 2400)
    )
    assert design.name == "bcra4r2"
    assert design.standard_error == pytest.approx(np.sqrt(expected))
    assert design.dof == 17


def test_treatment_at_level_three_in_fixed_blocks():
    design = planning.blocked_cluster_design(
        (10, 3, 8, 5), treatment_level=3, effects="fixed", icc=[0.05, 0.08, 0.12]
    )

    # The variance between fixed blocks drops out of the error.
    expected = 0.08 / (0.25 * 40) + 0.05 / (0.25 * 120) + 0.87 / (0.25 * 1200)
    assert design.name == "bcra4f3"
    assert design.standard_error == pytest.approx(np.sqrt(expected))
    assert design.dof == 5 * (8 - 2)


@pytest.mark.parametrize(
    ("effects", "dof"), [("fixed", 20 * 13 - 1), ("constant", 20 * 14 - 2)]
)
def test_blocks_without_sampling_are_an_individual_trial(effects, dof):
    design = planning.blocked_individual_design(
        (15, 20), effects=effects, r2=0.4, n_covariates=1
    )

    alone = planning.individual_design(300, r2=0.4)
    assert design.standard_error == pytest.approx(alone.standard_error)
    assert design.dof == dof


def test_three_level_blocks_have_the_top_levels_freedom():
    design = planning.blocked_individual_design(
        (10, 4, 12), icc=[0.1, 0.1], heterogeneity=[0.2, 0.3], n_covariates=1
    )

    assert design.name == "bira3r1"
    assert design.dof == 10


def test_unreliable_outcomes_cost_power_at_their_level_only():
    plain = planning.cluster_design((20, 40), icc=[0.2])
    noisy = planning.cluster_design((20, 40), icc=[0.2], reliability=0.8)

    gap = noisy.standard_error**2 - plain.standard_error**2
    assert gap == pytest.approx(0.8 / (0.25 * 800) * (1 / 0.8 - 1))


def test_comparison_without_randomization_inflates_the_variance():
    plain = planning.individual_design(200)
    matched = planning.individual_design(200, treatment_r2=0.2)

    assert matched.standard_error**2 == pytest.approx(plain.standard_error**2 / 0.8)


def test_moderator_needs_four_times_the_schools():
    main = planning.cluster_design((20, 402), icc=[0.2])
    moderator = planning.moderator_design((20, 404), icc=0.2)

    assert moderator.standard_error**2 == pytest.approx(
        4 * main.standard_error**2 * 402 / 400
    )


def test_power_equals_the_noncentral_f():
    """Optimal Design's formula is the same test squared."""
    design = planning.cluster_design((20, 40), icc=[0.2])
    noncentrality = 40 * 0.4**2 / (4 * (0.2 + 0.8 / 20))
    critical = planning.minimum_detectable_effect(design, power=0.5).multiplier

    power = planning.statistical_power(design, 0.4)

    assert power == pytest.approx(
        1 - ncfdtr(1, 38, noncentrality, critical**2), abs=1e-8
    )


@pytest.mark.parametrize("tails", [1, 2])
@pytest.mark.parametrize("wanted", [0.3, 0.8, 0.95])
def test_exact_effect_has_exactly_the_power(tails, wanted):
    design = planning.cluster_design((20, 14), icc=[0.2])

    effect = mdes(design, power=wanted, tails=tails, exact=True)

    assert planning.statistical_power(design, effect, tails=tails) == pytest.approx(
        wanted, abs=1e-9
    )


def test_power_below_the_level_needs_no_effect():
    assert mdes(planning.individual_design(50), power=0.03, exact=True) == 0.0


def test_multiplier_is_close_to_exact():
    design = planning.cluster_design((20, 40), icc=[0.2])

    assert mdes(design) == pytest.approx(mdes(design, exact=True), rel=0.005)


@settings(deadline=None, max_examples=50)
@given(
    effect=st.floats(0.05, 1.0),
    icc=st.floats(0.0, 0.4),
    people=st.integers(2, 80),
    exact=st.booleans(),
)
def test_required_size_is_the_smallest(effect, icc, people, exact):
    design = planning.cluster_design((people, 10), icc=[icc])

    schools = planning.required_size(design, effect, exact=exact)

    def at(count):
        return mdes(planning.cluster_design((people, count), icc=[icc]), exact=exact)

    assert at(schools) <= effect * (1 + 1e-9)
    if schools > 3:
        assert at(schools - 1) > effect


def test_people_per_school_can_be_sought_too():
    design = planning.cluster_design((1, 80), icc=[0.1])

    people = planning.required_size(design, 0.35, level=1)

    assert mdes(planning.cluster_design((people, 80), icc=[0.1])) <= 0.35
    assert mdes(planning.cluster_design((people - 1, 80), icc=[0.1])) > 0.35


def test_people_cannot_replace_schools():
    with pytest.raises(ValueError, match="cannot be detected by any size of level 1"):
        planning.required_size(
            planning.cluster_design((10, 20), icc=[0.2]), 0.3, level=1
        )


@settings(deadline=None, max_examples=50)
@given(icc=st.floats(0.0, 0.5), size=st.floats(1, 200))
def test_design_effect_is_the_ratio_of_variances(icc, size):
    clustered = planning.cluster_design((size, 50), icc=[icc])
    alone = planning.individual_design(50 * size)

    ratio = (clustered.standard_error / alone.standard_error) ** 2

    assert ratio == pytest.approx(planning.design_effect(size, icc))


def test_unequal_clusters_cost_more():
    assert planning.design_effect(20, 0.2, size_cv=0.5) == pytest.approx(5.8)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: planning.individual_design(2), "leave 0 degrees of freedom"),
        (lambda: planning.individual_design(-5), "sizes must be positive"),
        (lambda: planning.individual_design(50, r2=1.0), r"r2 must lie in \[0, 1\)"),
        (lambda: planning.individual_design(50, share_treated=1.0), "share_treated"),
        (lambda: planning.cluster_design((20, 40), icc=[]), "icc needs 1 entries"),
        (lambda: planning.cluster_design((20, 4, 9), icc=[0.6, 0.5]), "add up to less"),
        (lambda: planning.cluster_design((20,), icc=[]), "sizes must name 2 to 4"),
        (
            lambda: planning.cluster_design((20, 40), icc=[0.1], reliability=0.0),
            r"reliability must lie in \(0, 1\]",
        ),
        (
            lambda: planning.blocked_individual_design((20, 4), effects="none"),
            "effects must be one of",
        ),
        (
            lambda: planning.blocked_individual_design(
                (20, 4), icc=[0.1], heterogeneity=[-0.1]
            ),
            "heterogeneity must not be negative",
        ),
        (
            lambda: planning.blocked_individual_design((2, 9), effects="fixed"),
            "leave 0 degrees of freedom",
        ),
        (
            lambda: planning.blocked_cluster_design(
                (20, 4, 5), treatment_level=3, icc=[0.1, 0.1]
            ),
            "treatment_level must be below the 3 levels, got 3",
        ),
        (lambda: planning.design_effect(0.5, 0.1), "size must be at least 1"),
        (lambda: planning.design_effect(5, 0.1, size_cv=-1), "size_cv must not be"),
    ],
)
def test_impossible_designs_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"power": 1.0}, "power must lie between"),
        ({"alpha": 0.0}, "alpha must lie between"),
        ({"tails": 3}, "tails must be 1 or 2"),
    ],
)
def test_bad_questions_are_named(options, message):
    design = planning.individual_design(50)

    with pytest.raises(ValueError, match=message):
        planning.minimum_detectable_effect(design, **options)


@pytest.mark.parametrize(
    ("effect", "level", "message"),
    [(0.0, None, "effect must be positive"), (0.2, 2, "level must be at most 1")],
)
def test_bad_sizes_are_named(effect, level, message):
    with pytest.raises(ValueError, match=message):
        planning.required_size(planning.individual_design(50), effect, level=level)


def test_a_harmful_effect_is_found_as_often_as_a_helpful_one():
    design = planning.individual_design(20)

    both = [planning.statistical_power(design, effect) for effect in (0.9, -0.9)]
    one = planning.statistical_power(design, -0.9, tails=1)

    assert both[0] == pytest.approx(both[1])
    assert one < 0.001


def test_power_of_an_overwhelming_effect_is_one():
    design = planning.cluster_design((32, 3), icc=[0.0])

    assert planning.statistical_power(design, 20.0) == pytest.approx(1.0)

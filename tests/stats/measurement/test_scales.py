import numpy as np
import pytest

from headship.stats import measurement

NAN = float("nan")


@pytest.fixture
def survey():
    rng = np.random.default_rng(4)
    targets = rng.integers(0, 40, size=400)
    leader = rng.normal(size=40)[targets, None] * 0.6
    halo = rng.normal(size=(400, 1)) * 0.6
    ratings = np.clip(np.round(3.4 + leader + halo + rng.normal(size=(400, 7))), 1, 5)
    ratings[rng.random(ratings.shape) < 0.15] = NAN
    return ratings, targets, np.array(list("bacabab"))


def test_every_scale_matches_the_single_functions(survey):
    ratings, targets, scales = survey

    result = measurement.measure_scales(
        ratings, targets=targets, scales=scales, null_variance=2
    )

    assert result.scales.tolist() == ["a", "b", "c"]
    for column, scale in enumerate("ab"):
        items = ratings[:, scales == scale]
        alpha = measurement.coefficient_alpha(items)
        assert result.alpha[column] == pytest.approx(alpha.estimate, rel=1e-12)
        assert result.alpha_n[column] == alpha.n
        answered = (~np.isnan(items)).sum(axis=1)
        enough = answered >= np.ceil(items.shape[1] / 2)
        score = np.where(
            enough, np.nansum(items, axis=1) / np.maximum(answered, 1), NAN
        )
        icc = measurement.group_icc(score, targets)
        assert result.icc1[column] == pytest.approx(icc.icc1, rel=1e-10)
        assert result.icc2[column] == pytest.approx(icc.icc2, rel=1e-10)
        assert result.group_size[column] == pytest.approx(icc.group_size)
        assert result.n_raters[column] == icc.n
        agreement = measurement.rwg_j(items, targets, null_variance=2)
        np.testing.assert_allclose(
            result.rwg_j[:, column], agreement.estimate, rtol=1e-10
        )


def test_a_scale_of_one_item_has_no_alpha(survey):
    ratings, targets, scales = survey
    result = measurement.measure_scales(
        ratings, targets=targets, scales=scales, null_variance=2
    )
    assert np.isnan(result.alpha[2])
    assert np.isfinite(result.icc1[2])


def test_undefined_figures_are_nan():
    ratings = [[3, 3, NAN], [3, 4, NAN], [3, 5, 1], [3, 4, 2]]
    result = measurement.measure_scales(
        ratings, targets=[1, 1, 1, 1], scales=[0, 0, 1], null_variance=2
    )
    assert np.isnan(result.alpha).all()
    assert np.isnan(result.icc1).all()
    assert result.n_raters.tolist() == [4, 2]


def test_icc_without_variance_within_is_nan():
    result = measurement.measure_scales(
        [[3], [3], [4], [4]], targets=[1, 1, 2, 2], scales=[0], null_variance=2
    )
    assert np.isnan(result.icc1[0])
    assert np.isnan(result.icc2[0])
    assert result.rwg_j.tolist() == [[1], [1]]


@pytest.mark.parametrize(
    ("ratings", "options", "message"),
    [
        ([1, 2], {}, "two dimensions"),
        ([[1, 2]], {}, "two rows"),
        ([[1, np.inf], [2, 3]], {}, "infinite"),
        ([[1, NAN], [2, NAN]], {}, "column 1"),
        ([[1, 2], [2, 3]], {"targets": [1]}, "targets must hold 2"),
        ([[1, 2], [2, 3]], {"scales": [1]}, "scales must hold 2"),
        ([[1, 2], [2, 3]], {"null_variance": 0}, "null_variance"),
        ([[1, 2], [2, 3]], {"answered_share": 0}, "answered_share"),
    ],
)
def test_measure_scales_names_what_is_wrong(ratings, options, message):
    defaults = {"targets": [1, 1], "scales": [1, 1], "null_variance": 2}
    with pytest.raises(ValueError, match=message):
        measurement.measure_scales(ratings, **(defaults | options))

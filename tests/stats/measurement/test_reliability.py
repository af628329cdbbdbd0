import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headship.stats import measurement

NAN = float("nan")


@pytest.fixture
def answers():
    rng = np.random.default_rng(7)
    true = rng.normal(size=(200, 1))
    return np.round(3 + true + rng.normal(size=(200, 6)), 1)


def test_alpha_equals_the_variance_definition(answers):
    k = answers.shape[1]
    total = answers.sum(axis=1).var(ddof=1)
    expected = k / (k - 1) * (1 - answers.var(axis=0, ddof=1).sum() / total)

    assert measurement.coefficient_alpha(answers).estimate == pytest.approx(expected)


def test_alpha_with_missing_answers_uses_pairs_as_r_does(answers):
    answers[::7, 0] = NAN
    answers[::11, 3] = NAN
    answers[5, :] = NAN
    pairs = np.ma.masked_invalid(answers)
    cov = np.empty((6, 6))
    for i in range(6):
        for j in range(6):
            both = ~(pairs.mask[:, i] | pairs.mask[:, j])
            cov[i, j] = np.cov(answers[both, i], answers[both, j])[0, 1]

    result = measurement.coefficient_alpha(answers)

    assert result.estimate == pytest.approx(measurement.alpha_from_covariance(cov))
    both = ~(np.isnan(answers[:, 0]) | np.isnan(answers[:, 3]))
    assert result.n == both.sum()


def test_alpha_of_complete_persons_drops_the_others(answers):
    holes = answers.copy()
    holes[:50, 2] = NAN

    dropped = measurement.coefficient_alpha(holes, missing="complete")

    assert dropped == measurement.coefficient_alpha(answers[50:])


def test_alpha_refuses_missing_answers_when_told_to(answers):
    answers[0, 0] = NAN
    with pytest.raises(ValueError, match="items must be finite"):
        measurement.coefficient_alpha(answers, missing="raise")


@pytest.mark.parametrize("interval", ["feldt", "normal", "distribution_free"])
def test_alpha_intervals_agree_in_a_large_normal_sample(interval):
    rng = np.random.default_rng(3)
    items = rng.normal(size=(5000, 1)) + rng.normal(size=(5000, 5))

    result = measurement.coefficient_alpha(items, interval=interval)

    feldt = measurement.coefficient_alpha(items)
    assert result.interval.lower == pytest.approx(feldt.interval.lower, abs=1e-3)
    assert result.interval.upper == pytest.approx(feldt.interval.upper, abs=1e-3)
    assert 5 / 6 in result.interval


def test_alpha_distribution_free_se_matches_the_jackknife(answers):
    n = len(answers)
    left_out = [
        measurement.coefficient_alpha(np.delete(answers, i, axis=0)).estimate
        for i in range(n)
    ]
    jackknife = np.sqrt((n - 1) / n * np.square(left_out - np.mean(left_out)).sum())

    result = measurement.coefficient_alpha(answers, interval="distribution_free")

    assert result.se == pytest.approx(jackknife, rel=0.03)


def test_alpha_clusters_widen_the_interval_of_repeated_persons(answers):
    doubled = np.vstack([answers, answers])
    leader = np.tile(np.arange(len(answers)), 2)

    naive = measurement.coefficient_alpha(doubled, interval="distribution_free")
    robust = measurement.coefficient_alpha(
        doubled, interval="distribution_free", clusters=leader
    )

    assert robust.se / naive.se == pytest.approx(np.sqrt(2), rel=0.01)


def test_alpha_clusters_need_the_distribution_free_interval(answers):
    with pytest.raises(ValueError, match="interval='feldt'"):
        measurement.coefficient_alpha(answers, clusters=np.arange(200))


def test_alpha_needs_two_clusters(answers):
    with pytest.raises(ValueError, match="at least 2 clusters, got 1"):
        measurement.coefficient_alpha(
            answers, interval="distribution_free", clusters=np.zeros(200)
        )


@pytest.mark.parametrize(
    ("items", "message"),
    [
        ([[1], [2], [3]], "at least 2 columns, got 1"),
        ([[1, 2], [2, 3]], "at least 3 persons, got 2"),
        ([[1, 2], [2, 2], [3, 2]], "column 1 is constant"),
        ([[1, 3], [2, 2], [3, 1]], "the items' sum must vary"),
        ([[1, NAN], [2, NAN], [3, 1]], "column 1 has 1"),
        ([[1, NAN], [2, NAN], [NAN, 3], [NAN, 4]], "answered together"),
        ([[1, np.inf], [2, 1], [3, 1]], "infinite"),
        ([1, 2, 3], "two-dimensional"),
    ],
)
def test_alpha_names_what_is_wrong(items, message):
    with pytest.raises(ValueError, match=message):
        measurement.coefficient_alpha(items)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"missing": "mean"}, "missing must be one of"),
        ({"interval": "bootstrap"}, "interval must be one of"),
        ({"confidence": 1}, "confidence must lie between 0 and 1"),
    ],
)
def test_alpha_refuses_unknown_options(answers, options, message):
    with pytest.raises(ValueError, match=message):
        measurement.coefficient_alpha(answers, **options)


@pytest.mark.parametrize(
    ("matrix", "message"),
    [
        ([[1.0, 0.2]], "square"),
        ([[1.0, 0.2], [0.4, 1.0]], "symmetric"),
        ([[0.0, 0.0], [0.0, 1.0]], "positive variances, got 0.0"),
        ([[1.0]], "at least 2 items"),
    ],
)
def test_alpha_from_covariance_names_what_is_wrong(matrix, message):
    with pytest.raises(ValueError, match=message):
        measurement.alpha_from_covariance(matrix)


def test_item_analysis_equals_leaving_the_item_out(answers):
    result = measurement.item_analysis(answers)

    rest = np.delete(answers, 2, axis=1)
    alpha = measurement.coefficient_alpha(rest).estimate
    correlation = np.corrcoef(answers[:, 2], rest.sum(axis=1))[0, 1]
    assert result.alpha_without[2] == pytest.approx(alpha)
    assert result.item_rest_correlation[2] == pytest.approx(correlation)
    assert result.sd[2] == pytest.approx(answers[:, 2].std(ddof=1))
    assert result.mean[2] == pytest.approx(answers[:, 2].mean())
    assert result.n.tolist() == [200] * 6


def test_item_analysis_needs_three_items(answers):
    with pytest.raises(ValueError, match="at least 3 columns, got 2"):
        measurement.item_analysis(answers[:, :2])


def test_item_analysis_refuses_items_that_cancel_out():
    items = [[1, 3, 1], [2, 2, 5], [3, 1, 2]]
    with pytest.raises(ValueError, match="the rest of the scale has no variance"):
        measurement.item_analysis(items)


def test_spearman_brown_of_alpha_from_its_mean_correlation():
    assert measurement.spearman_brown(0.25, 4) == pytest.approx(4 / 7)


@pytest.mark.parametrize(("reliability", "length"), [(1.2, 2), (-0.9, 3)])
def test_spearman_brown_refuses_impossible_reliabilities(reliability, length):
    with pytest.raises(ValueError, match="out of range"):
        measurement.spearman_brown(reliability, length)


@given(st.floats(0.01, 0.99), st.floats(0.1, 20))
@settings(deadline=None, max_examples=50)
def test_spearman_brown_is_undone_by_the_inverse_length(reliability, length):
    longer = measurement.spearman_brown(reliability, length)
    back = measurement.spearman_brown(longer, 1 / length)
    assert back == pytest.approx(reliability, rel=1e-6)


def test_measurement_error_has_known_ends():
    assert measurement.standard_error_of_measurement(2, 1) == 0
    assert measurement.standard_error_of_measurement(2, 0) == 2
    assert measurement.minimal_detectable_change(1) == pytest.approx(2.771808)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: measurement.standard_error_of_measurement(-1, 0.5), "got -1.0"),
        (lambda: measurement.standard_error_of_measurement(1, 1.5), "got 1.5"),
        (lambda: measurement.minimal_detectable_change(-1), "got -1.0"),
    ],
)
def test_measurement_error_refuses_impossible_values(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@given(st.floats(0.1, 10), st.floats(-5, 5))
@settings(deadline=None, max_examples=25)
def test_alpha_ignores_shift_and_scale(scale, shift):
    items = np.random.default_rng(1).normal(size=(30, 1)) + np.random.default_rng(
        2
    ).normal(size=(30, 4))
    one = measurement.coefficient_alpha(items).estimate
    two = measurement.coefficient_alpha(items * scale + shift).estimate
    assert two == pytest.approx(one)

import numpy as np
import pytest

from headship.stats import measurement


@pytest.fixture
def answers():
    rng = np.random.default_rng(11)
    loading = np.array([0.9, 0.8, 0.7, 0.5, 0.4])
    error = np.sqrt(1 - loading**2)
    true = rng.normal(size=(3000, 1))
    return true * loading + rng.normal(size=(3000, 5)) * error


@pytest.mark.parametrize("method", ["ml", "minres"])
def test_omega_finds_the_reliability_it_was_made_with(answers, method):
    result = measurement.omega_total(answers, method=method)

    expected = 3.3**2 / (3.3**2 + 5 - (0.81 + 0.64 + 0.49 + 0.25 + 0.16))
    assert expected in result.interval
    assert result.estimate == pytest.approx(expected, abs=0.02)
    assert result.estimate > measurement.coefficient_alpha(answers).estimate


@pytest.mark.parametrize("method", ["ml", "minres"])
def test_omega_se_matches_the_jackknife(answers, method):
    part = answers[:400]
    blocks = np.array_split(np.arange(400), 40)
    left_out = [
        measurement.omega_total(np.delete(part, b, axis=0), method=method).estimate
        for b in blocks
    ]
    jackknife = np.sqrt(39 / 40 * np.square(left_out - np.mean(left_out)).sum())

    result = measurement.omega_total(part, method=method)

    assert result.se == pytest.approx(jackknife, rel=0.2)


def test_omega_ignores_the_unit_of_all_items(answers):
    one = measurement.omega_total(answers).estimate
    assert measurement.omega_total(answers * 10 + 3).estimate == pytest.approx(one)


def test_omega_with_missing_answers_stays_close(answers):
    holes = answers.copy()
    holes[np.random.default_rng(1).random(holes.shape) < 0.1] = np.nan
    full = measurement.omega_total(answers)
    assert measurement.omega_total(holes).estimate == pytest.approx(
        full.estimate, abs=0.02
    )


def test_omega_of_a_perfect_item_stays_at_the_bound():
    rng = np.random.default_rng(2)
    true = rng.normal(size=300)
    noisy = true[:, None] + rng.normal(size=(300, 2))
    result = measurement.omega_total(np.column_stack([true, noisy]), method="minres")
    assert 0 < result.estimate < 1


def test_omega_needs_three_items(answers):
    with pytest.raises(ValueError, match="at least 3 columns, got 2"):
        measurement.omega_total(answers[:, :2])


def test_omega_refuses_maximum_likelihood_without_full_rank(answers):
    copied = np.column_stack([answers, answers[:, 0]])
    with pytest.raises(ValueError, match="positive definite"):
        measurement.omega_total(copied)

import numpy as np
import pytest

from headship.stats import measurement


@pytest.fixture
def corr():
    general = np.array([0.7, 0.6, 0.6, 0.5, 0.5, 0.4, 0.6, 0.6, 0.5])
    fitted = np.outer(general, general)
    # Groups proportional to the general loadings, as Schmid and Leiman assume.
    for start, share in ((0, 0.6), (3, 0.8), (6, 0.5)):
        group = general[start : start + 3] * share
        fitted[start : start + 3, start : start + 3] += np.outer(group, group)
    np.fill_diagonal(fitted, 1)
    return fitted, general


def test_general_loadings_are_found(corr):
    matrix, general = corr
    result = measurement.omega_hierarchical(matrix)

    np.testing.assert_allclose(result.general, general, atol=2e-3)
    expected = general.sum() ** 2 / matrix.sum()
    assert result.hierarchical == pytest.approx(expected, abs=2e-3)
    assert result.hierarchical < result.total < 1
    assert result.limit == result.hierarchical / result.total


def test_turned_items_are_turned_back(corr):
    matrix, _ = corr
    turn = np.array([1, -1, 1, 1, 1, 1, 1, 1, -1])
    result = measurement.omega_hierarchical(matrix * np.outer(turn, turn))
    plain = measurement.omega_hierarchical(matrix)
    assert result.hierarchical == pytest.approx(plain.hierarchical, abs=1e-4)
    assert result.alpha == pytest.approx(plain.alpha)


def test_one_factor_total_is_omega_of_the_standardized_items(corr):
    matrix, _ = corr
    result = measurement.omega_hierarchical(matrix, n_factors=1)
    assert result.group.shape == (9, 1)
    assert 0.8 < result.total < 0.9


def test_two_factors_share_the_general_one_equally():
    matrix = np.full((6, 6), 0.25) + np.kron(np.eye(2), np.full((3, 3), 0.25))
    np.fill_diagonal(matrix, 1)
    result = measurement.omega_hierarchical(matrix, n_factors=2)
    assert result.general == pytest.approx([0.5] * 6, abs=1e-4)


def test_two_factors_must_correlate():
    matrix = np.kron(np.eye(2), np.full((3, 3), 0.5)) - 0.1
    np.fill_diagonal(matrix, 1)
    with pytest.raises(ValueError, match="not positively"):
        measurement.omega_hierarchical(matrix, n_factors=2)

"""Rubin's rules."""

import numpy as np
import pytest

from headship.stats import impact


def test_pooling_follows_the_rules():
    b, se = np.array([1.0, 1.4, 1.2, 0.9]), np.array([0.5, 0.4, 0.5, 0.6])

    pooled = impact.pool_imputations(b, se)

    total = np.mean(se**2) + 1.25 * b.var(ddof=1)
    ratio = 1.25 * b.var(ddof=1) / np.mean(se**2)
    assert pooled.estimate == pytest.approx(b.mean())
    assert pooled.se == pytest.approx(np.sqrt(total))
    assert pooled.dof == pytest.approx(3 * (1 + 1 / ratio) ** 2)
    assert pooled.relative_increase == pytest.approx(ratio)
    assert pooled.estimate in pooled.interval


def test_degrees_of_freedom_never_exceed_those_of_complete_data():
    wide = impact.pool_imputations([1.0, 1.01], [0.5, 0.5], complete_dof=20)

    assert wide.dof < 20


def test_identical_imputations_lose_nothing():
    pooled = impact.pool_imputations([2.0, 2.0], [0.5, 0.5], complete_dof=30)

    assert pooled.se == 0.5
    assert pooled.missing_share == 0.0
    assert pooled.dof == pytest.approx(31 / 33 * 30)
    assert impact.pool_imputations([2.0, 2.0], [0.5, 0.5]).dof == np.inf


@pytest.mark.parametrize(
    ("b", "se", "options", "message"),
    [
        ([1.0], [0.5], {}, "estimates needs at least 2 values, got 1"),
        ([1.0, 2.0], [0.5, 0.0], {}, "standard_errors must be positive, got 0.0"),
        ([1.0, 2.0], [0.5], {}, "Lengths differ"),
        ([1.0, 2.0], [0.5, 0.5], {"complete_dof": 0}, "complete_dof must be positive"),
        ([1.0, np.nan], [0.5, 0.5], {}, "estimates must be finite"),
    ],
)
def test_bad_input_is_named(b, se, options, message):
    with pytest.raises(ValueError, match=message):
        impact.pool_imputations(b, se, **options)

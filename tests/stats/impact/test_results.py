"""Coefficients and their tests."""

import numpy as np
import pytest

from headship.stats import impact
from headship.stats.impact import results


@pytest.mark.parametrize(
    ("estimate", "statistic", "p"), [(0.0, 0.0, 1.0), (2.0, np.inf, 0.0)]
)
def test_an_estimate_without_error_is_certain(estimate, statistic, p):
    """Clusters that agree exactly have no spread; that is not an unknown."""
    y = np.array([1.0, 1.0, 1.0, 1.0]) + estimate * np.array([0, 0, 1, 1])
    design = np.column_stack([np.ones(4), [0.0, 0.0, 1.0, 1.0]])

    effect = impact.linear_model(y, design, cluster=[0, 1, 2, 3], kind="CR0")

    assert effect.coefficients[1].se == pytest.approx(0.0, abs=1e-12)
    assert effect.coefficients[1].estimate == pytest.approx(estimate, abs=1e-12)
    found = results.coefficient(
        estimate, 0.0, dof=10.0, n=4, method="exact", confidence=0.95
    )
    assert (found.statistic, found.p_value) == (statistic, p)

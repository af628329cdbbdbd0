"""What a correlation says in schools."""

import numpy as np
import pytest

from headship.responsibilities.analysis import share_above_middle


def test_share_above_middle_without_relation_is_one_half():
    assert share_above_middle(0) == 0.5


def test_share_above_middle_at_the_limits_is_all_or_nothing():
    assert share_above_middle(1) == pytest.approx(1)
    assert share_above_middle(-1) == pytest.approx(0)


def test_share_above_middle_agrees_with_drawn_schools():
    rng = np.random.default_rng(20050101)
    leader, rest = rng.standard_normal((2, 400_000))
    school = 0.25 * leader + np.sqrt(1 - 0.25**2) * rest

    drawn = np.mean(school[leader > 0] > 0)

    assert share_above_middle(0.25) == pytest.approx(drawn, abs=0.004)  # 3.6 SE

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from headship.stats import wwc

P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=12)


def test_worked_example_of_the_paper():
    # Benjamini and Hochberg (1995), section 3: 15 tests, four are discoveries.
    p = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459,
        0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
    ]  # fmt: skip

    found = wwc.benjamini_hochberg(p)

    assert found.is_significant.tolist() == [True] * 4 + [False] * 11
    assert found.threshold[3] == pytest.approx(0.05 * 4 / 15)
    assert found.adjusted_p[3] == pytest.approx(0.0095 * 15 / 4)


def test_step_up_takes_smaller_ranks_with_it():
    # Neither of the first two passes alone; the third takes both along.
    found = wwc.benjamini_hochberg([0.03, 0.04, 0.045])

    assert found.is_significant.all()


@pytest.mark.parametrize(
    ("p", "flags"),
    [
        ([0.05], [True]),
        ([0.0501], [False]),
        ([0.025, 0.9], [True, False]),
        ([0.0251, 0.9], [False, False]),
        ([0.049, 0.0499], [True, True]),
    ],
)
def test_boundary_itself_is_significant(p, flags):
    assert wwc.benjamini_hochberg(p).is_significant.tolist() == flags


def test_each_group_is_its_own_family():
    found = wwc.benjamini_hochberg([0.04, 0.04, 0.9, 0.03], groups=["a", "b", "b", "a"])

    assert found.is_significant.tolist() == [True, False, False, True]
    alone = wwc.benjamini_hochberg([0.04, 0.9])
    assert found.adjusted_p[1:3] == pytest.approx(alone.adjusted_p)


@settings(deadline=None, max_examples=50)
@given(P_VALUES, st.data())
def test_flags_agree_with_scipy_and_with_the_definition(p, data):
    groups = data.draw(
        st.lists(st.sampled_from("abc"), min_size=len(p), max_size=len(p))
    )

    found = wwc.benjamini_hochberg(p, groups=groups)

    for name in set(groups):
        rows = np.array([group == name for group in groups])
        family = np.array(p)[rows]
        expected = false_discovery_control(family)
        assert found.adjusted_p[rows] == pytest.approx(expected)
        ordered = np.sort(family)
        passing = ordered <= 0.05 * np.arange(1, family.size + 1) / family.size
        largest = passing.nonzero()[0].max() + 1 if passing.any() else 0
        cut = ordered[largest - 1] if largest else -1
        assert found.is_significant[rows].tolist() == (family <= cut).tolist()


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: wwc.benjamini_hochberg([]), "p needs"),
        (lambda: wwc.benjamini_hochberg([0.1, 1.1]), "p must"),
        (lambda: wwc.benjamini_hochberg([0.1, np.nan]), "p must"),
        (lambda: wwc.benjamini_hochberg([0.1], groups=["a", "b"]), "groups"),
        (lambda: wwc.benjamini_hochberg([0.1], alpha=0), "alpha"),
    ],
)
def test_broken_p_values_are_refused(call, word):
    with pytest.raises(ValueError, match=word):
        call()

import pytest

from headship.stats.disclosure import (
    CodedShare,
    coded_share,
    mean_reveals_all,
    reveals_all,
)


@pytest.mark.parametrize(
    ("counts", "reveals"),
    [
        ([0, 0, 9], True),
        ([0, 1, 8], True),
        ([0, 2, 7], False),
        ([0, 0, 0], False),
        ([1], True),
    ],
)
def test_distribution_reveals_all_when_at_most_one_differs(counts, reveals):
    assert reveals_all(counts) is reveals


@pytest.mark.parametrize("counts", [[], [-1, 2], [1.5]])
def test_distribution_with_broken_counts_is_refused(counts):
    with pytest.raises(ValueError, match="counts"):
        reveals_all(counts)


@pytest.mark.parametrize(
    ("mean", "n", "reveals"),
    [(1.0, 7, True), (5.0, 7, True), (4 + 6 / 7, 7, True), (4.7, 7, False)],
)
def test_mean_at_the_end_of_the_scale_reveals_all(mean, n, reveals):
    assert mean_reveals_all(mean, n=n, lowest=1, highest=5) is reveals


def test_mean_outside_the_scale_is_refused():
    with pytest.raises(ValueError, match="mean"):
        mean_reveals_all(5.1, n=7, lowest=1, highest=5)


@pytest.mark.parametrize(
    ("count", "n", "lower", "upper"),
    [
        (4, 20, 0.0, 0.20),
        (18, 20, 0.80, 1.0),
        (4, 40, 0.0, 0.10),
        (96, 100, 0.95, 1.0),
        (1, 300, 0.0, 0.02),
        (0, 301, 0.0, 0.01),
    ],
)
def test_share_near_an_end_is_coded_by_the_band_for_its_n(count, n, lower, upper):
    assert coded_share(count, n) == CodedShare(lower=lower, upper=upper, is_coded=True)


def test_share_in_the_middle_is_shown():
    assert coded_share(5, 20) == CodedShare(lower=0.25, upper=0.25, is_coded=False)


@pytest.mark.parametrize(("count", "n"), [(3, 2), (-1, 2), (0, 0)])
def test_broken_share_is_refused(count, n):
    with pytest.raises(ValueError, match=r"count|n must"):
        coded_share(count, n)

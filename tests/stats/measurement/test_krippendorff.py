import numpy as np
import pytest

from headship.stats import measurement

NAN = float("nan")
LEVELS = ["nominal", "ordinal", "interval", "ratio"]


@pytest.fixture
def units():
    rng = np.random.default_rng(12)
    true = rng.integers(1, 5, size=(120, 1))
    ratings = np.clip(true + rng.integers(-1, 2, size=(120, 4)), 1, 5).astype(float)
    ratings[rng.random(ratings.shape) < 0.2] = NAN
    return ratings


def by_definition(units, distance):
    rows = [row[~np.isnan(row)] for row in units]
    rows = [row for row in rows if len(row) > 1]
    everything = np.concatenate(rows)
    observed = sum(
        distance(a, b) / (len(row) - 1) for row in rows for a in row for b in row
    ) / len(everything)
    expected = sum(distance(a, b) for a in everything for b in everything)
    return 1 - observed / (expected / (len(everything) * (len(everything) - 1)))


@pytest.mark.parametrize(
    ("level", "distance"),
    [
        ("nominal", lambda a, b: float(a != b)),
        ("interval", lambda a, b: (a - b) ** 2),
        ("ratio", lambda a, b: ((a - b) / (a + b)) ** 2),
    ],
)
def test_alpha_follows_the_definition(units, level, distance):
    result = measurement.krippendorff_alpha(units, level=level)
    assert result.estimate == pytest.approx(by_definition(units, distance))


@pytest.mark.parametrize("level", LEVELS)
def test_both_intervals_agree_in_a_larger_sample(units, level):
    rng = np.random.default_rng(2)
    analytic = measurement.krippendorff_alpha(units, level=level)
    drawn = measurement.krippendorff_alpha(units, level=level, draws=1000, rng=rng)

    assert drawn.estimate == analytic.estimate
    assert drawn.interval.lower == pytest.approx(analytic.interval.lower, abs=0.03)
    assert drawn.interval.upper == pytest.approx(analytic.interval.upper, abs=0.03)
    assert (analytic.method, drawn.method) == (
        "analytic interval",
        "bootstrap of units",
    )


def test_alpha_of_two_raters_is_nearly_scotts_pi():
    rng = np.random.default_rng(4)
    ratings = rng.integers(0, 3, size=(50, 2)).astype(float)
    fleiss = measurement.fleiss_kappa(ratings).estimate
    alpha = measurement.krippendorff_alpha(ratings, level="nominal").estimate
    assert 1 - alpha == pytest.approx((1 - fleiss) * 99 / 100)


def test_zero_agrees_with_zero_on_a_ratio_scale():
    ratings = [[0, 0], [1, 2], [0, 0]]
    result = measurement.krippendorff_alpha(ratings, level="ratio")
    assert result.estimate == pytest.approx(by_definition_of_zero())


def by_definition_of_zero():
    observed = 2 * (1 / 3) ** 2 / 6
    expected = (2 * 4 + 2 * 4 + 2 / 9) / 30
    return 1 - observed / expected


def test_labels_take_the_order_given():
    labels = [["low", "mid"], ["high", "high"], ["mid", "mid"], ["low", "low"]]
    numbers = [[1, 2], [3, 3], [2, 2], [1, 1]]
    named = measurement.krippendorff_alpha(
        labels, level="ordinal", categories=["low", "mid", "high"]
    )
    assert named == measurement.krippendorff_alpha(numbers, level="ordinal")


def test_full_agreement_has_no_interval():
    result = measurement.krippendorff_alpha([[1, 1], [2, 2]], level="nominal")
    assert (result.estimate, result.se, result.interval) == (1, None, None)


def test_one_unit_has_no_interval():
    result = measurement.krippendorff_alpha([[1, 2, 2], [1, NAN, NAN]], level="nominal")
    assert (result.n, result.n_pairable, result.interval) == (1, 3, None)


def test_bootstrap_survives_draws_without_variation():
    units = [[1, 1], [1, 1], [1, 2], [1, 1]]
    result = measurement.krippendorff_alpha(
        units, level="nominal", draws=200, rng=np.random.default_rng(0)
    )
    assert result.interval.upper == 1


@pytest.mark.parametrize(
    ("ratings", "options", "message"),
    [
        ([[1, 1], [1, 1]], {"level": "nominal"}, "all ratings are equal"),
        ([[1, NAN], [NAN, 2]], {"level": "nominal"}, "at least 2 ratings"),
        ([["a", "b"], ["a", "a"]], {"level": "interval"}, "needs numbers"),
        ([[-1, 2], [2, 2]], {"level": "ratio"}, "at least 0"),
        ([[1, 2], [2, 2]], {"level": "cardinal"}, "level must be one of"),
        ([[1, 2], [2, 2]], {"level": "nominal", "draws": 9}, "rng must be"),
        (
            np.arange(9000.0).reshape(-1, 2),
            {"level": "interval"},
            "9000 different values",
        ),
    ],
)
def test_krippendorff_names_what_is_wrong(ratings, options, message):
    with pytest.raises(ValueError, match=message):
        measurement.krippendorff_alpha(ratings, **options)

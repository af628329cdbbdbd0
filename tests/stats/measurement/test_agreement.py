import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headship.stats import measurement

NAN = float("nan")
COEFFICIENTS = [
    measurement.percent_agreement,
    measurement.brennan_prediger,
    measurement.gwet_ac,
    measurement.fleiss_kappa,
    measurement.conger_kappa,
    measurement.light_kappa,
]
LABELS = [["a", "a", "b"], ["b", "b", "b"], ["c", "a", "c"], ["a", "a", "a"]]


@pytest.fixture
def ratings():
    rng = np.random.default_rng(8)
    true = rng.integers(1, 5, size=(60, 1))
    return np.clip(true + rng.integers(-1, 2, size=(60, 4)), 1, 5).astype(float)


def test_two_raters_make_conger_cohen(ratings):
    pair = ratings[:, :2]
    cohen = measurement.cohen_kappa(pair, weights="linear")
    conger = measurement.conger_kappa(pair, weights="linear")
    assert conger.estimate == pytest.approx(cohen.estimate)
    assert conger.se == pytest.approx(cohen.se)
    light = measurement.light_kappa(pair, weights="linear")
    assert light.estimate == pytest.approx(cohen.estimate)
    assert light.se == pytest.approx(cohen.se)


def test_cohen_kappa_of_the_published_table():
    table = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
    ratings = measurement.ratings_of_table(table)

    result = measurement.cohen_kappa(ratings, ddof=0)

    assert result.observed == 0.7
    assert result.expected == pytest.approx(0.41)
    assert result.estimate == pytest.approx(0.492, abs=5e-4)


def test_quadratic_kappa_equals_the_agreement_icc_in_a_large_sample():
    rng = np.random.default_rng(1)
    true = rng.integers(1, 6, size=(4000, 1))
    ratings = np.clip(true + rng.integers(-1, 2, size=(4000, 2)), 1, 5).astype(float)

    kappa = measurement.cohen_kappa(ratings, weights="quadratic").estimate

    expected = measurement.icc(ratings, form="2,1").estimate
    assert kappa == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize("coefficient", COEFFICIENTS)
def test_se_matches_the_jackknife_over_subjects(coefficient, ratings):
    n = len(ratings)
    categories = [1, 2, 3, 4, 5]
    left_out = [
        coefficient(np.delete(ratings, i, axis=0), categories=categories).estimate
        for i in range(n)
    ]
    jackknife = np.sqrt((n - 1) / n * np.square(left_out - np.mean(left_out)).sum())

    result = coefficient(ratings, categories=categories)

    assert result.se == pytest.approx(jackknife, rel=0.05)
    assert result.estimate in result.interval


@pytest.mark.parametrize("coefficient", COEFFICIENTS)
def test_labels_and_their_numbers_give_the_same(coefficient):
    numbers = [[ord(x) for x in row] for row in LABELS]
    assert coefficient(LABELS).estimate == coefficient(numbers).estimate


@pytest.mark.parametrize("coefficient", COEFFICIENTS)
def test_full_agreement_is_one_without_an_interval(coefficient):
    result = coefficient([[1, 1], [2, 2], [3, 3]])
    assert result.estimate == pytest.approx(1)
    assert (result.se, result.interval) == (None, None)


@pytest.mark.parametrize("coefficient", COEFFICIENTS)
def test_subjects_without_ratings_do_not_count(coefficient, ratings):
    empty = np.full((3, 4), NAN)
    assert coefficient(np.vstack([ratings, empty])) == coefficient(ratings)


@pytest.mark.parametrize("missing", [None, NAN, "", "  "])
def test_every_form_of_missing_is_missing(missing):
    ratings = [["a", "a"], ["b", "a"], ["a", missing], ["b", "b"]]
    result = measurement.percent_agreement(ratings)
    assert result.estimate == pytest.approx(2 / 3)


def test_numbers_among_missing_objects_stay_numbers():
    with_none = [[1, 1, None], [10, 2, 2], [10, 10, 10]]
    with_nan = [[1, 1, NAN], [10, 2, 2], [10, 10, 10]]
    one = measurement.fleiss_kappa(with_none, weights="linear")
    assert one == measurement.fleiss_kappa(with_nan, weights="linear")


def test_unused_categories_change_gwet_only(ratings):
    wide = {"categories": [0, 1, 2, 3, 4, 5]}
    assert measurement.gwet_ac(ratings, **wide).expected < (
        measurement.gwet_ac(ratings).expected
    )
    assert measurement.fleiss_kappa(ratings, **wide).estimate == pytest.approx(
        measurement.fleiss_kappa(ratings).estimate
    )


def test_all_in_one_of_two_categories_is_full_agreement_for_gwet():
    result = measurement.gwet_ac([[1, 1], [1, 1]], categories=[1, 2])
    assert (result.estimate, result.method) == (1, "Gwet's AC1")


def test_own_weights_are_taken(ratings):
    categories = [1, 2, 3, 4, 5]
    linear = 1 - np.abs(np.subtract.outer(categories, categories)) / 4
    own = measurement.gwet_ac(ratings, weights=linear, categories=categories)
    named = measurement.gwet_ac(ratings, weights="linear", categories=categories)
    assert own == named
    assert named.method == "Gwet's AC2"


def test_fleiss_test_needs_equal_numbers_of_ratings(ratings):
    assert measurement.fleiss_kappa(ratings).z is not None
    ratings[0, 0] = NAN
    assert measurement.fleiss_kappa(ratings).z is None


def test_fleiss_test_is_for_identity_weights_only(ratings):
    assert measurement.fleiss_kappa(ratings, weights="linear").z is None


def test_a_single_pair_of_categories_far_apart_has_a_null_test():
    result = measurement.cohen_kappa([[1, 2], [1, 2], [2, 1], [2, 1]])
    assert result.estimate == -1
    assert result.p_value == pytest.approx(0.0455, abs=1e-4)


def test_raters_with_one_category_each_have_no_null_test():
    result = measurement.cohen_kappa([[1, 2], [1, 2], [1, 2]])
    assert (result.estimate, result.z) == (0, None)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: measurement.percent_agreement([1, 2]), "two-dimensional"),
        (lambda: measurement.percent_agreement([[1, 2]]), "2 subjects"),
        (lambda: measurement.percent_agreement([[NAN, NAN]] * 2), "no rating"),
        (lambda: measurement.percent_agreement([[1, NAN]] * 2), "2 ratings"),
        (lambda: measurement.percent_agreement([[1, 1], [NAN, NAN]]), "2 rated"),
        (lambda: measurement.cohen_kappa(LABELS), "2 raters, got 3"),
        (lambda: measurement.cohen_kappa([[1, 1], [1, NAN]]), "complete subjects"),
        (lambda: measurement.light_kappa([[1, 1], [1, NAN]]), "complete subjects"),
        (lambda: measurement.fleiss_kappa([[1, 1]] * 3), "one category"),
        (lambda: measurement.gwet_ac([[1, 1]] * 3), "single category"),
        (lambda: measurement.brennan_prediger([[1, 1]] * 3), "single category"),
        (lambda: measurement.conger_kappa([[1, 1, NAN]] * 3), "rater 2 has no"),
        (lambda: measurement.gwet_ac(LABELS, categories=["a", "b"]), "'c'"),
        (lambda: measurement.gwet_ac(LABELS, categories=["a", "a"]), "repeats"),
        (lambda: measurement.gwet_ac(LABELS, weights="x"), "weights must be one of"),
        (lambda: measurement.gwet_ac(LABELS, weights=[[1, 0], [0, 1]]), "shape"),
        (
            lambda: measurement.gwet_ac([[1, 2], [2, 2]], weights=[[1, 0], [1, 1]]),
            "symmetric",
        ),
        (
            lambda: measurement.gwet_ac([[-1, 2], [2, 2]], weights="ratio"),
            "at least 0",
        ),
        (lambda: measurement.gwet_ac(LABELS, confidence=0), "confidence"),
        (lambda: measurement.ratings_of_table([[1, 2]]), "square"),
        (lambda: measurement.ratings_of_table([[1, 2.5], [0, 1]]), "2.5"),
    ],
)
def test_agreement_names_what_is_wrong(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@given(st.permutations(range(12)))
@settings(deadline=None, max_examples=25)
def test_the_order_of_subjects_does_not_matter(order):
    rng = np.random.default_rng(0)
    ratings = rng.integers(1, 4, size=(12, 3)).astype(float)
    one = measurement.conger_kappa(ratings)
    two = measurement.conger_kappa(ratings[list(order)])
    assert two.estimate == pytest.approx(one.estimate)
    assert two.se == pytest.approx(one.se)


def test_weighted_fleiss_compares_with_pairs_of_shares(ratings):
    value = np.arange(1, 6)
    credit = 1 - np.abs(np.subtract.outer(value, value)) / 4
    share = np.array([(ratings == v).mean() for v in value])

    result = measurement.fleiss_kappa(ratings, weights="linear", categories=value)

    assert result.expected == pytest.approx(share @ credit @ share)
    gwet = measurement.gwet_ac(ratings, weights="linear", categories=value)
    chance = credit.sum() / 20 * (share @ (1 - share))
    assert gwet.expected == pytest.approx(chance)
    assert gwet.observed == result.observed

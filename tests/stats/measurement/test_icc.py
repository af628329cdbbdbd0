import numpy as np
import pytest
from scipy import stats

from headship.stats import measurement

NAN = float("nan")
PUBLISHED = [
    [9, 2, 5, 8],
    [6, 1, 3, 2],
    [8, 4, 6, 8],
    [7, 1, 2, 6],
    [10, 5, 6, 9],
    [6, 2, 4, 7],
]


@pytest.mark.parametrize(
    ("form", "published"),
    [
        ("1,1", 0.17),
        ("2,1", 0.29),
        ("3,1", 0.71),
        ("1,k", 0.44),
        ("2,k", 0.62),
        ("3,k", 0.91),
    ],
)
def test_icc_gives_the_published_values(form, published):
    result = measurement.icc(PUBLISHED, form=form)
    assert round(result.estimate, 2) == published
    assert result.estimate in result.interval
    assert (result.n, result.n_raters, result.form) == (6, 4, form)


def test_mean_rating_consistency_is_coefficient_alpha():
    alpha = measurement.coefficient_alpha(PUBLISHED)
    result = measurement.icc(PUBLISHED, form="3,k")
    assert result.estimate == pytest.approx(alpha.estimate)
    assert result.interval.lower == pytest.approx(alpha.interval.lower)
    assert result.interval.upper == pytest.approx(alpha.interval.upper)


def test_one_way_is_the_group_icc_of_equal_groups():
    ratings = np.array(PUBLISHED, dtype=float)
    groups = np.repeat(np.arange(6), 4)
    group = measurement.group_icc(ratings.ravel(), groups)
    single = measurement.icc(ratings, form="1,1")
    assert single.estimate == pytest.approx(group.icc1)
    assert single.interval.lower == pytest.approx(group.icc1_interval.lower)
    mean = measurement.icc(ratings, form="1,k")
    assert mean.estimate == pytest.approx(group.icc2)
    assert mean.interval.upper == pytest.approx(group.icc2_interval.upper)


def test_agreement_of_the_mean_may_take_its_own_degrees_of_freedom():
    single = measurement.icc(PUBLISHED, form="2,k")
    average = measurement.icc(PUBLISHED, form="2,k", satterthwaite_at="average")
    assert single.estimate == average.estimate
    assert single.interval_dof != average.interval_dof


def test_the_satterthwaite_option_is_for_the_mean_only():
    one = measurement.icc(PUBLISHED, form="2,1", satterthwaite_at="average")
    assert one == measurement.icc(PUBLISHED, form="2,1")


def test_test_of_subjects_is_the_f_test():
    result = measurement.icc(PUBLISHED, form="3,1")
    assert result.p_value == pytest.approx(stats.f.sf(result.f, 5, 15))


def test_subjects_with_a_missing_rating_are_dropped_on_request():
    holes = [*PUBLISHED, [1, NAN, 3, 4]]
    complete = measurement.icc(holes, form="2,1", missing="complete")
    assert complete == measurement.icc(PUBLISHED, form="2,1")
    with pytest.raises(ValueError, match="ratings must be finite"):
        measurement.icc(holes, form="2,1")


def test_subjects_with_equal_means_have_the_lowest_reliability():
    result = measurement.icc([[1, 3], [3, 1], [2, 2]], form="1,k")
    assert result.estimate == -np.inf


def test_lower_limit_of_the_mean_may_be_minus_infinity():
    rng = np.random.default_rng(3)
    ratings = rng.normal(size=(3, 6))
    ratings -= ratings.mean(axis=1, keepdims=True) * 0.999
    result = measurement.icc(ratings, form="2,k")
    assert result.interval.lower < -10


@pytest.mark.parametrize(
    ("ratings", "options", "message"),
    [
        (PUBLISHED, {"form": "4,1"}, "form must be one of"),
        (PUBLISHED, {"form": "1,1", "missing": "x"}, "missing must be one of"),
        (PUBLISHED, {"form": "2,k", "satterthwaite_at": "x"}, "satterthwaite_at"),
        ([[1, 2]], {"form": "1,1"}, "2 subjects"),
        ([[1, 2], [2, 3]], {"form": "3,1"}, "error is 0"),
        ([[1, 1], [2, 2]], {"form": "1,1"}, "error is 0"),
        ([[1, 1], [1, 1]], {"form": "1,1"}, "error is 0"),
    ],
)
def test_icc_names_what_is_wrong(ratings, options, message):
    with pytest.raises(ValueError, match=message):
        measurement.icc(ratings, **options)

"""The two numbers, fit and coverage, and what they may not hide."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headship.evidence.analysis.fit import (
    Comparison,
    compare_dimension,
    fit_all,
)
from headship.evidence.contexts import (
    Context,
    Dimension,
    Distribution,
    Sample,
    sample_context,
)
from headship.evidence.contexts.dimensions import context_of, named, part, spread

RURAL = named(["rural"])
NAMES = "abcdef"
few = settings(deadline=None, max_examples=60)


@st.composite
def distributions(draw, least=1):
    """Shares of up to five categories, often with a rest that nobody reports."""
    names = draw(
        st.lists(st.sampled_from(NAMES), min_size=least, max_size=5, unique=True)
    )
    parts = draw(st.lists(st.integers(0, 20), min_size=len(names), max_size=len(names)))
    rest = draw(st.integers(0, 10))
    total = sum(parts) + rest or 1
    return Distribution(
        tuple((name, part / total) for name, part in zip(names, parts, strict=True))
    )


def numbers(place, study):
    found = compare_dimension(Dimension.RACE, place, study)
    affinity = found.affinity
    fit = Comparison(context_of({Dimension.RACE: place})).with_study(
        context_of({Dimension.RACE: study, Dimension.LOCALE: RURAL})
    )
    estimate = -1.0 if affinity.estimate is None else affinity.estimate
    overall = -1.0 if fit.overall.estimate is None else fit.overall.estimate
    return (
        estimate,
        affinity.coverage,
        affinity.lower,
        affinity.upper,
        overall,
        fit.overall.coverage,
    )


def relabeled(one):
    return Distribution(tuple((name * 2, share) for name, share in one.shares))


def split(one, name, share):
    pieces = []
    for category, value in one.shares:
        if category == name:
            pieces += [(name + "1", value * share), (name + "2", value * (1 - share))]
        else:
            pieces.append((category, value))
    return Distribution(tuple(pieces))


@few
@given(distributions(), distributions())
def test_numbers_do_not_change_with_names(place, study):
    assert numbers(relabeled(place), relabeled(study)) == pytest.approx(
        numbers(place, study)
    )


@few
@given(distributions(), distributions(), st.floats(0.05, 0.95))
def test_numbers_do_not_change_when_a_category_of_both_is_split(place, study, share):
    both = [name for name, _value in place.shares if name in study.known]
    for name in both:
        assert numbers(split(place, name, share), split(study, name, share)) == (
            pytest.approx(numbers(place, study), abs=1e-7)
        )


@few
@given(distributions(), distributions())
def test_estimate_lies_within_its_bounds_where_all_is_known(place, study):
    affinity = compare_dimension(Dimension.RACE, place, study).affinity

    assert 0 <= affinity.lower <= affinity.upper <= 1
    if affinity.coverage == pytest.approx(1):
        assert affinity.lower - 1e-9 <= affinity.estimate <= affinity.upper + 1e-9


@few
@given(distributions())
def test_a_place_fits_a_study_of_itself(place):
    affinity = compare_dimension(Dimension.RACE, place, place).affinity

    if affinity.estimate is not None:
        assert affinity.estimate == pytest.approx(1)


@few
@given(
    st.lists(st.sampled_from("abcd"), min_size=1, max_size=4, unique=True),
    st.lists(st.sampled_from("abcd"), min_size=1, max_size=4, unique=True),
)
def test_equal_parts_lie_within_the_bounds_of_any_parts(ours, theirs):
    place = Distribution(named(ours).shares)

    affinity = compare_dimension(Dimension.GRADES, place, named(theirs)).affinity

    assert affinity.lower - 1e-9 <= affinity.estimate <= affinity.upper + 1e-9


def test_named_kinds_of_place_count_equally_and_say_how_unsure_that_is():
    study = named(["city", "suburb", "rural"])

    affinity = compare_dimension(Dimension.LOCALE, RURAL, study).affinity

    assert affinity.estimate == pytest.approx(math.sqrt(1 / 3))
    assert (affinity.lower, affinity.upper) == (0.0, 1.0)


def test_a_dimension_nobody_reports_lowers_coverage_and_not_the_fit():
    place = context_of({Dimension.LOCALE: RURAL, Dimension.DISADVANTAGE: part(0.5)})
    study = context_of({Dimension.LOCALE: RURAL})

    fit = Comparison(place).with_study(study)

    assert fit.overall.estimate == 1.0
    assert fit.overall.coverage == pytest.approx(1 / 8)
    assert fit.band == "unknown"
    assert [one.dimension for one in fit.known] == [Dimension.LOCALE]
    assert len(fit.unknown) == 7


def test_none_of_your_students_is_listed_whatever_the_mean_says():
    place = sample_context(
        {"frpl": 0.5, "gender": {"female": 0.5}, "english_learners": 0.18}
        | {"special_education": 0.1, "grades": ["K", "1"], "locale": ["rural"]}
    )
    study = sample_context(
        {"frpl": 0.5, "gender": {"female": 0.5}, "english_learners": 0.0}
        | {"special_education": 0.1, "grades": ["K", "1"], "locale": ["city"]}
    )

    fit = Comparison(place).with_study(study)

    assert [(one.dimension, one.absent) for one in fit.absent] == [
        (Dimension.LOCALE, (("rural", 1.0),)),
        (Dimension.ENGLISH, (("yes", 0.18),)),
    ]
    assert [one.dimension for one in fit.without_any] == [Dimension.LOCALE]
    assert fit.dimensions[5].affinity.estimate == pytest.approx(math.sqrt(0.82))


def test_unknown_is_not_none_of_your_students():
    place = spread({"white": 0.6, "asian": 0.4})
    study = spread({"white": 0.6})

    found = compare_dimension(Dimension.RACE, place, study)

    assert found.absent == ()
    assert found.affinity.coverage == pytest.approx(0.6)


def test_reported_shares_that_make_up_the_whole_leave_nothing_for_others():
    place = spread({"white": 0.6, "asian": 0.4})
    study = spread({"white": 0.7, "black": 0.3})

    found = compare_dimension(Dimension.RACE, place, study)

    assert found.absent == (("asian", 0.4),)
    assert found.affinity.coverage == pytest.approx(1)


def test_town_may_be_under_any_name_of_a_study_that_knows_no_towns():
    town = named(["town"])
    study = sample_context({"locale": ["rural"]}).get(Dimension.LOCALE)

    found = compare_dimension(Dimension.LOCALE, town, study)

    assert found.affinity.estimate is None
    assert (found.affinity.lower, found.affinity.upper) == (0.0, 1.0)
    assert found.absent == ()


def test_ethnicity_counted_apart_from_race_is_compared_alone():
    place = spread({"white": 0.5, "hispanic": 0.4, "asian": 0.1})
    study = sample_context({"race": {"white": 0.9, "asian": 0.1, "hispanic": 0.4}})

    found = compare_dimension(Dimension.RACE, place, study.get(Dimension.RACE))

    assert found.affinity.estimate == pytest.approx(1)
    assert found.place.known == {"hispanic": 0.4, "not_hispanic": 0.6}


def test_the_nearest_study_that_meets_standards_speaks_for_an_intervention():
    place = context_of({Dimension.LOCALE: RURAL, Dimension.DISADVANTAGE: part(0.5)})
    same = Sample(study=1, context=place, meets_standards=False)
    near = Sample(
        study=2, context=sample_context({"locale": ["rural"]}), meets_standards=True
    )
    far = Sample(
        study=3, context=sample_context({"locale": ["city"]}), meets_standards=True
    )

    found = fit_all(place, {7: [far, same, near], 8: [same, far], 9: []})

    assert [sample.study for sample, _fit in found[7].studies] == [2, 3, 1]
    assert [sample.study for sample, _fit in found[7].eligible] == [2, 3]
    assert found[7].by_standards
    assert found[8].nearest.without_any
    assert set(found) == {7, 8}


def test_without_any_study_that_meets_standards_all_may_speak():
    place = context_of({Dimension.LOCALE: RURAL})
    one = Sample(study=1, context=place, meets_standards=False)

    found = fit_all(place, {7: [one]})[7]

    assert not found.by_standards
    assert found.eligible == found.studies


def test_a_place_of_which_nothing_is_known_has_no_fit():
    fit = Comparison(Context()).with_study(sample_context({"locale": ["rural"]}))

    assert fit.overall.estimate is None
    assert fit.overall.coverage == 0
    assert (fit.overall.lower, fit.overall.upper) == (0.0, 1.0)

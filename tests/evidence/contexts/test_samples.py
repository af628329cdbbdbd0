import pytest

from headship.evidence.contexts import Dimension, sample_context
from headship.evidence.contexts.dimensions import SIZES, Note


def test_absent_and_null_figures_are_unknown_and_zero_is_zero():
    context = sample_context({"frpl": 0.0, "english_learners": None})

    assert [name for name, _one in context.distributions] == [Dimension.DISADVANTAGE]
    assert context.get(Dimension.DISADVANTAGE).known == {"yes": 0.0, "no": 1.0}


def test_several_locales_are_named_without_shares():
    locale = sample_context({"locale": ["city", "rural"]}).get(Dimension.LOCALE)

    assert locale.known == {"city": 0.5, "rural": 0.5}
    assert locale.is_named
    assert locale.note is Note.NAMED
    assert locale.merged == ("town",)


@pytest.mark.parametrize(
    ("reported", "bands"),
    [
        (340, {"below_500": 1.0}),
        ({"fewest": 340, "most": 340}, {"below_500": 1.0}),
        ({"fewest": 199, "most": 500}, dict.fromkeys(SIZES[:3], 1 / 3)),
        ({"fewest": 200, "most": 1000}, dict.fromkeys(SIZES[1:], 1 / 3)),
    ],
)
def test_schools_from_the_smallest_to_the_largest_are_in_bands(reported, bands):
    sizes = sample_context({"school_size": reported}).get(Dimension.SIZE)

    assert sizes.known == bands
    assert sizes.is_named is (len(bands) > 1)


@pytest.mark.parametrize(
    "reported", [None, 0, {}, {"fewest": 5}, {"fewest": 9, "most": 5}]
)
def test_school_sizes_that_say_nothing_are_unknown(reported):
    assert sample_context({"school_size": reported}).is_empty


def test_one_locale_is_all_of_it():
    locale = sample_context({"locale": ["rural"]}).get(Dimension.LOCALE)

    assert locale.known == {"rural": 1.0}
    assert not locale.is_named


def test_other_races_stay_unknown():
    race = sample_context({"race": {"white": 0.6, "hispanic": 0.1, "other": 0.3}})

    assert race.get(Dimension.RACE).known == {"white": 0.6, "hispanic": 0.1}
    assert sample_context({"race": {"other": 1.0}}).is_empty


def test_ethnicity_alone_is_compared_as_a_pair():
    race = sample_context({"race": {"hispanic": 0.3}}).get(Dimension.RACE)

    assert race.known == {"hispanic": 0.3, "not_hispanic": 0.7}
    assert race.note is Note.ETHNICITY_ONLY


def test_races_without_ethnicity_may_hold_it():
    race = sample_context({"race": {"white": 0.6, "black": 0.4}}).get(Dimension.RACE)

    assert race.merged == ("hispanic",)
    assert race.note is Note.HISPANIC_UNSAID


def test_shares_that_cannot_be_right_are_unknown():
    assert sample_context({"race": {"asian": 1.5, "white": 0.2}}).is_empty
    assert sample_context({"gender": {"female": 0, "male": 0}}).is_empty
    assert sample_context({"frpl": 1.4}).is_empty


def test_rounded_shares_are_scaled_to_the_whole():
    gender = sample_context({"gender": {"female": 0.51, "male": 0.5}})

    assert sum(gender.get(Dimension.GENDER).known.values()) == 1


def test_one_gender_implies_the_other():
    gender = sample_context({"gender": {"male": 0.25}}).get(Dimension.GENDER)

    assert gender.known == {"female": 0.75, "male": 0.25}

"""The dimensions by which places are compared, and how people spread over them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

Words = str | Promise

ROUNDING = 0.02  # Shares printed as whole percents may add up to a little more than 1.
WHOLE = 0.995  # From here on nothing is left that could be in other categories.


class Dimension(StrEnum):
    """One property by which places differ; the order is that of every page."""

    LOCALE = "locale"
    GRADES = "grades"
    DISADVANTAGE = "frpl"
    RACE = "race"
    GENDER = "gender"
    ENGLISH = "english_learners"
    SPECIAL = "special_education"
    SIZE = "size"

    @property
    def words(self) -> Words:
        return DIMENSION_WORDS[self]

    def category(self, name: str) -> Words:
        """Return the words for one category."""
        return CATEGORY_WORDS[self].get(name, name)


YES, NO = "yes", "no"
GRADES = ("PK", "K", *(str(grade) for grade in range(1, 13)), "PS")
LOCALES = ("city", "suburb", "town", "rural")
GENDERS = ("female", "male")
RACES = (
    "native_american",
    "asian",
    "black",
    "hispanic",
    "pacific_islander",
    "white",
    "two_or_more",
)
# Upper ends of the bands of a school's size; the last is open.
SIZE_ENDS = {"below_200": 200, "below_500": 500, "below_1000": 1000}
LARGEST = "from_1000"
SIZES = (*SIZE_ENDS, LARGEST)

DIMENSION_WORDS: dict[Dimension, Words] = {
    Dimension.LOCALE: _("Locale"),
    Dimension.GRADES: _("Grades"),
    Dimension.DISADVANTAGE: _("Economic disadvantage"),
    Dimension.RACE: _("Race and ethnicity"),
    Dimension.GENDER: _("Gender"),
    Dimension.ENGLISH: _("English learners"),
    Dimension.SPECIAL: _("Special education"),
    Dimension.SIZE: _("School size"),
}
_GRADE_WORDS: dict[str, Words] = {
    "PK": _("Pre-kindergarten"),
    "K": _("Kindergarten"),
    "PS": _("After high school"),
}
CATEGORY_WORDS: dict[Dimension, dict[str, Words]] = {
    Dimension.LOCALE: {
        "city": _("City"),
        "suburb": _("Suburb"),
        "town": _("Town"),
        "rural": _("Rural"),
    },
    Dimension.GRADES: {
        **_GRADE_WORDS,
        **{
            str(grade): format_lazy(_("Grade {grade}"), grade=grade)
            for grade in range(1, 13)
        },
    },
    Dimension.DISADVANTAGE: {
        YES: _("Economically disadvantaged"),
        NO: _("Not economically disadvantaged"),
    },
    Dimension.RACE: {
        "native_american": _("American Indian or Alaska Native"),
        "asian": _("Asian"),
        "black": _("Black or African American"),
        "hispanic": _("Hispanic or Latino"),
        "pacific_islander": _("Native Hawaiian or Pacific Islander"),
        "white": _("White"),
        "two_or_more": _("Two or more races"),
        "not_hispanic": _("Not Hispanic or Latino"),
    },
    Dimension.GENDER: {"female": _("Girls"), "male": _("Boys")},
    Dimension.ENGLISH: {
        YES: _("English learners"),
        NO: _("Not English learners"),
    },
    Dimension.SPECIAL: {
        YES: _("In special education"),
        NO: _("Not in special education"),
    },
    Dimension.SIZE: {
        "below_200": _("Fewer than 200 students"),
        "below_500": _("200 to 499 students"),
        "below_1000": _("500 to 999 students"),
        LARGEST: _("1,000 students or more"),
    },
}


class Note(StrEnum):
    """Why a distribution is not the plain report; shown beside the chart."""

    NONE = ""
    NAMED = "named"
    GRADE_RANGE = "grade_range"
    HISPANIC_UNSAID = "hispanic_unsaid"
    ETHNICITY_ONLY = "ethnicity_only"
    COARSE_LOCALE = "coarse_locale"


@dataclass(frozen=True, slots=True)
class Distribution:
    """Shares by category, from 0 to 1; what is missing up to 1 is unknown.

    ``is_named`` means that only the presence of each category is known, and its share
    is an equal part by assumption. ``merged`` categories are not told apart from the
    others: their people may be counted under any of them.
    """

    shares: tuple[tuple[str, float], ...]
    is_named: bool = False
    merged: tuple[str, ...] = ()
    note: Note = Note.NONE

    @property
    def known(self) -> dict[str, float]:
        return dict(self.shares)

    @property
    def unknown(self) -> float:
        """Return the share of people in unreported categories."""
        return max(0.0, 1 - sum(share for _name, share in self.shares))


@dataclass(frozen=True, slots=True)
class Context:
    """The distributions known of one place, in the order of the dimensions."""

    distributions: tuple[tuple[Dimension, Distribution], ...] = ()

    def get(self, dimension: Dimension) -> Distribution | None:
        found = (one for name, one in self.distributions if name == dimension)
        return next(found, None)

    @property
    def is_empty(self) -> bool:
        return not self.distributions


def context_of(found: Mapping[Dimension, Distribution | None]) -> Context:
    """Gather what is known into a context."""
    pairs = ((name, found.get(name)) for name in Dimension)
    return Context(tuple((name, one) for name, one in pairs if one is not None))


def spread(
    shares: Mapping[str, float | None],
    *,
    merged: tuple[str, ...] = (),
    note: Note = Note.NONE,
) -> Distribution | None:
    """Return the known shares, scaled to 1 if rounding made them more.

    None if nothing is known or if the shares cannot be right: below 0, or more than 1
    by more than rounding explains.
    """
    known = {name: float(share) for name, share in shares.items() if share is not None}
    total = sum(known.values())
    if not known or min(known.values()) < 0 or total > 1 + ROUNDING:
        return None
    if total > 1:
        known = {name: share / total for name, share in known.items()}
    return Distribution(tuple(known.items()), merged=merged, note=note)


def named(
    categories: Iterable[str],
    *,
    merged: tuple[str, ...] = (),
    note: Note = Note.NONE,
) -> Distribution | None:
    """Return equal parts of the categories that are said to occur."""
    names = tuple(dict.fromkeys(categories))
    if not names:
        return None
    return Distribution(
        tuple((name, 1 / len(names)) for name in names),
        is_named=len(names) > 1,
        merged=merged,
        note=note,
    )


def part(share: float | None) -> Distribution | None:
    """Return those of whom something is true, and the rest."""
    if share is None or not 0 <= share <= 1:
        return None
    return Distribution(((YES, float(share)), (NO, 1 - float(share))))


def halves(shares: Mapping[str, float | None]) -> Distribution | None:
    """Return girls and boys; one share implies the other."""
    female, male = shares.get("female"), shares.get("male")
    if female is None and male is not None:
        female = 1 - male
    if male is None and female is not None:
        male = 1 - female
    # Both zero is a form left as it was, not a school without children.
    if not female and not male:
        return None
    return spread({"female": female, "male": male})


def size_band(students: float | None) -> Distribution | None:
    """Return the band that a school of so many students is in."""
    return size_bands(students, students)


def size_bands(fewest: float | None, most: float | None) -> Distribution | None:
    """Return the bands of schools from one size to another, each with an equal part."""
    if fewest is None or most is None or not 0 < fewest <= most:
        return None
    bands = SIZES[_band(fewest) : _band(most) + 1]
    return named(bands, note=Note.NAMED if len(bands) > 1 else Note.NONE)


def _band(students: float) -> int:
    return sum(students >= end for end in SIZE_ENDS.values())


def grade_range(lowest: str, highest: str) -> Distribution | None:
    """Return the grades from one to another, each with an equal share."""
    if lowest not in GRADES or highest not in GRADES:
        return None
    first, last = GRADES.index(lowest), GRADES.index(highest)
    found = named(GRADES[first : last + 1], note=Note.GRADE_RANGE)
    if found is None:
        return None
    # The grades of a school are its own: that each counts the same is no doubt of which.
    return Distribution(found.shares, note=found.note)

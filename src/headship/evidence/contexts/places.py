"""The place a visitor compares with: a public school, a school of theirs, or figures."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from headship.evidence.contexts.dimensions import (
    GENDERS,
    RACES,
    Context,
    Dimension,
    Distribution,
    context_of,
    grade_range,
    halves,
    named,
    part,
    size_band,
    spread,
)
from headship.evidence.contexts.figures import Figures

PUBLIC, OWN, TYPED = "at", "school", "ctx"
PARAMETERS = (PUBLIC, OWN, TYPED)
LOCALE_OF_CODE = {"1": "city", "2": "suburb", "3": "town", "4": "rural"}
NATIVE = {"native_american": "american_indian"}  # By its name in ``orgs``.


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place with the parameter that names it in an address.

    ``is_private`` marks a school of an organization, whose pages must not be kept by
    caches that others read.
    """

    parameter: str
    value: str
    label: str
    where: str
    source: str
    context: Context

    @property
    def query(self) -> str:
        """Return the part of an address that keeps the place."""
        return urlencode({self.parameter: self.value})

    @property
    def is_private(self) -> bool:
        return self.parameter == OWN


def of_public(school: Any) -> Place:
    """Return a school of the public directory as a place."""
    return Place(
        parameter=PUBLIC,
        value=school.nces_id,
        label=school.name,
        where=", ".join(filter(None, (school.district, school.city, school.state))),
        source=school.source,
        context=context_of(
            {
                Dimension.LOCALE: _locale(school.locale),
                Dimension.GRADES: _grades(school.lowest_grade, school.highest_grade),
                Dimension.DISADVANTAGE: part(school.frpl),
                Dimension.RACE: spread(_shares(school.race, RACES)),
                Dimension.GENDER: halves(_shares(school.gender, GENDERS)),
                Dimension.ENGLISH: part(school.english_learners),
                Dimension.SPECIAL: part(school.special_education),
                Dimension.SIZE: size_band(school.enrollment),
            }
        ),
    )


def of_own(school: Any) -> Place:
    """Return a school of the visitor's own organization as a place."""
    known = getattr(school, "context", None)
    if known is None:
        return _bare(school)
    races = {name: getattr(known, NATIVE.get(name, name)) for name in RACES}
    return Place(
        parameter=OWN,
        value=str(school.ref),
        label=school.name,
        where=", ".join(filter(None, (school.city, school.state))),
        source=known.source,
        context=context_of(
            {
                Dimension.LOCALE: _locale(known.locale),
                Dimension.GRADES: _grades(known.grade_low, known.grade_high),
                Dimension.DISADVANTAGE: part(known.economically_disadvantaged),
                Dimension.RACE: spread(races),
                Dimension.GENDER: halves(
                    {"female": _plain(known.female), "male": _plain(known.male)}
                ),
                Dimension.ENGLISH: part(known.english_learners),
                Dimension.SPECIAL: part(known.special_education),
                Dimension.SIZE: size_band(known.enrollment),
            }
        ),
    )


def _bare(school: Any) -> Place:
    """Return a school of one's own of which nothing is known but the name."""
    return Place(
        parameter=OWN,
        value=str(school.ref),
        label=school.name,
        where=", ".join(filter(None, (school.city, school.state))),
        source="",
        context=Context(),
    )


def of_figures(figures: Figures) -> Place:
    """Return typed figures as a place."""
    return Place(
        parameter=TYPED,
        value=figures.text,
        label=_("The place you described"),
        where="",
        source=_("Typed by you"),
        context=figures.context,
    )


def _plain(share: Any) -> float | None:
    return None if share is None else float(share)


def _shares(found: dict[str, Any] | None, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: (found or {}).get(name) for name in names}


def _locale(code: Any) -> Distribution | None:
    kind = LOCALE_OF_CODE.get(str(code or "")[:1])
    return named([kind] if kind else [])


def _grades(lowest: str, highest: str) -> Distribution | None:
    return grade_range(_grade(lowest), _grade(highest))


def _grade(code: str) -> str:
    """Return a grade of the Common Core of Data as ours: KG is K, 05 is 5."""
    if code == "KG":
        return "K"
    return str(int(code)) if code.isdigit() else code

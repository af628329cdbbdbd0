"""The context of a study's sample, read from its record."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from headship.evidence.contexts.dimensions import (
    GRADES,
    LOCALES,
    RACES,
    ROUNDING,
    Context,
    Dimension,
    Distribution,
    Note,
    context_of,
    halves,
    named,
    part,
    size_bands,
    spread,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One study of an intervention, with its context."""

    study: int
    context: Context
    meets_standards: bool


def sample_context(sample: Mapping[str, Any]) -> Context:
    """Read the context of a study; see ``Study`` for the keys."""
    return context_of(
        {
            Dimension.LOCALE: _locale(sample.get("locale")),
            Dimension.GRADES: _grades(sample.get("grades")),
            Dimension.DISADVANTAGE: part(sample.get("frpl")),
            Dimension.RACE: race_and_ethnicity(sample.get("race") or {}),
            Dimension.GENDER: halves(sample.get("gender") or {}),
            Dimension.ENGLISH: part(sample.get("english_learners")),
            Dimension.SPECIAL: part(sample.get("special_education")),
            Dimension.SIZE: _sizes(sample.get("school_size")),
        }
    )


def _locale(reported: Any) -> Distribution | None:
    """Read shares, or the list of the kinds of place that a study was in.

    The clearinghouse flags urban, suburban and rural; a town may be under any of them.
    """
    if isinstance(reported, Mapping):
        return spread({name: reported.get(name) for name in LOCALES})
    kinds = [name for name in LOCALES if name in (reported or ())]
    merged = () if "town" in kinds else ("town",)
    note = Note.NAMED if len(kinds) > 1 else Note.COARSE_LOCALE if merged else Note.NONE
    return named(kinds, merged=merged, note=note)


def _grades(reported: Any) -> Distribution | None:
    grades = [grade for grade in GRADES if grade in (reported or ())]
    return named(grades, note=Note.NAMED if len(grades) > 1 else Note.NONE)


def _sizes(reported: Any) -> Distribution | None:
    """Read the students of the schools: from the smallest to the largest, or of one."""
    if isinstance(reported, Mapping):
        return size_bands(reported.get("fewest"), reported.get("most"))
    return size_bands(reported, reported)


def race_and_ethnicity(reported: Mapping[str, float | None]) -> Distribution | None:
    """Read shares by race, as far as they can be held against a school's.

    Schools count who is Hispanic or Latino as that, whatever their race. Studies may
    count so too, may count ethnicity apart from race (the shares then add up to more
    than 1), or may say nothing of it. "Other" is the clearinghouse's "other or
    unknown", so it stays unknown.
    """
    races = {name: reported.get(name) for name in RACES if name != "hispanic"}
    hispanic = reported.get("hispanic")
    told = [share for share in races.values() if share is not None]
    if hispanic is None:
        return spread(races, merged=("hispanic",), note=Note.HISPANIC_UNSAID)
    if not told or sum(told) + hispanic > 1 + ROUNDING:
        pair = {"hispanic": hispanic, "not_hispanic": 1 - hispanic}
        return spread(pair, note=Note.ETHNICITY_ONLY)
    return spread({**races, "hispanic": hispanic})

"""Fits and contexts in words that say no more than is known."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from headship.core.components.numbers import score, share
from headship.evidence.analysis.fit import (
    ContextFit,
    DimensionFit,
    InterventionFit,
)
from headship.evidence.contexts.dimensions import Dimension, Distribution, Note
from headship.evidence.contexts.places import TYPED, Place
from headship.evidence.queries.contexts import Record

Words = str | Promise

LEVEL_WORDS: dict[str, Words] = {
    "very_high": gettext_lazy("Very much alike"),
    "high": gettext_lazy("Much alike"),
    "medium": gettext_lazy("Partly alike"),
    "low": gettext_lazy("Little alike"),
    "unknown": gettext_lazy("Too little known"),
}
NOTE_WORDS: dict[Note, Words] = {
    Note.NAMED: gettext_lazy(
        "The study names these without saying how many were from each. Each counts as "
        "an equal part; the range shows what other parts would give."
    ),
    Note.HISPANIC_UNSAID: gettext_lazy(
        "The study does not say how many were Hispanic or Latino; they may be counted "
        "under any race."
    ),
    Note.ETHNICITY_ONLY: gettext_lazy(
        "The study counts Hispanic or Latino apart from race, or reports nothing else. "
        "Only that can be compared."
    ),
}
_FAIR = gettext_lazy(
    "So what was found is a fair guide for a place like %(place)s, as far as these "
    "characteristics go."
)
MEANINGS: dict[str, Words] = {
    "very_high": _FAIR,
    "high": _FAIR,
    "medium": gettext_lazy(
        "So what was found may or may not carry over to a place like %(place)s: it was "
        "shown with partly different people."
    ),
    "low": gettext_lazy(
        "So this evidence says little about a place like %(place)s: it was shown with "
        "quite different people."
    ),
}
_FOR_NONE = gettext_lazy(
    "For those of whom the study had none, listed below, it shows nothing."
)
TOWN_NOTE = gettext_lazy(
    "The clearinghouse tells city, suburb and rural apart. A town may be under any of "
    "them, so this cannot be compared."
)
SIZE_NOTE = gettext_lazy(
    "The clearinghouse publishes no school size of any study. Only a record that a "
    "curator of this library has written can have one."
)
LEAST_TOLD = 0.005  # Below, a share would be rounded to none.
MANY_NAMES = 4  # More categories than this are told as a number.


def level_words(fit: ContextFit | DimensionFit) -> Words:
    """Return the words for how alike two places are."""
    return LEVEL_WORDS[fit.band.value]


def and_list(words: Iterable[Words]) -> str:
    """Join words as "a, b and c"."""
    *first, last = [str(one) for one in words]
    if not first:
        return last
    return _("%(first)s and %(last)s") % {"first": ", ".join(first), "last": last}


def dimension_title(one: DimensionFit) -> str:
    """Return the finding of one dimension, as the title of its chart."""
    values = {"dimension": one.dimension.words, "why": why_unknown(one)}
    if not one.is_known:
        return _("%(dimension)s: %(why)s") % values
    if one.is_absent:
        return _("%(dimension)s: the study had none like yours") % values
    values |= {"level": level_words(one), "fit": score(one.affinity.estimate, 2)}
    return _("%(dimension)s: %(level)s (%(fit)s)") % values


def why_unknown(one: DimensionFit) -> str:
    """Say who does not report a dimension; empty if both do."""
    if one.place is None and one.study is None:
        return _("neither your place nor the study reports it")
    if one.study is None:
        return _("the study does not report it")
    if one.place is None:
        return _("your place does not report it")
    return "" if one.is_known else _("reported in ways that cannot be compared")


def absent_words(one: DimensionFit) -> str:
    """Say of whom the study had nobody; empty if there is no such group."""
    if not one.absent:
        return ""
    names = [one.dimension.category(name) for name, _share in one.absent]
    kinds = and_list(names) if len(names) <= MANY_NAMES else _several(one, names)
    values = {"kinds": kinds, "share": _at_least(one.absent_share)}
    if one.dimension in {Dimension.LOCALE, Dimension.SIZE}:
        return _("%(kinds)s: the study had no such school.") % values
    if one.dimension is Dimension.GRADES:
        return _("%(kinds)s: %(share)s of your grades. The study had none.") % values
    return _("%(kinds)s: %(share)s of your students. The study had none.") % values


def _several(one: DimensionFit, names: list[Words]) -> str:
    """Name the first and last of many grades, or the largest of many groups."""
    if one.dimension is Dimension.GRADES:
        return _("%(count)d grades") % {"count": len(names)}
    more = len(names) - MANY_NAMES
    return _("%(names)s and %(count)d more") % {
        "names": ", ".join(str(name) for name in names[:MANY_NAMES]),
        "count": more,
    }


def _at_least(part: float) -> str:
    """Write a share; one that rounds to nothing is told as less than 1 %."""
    if part >= LEAST_TOLD:
        return str(share(part))
    return _("less than %(share)s") % {"share": share(0.01)}


def notes_of(one: DimensionFit) -> tuple[Words, ...]:
    """Return what a reader must know about how a dimension was read."""
    study = one.study
    if study is None and one.dimension is Dimension.SIZE:
        return (SIZE_NOTE,)
    if study is None or one.place is None:
        return ()
    found = [NOTE_WORDS[study.note]] if study.note in NOTE_WORDS else []
    if _is_in_town(one.place) and "town" in study.merged:
        found.append(TOWN_NOTE)
    return tuple(found)


def _is_in_town(place: Distribution) -> bool:
    return place.known.get("town", 0.0) > 0


def overall_words(fit: ContextFit) -> str:
    """Tell fit and coverage in one sentence; never one without the other."""
    values = {
        "fit": score(fit.overall.estimate, 2),
        "level": str(level_words(fit)).lower(),
        "known": len(fit.known),
        "total": len(fit.dimensions),
        "coverage": share(fit.overall.coverage),
    }
    if fit.overall.estimate is None:
        return _("Nothing is reported of both, so there is no fit.")
    if fit.band.value == "unknown":
        words = _(
            "%(known)d of %(total)d characteristics can be compared, %(coverage)s of "
            "the whole; that is too little to judge by. On those the fit is %(fit)s."
        )
        return words % values
    return (
        _(
            "%(known)d of %(total)d characteristics can be compared, %(coverage)s of "
            "the whole. On those the fit is %(fit)s: %(level)s."
        )
        % values
    )


def fit_line(fit: ContextFit) -> str:
    """Tell a fit in a line of a list, with its coverage and what was missing."""
    coverage = share(fit.overall.coverage)
    if fit.overall.estimate is None:
        return _("Fit unknown; coverage %s") % coverage
    values = {
        "level": level_words(fit),
        "fit": score(fit.overall.estimate, 2),
        "coverage": coverage,
    }
    told = _("%(level)s (%(fit)s), coverage %(coverage)s") % values
    if not fit.without_any:
        return told
    absent = and_list(one.dimension.words for one in fit.without_any)
    return f"{told}; " + _("none like yours in %s") % absent


def basis_words(record: Record, fit: InterventionFit) -> str:
    """Say which study speaks for the intervention, and why."""
    if record.studies == 1:
        words = (
            _("There is one study of %(name)s, and it meets standards.")
            if record.standing
            else _("There is one study of %(name)s; it does not meet standards.")
        )
        return words % {"name": record.name}
    values = {"name": record.name, "all": record.studies, "met": record.standing}
    if fit.by_standards:
        words = ngettext(
            "One of %(all)d studies of %(name)s meets standards; it is compared here.",
            "%(met)d of %(all)d studies of %(name)s meet standards. The one most like "
            "your place is compared here.",
            record.standing,
        )
        return words % values
    words = _(
        "None of the %(all)d studies of %(name)s meets standards. The one most like "
        "your place is compared here."
    )
    return words % values


def outcome_words(record: Record) -> str:
    """Say what was found, because fit does not say that it worked."""
    total = record.better + record.worse + record.chance + record.untold
    if not total:
        return _(
            "Fit says where something was studied, not that it works. No main finding "
            "meets standards, so whether it works is not known."
        )
    values = {
        "total": total,
        "better": record.better,
        "worse": record.worse,
        "chance": record.chance,
        "untold": record.untold,
    }
    words = ngettext(
        "Fit says where something was studied, not that it works. There is %(total)d "
        "main finding that meets standards. Better than the comparison beyond chance: "
        "%(better)d; worse: %(worse)d; no difference beyond chance: %(chance)d; not "
        "reported: %(untold)d.",
        "Fit says where something was studied, not that it works. There are %(total)d "
        "main findings that meet standards. Better than the comparison beyond chance: "
        "%(better)d; worse: %(worse)d; no difference beyond chance: %(chance)d; not "
        "reported: %(untold)d.",
        total,
    )
    return words % values


def meaning_words(fit: ContextFit, place: Place) -> str:
    """Say in one or two sentences what the evidence tells a place like this."""
    name = _("the one you described") if place.parameter == TYPED else place.label
    if fit.without_any:
        words = _(
            "So this evidence does not show what happens at a place like %(place)s: the "
            "study had nobody like those there in %(absent)s."
        )
        absent = and_list(one.dimension.words for one in fit.without_any)
        return words % {"place": name, "absent": absent}
    if fit.band.value == "unknown":
        words = _(
            "So whether this carries over to a place like %(place)s is open: too little "
            "is known of %(unknown)s."
        )
        unknown = and_list(one.dimension.words for one in fit.unknown)
        return words % {"place": name, "unknown": unknown}
    meaning = str(MEANINGS[fit.band.value]) % {"place": name}
    if not fit.absent:
        return meaning
    return f"{meaning} {_FOR_NONE}"

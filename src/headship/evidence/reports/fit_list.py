"""What the list of all interventions by their fit to one place shows."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from headship.evidence.analysis.fit import ContextFit, InterventionFit, library_fits
from headship.evidence.contexts.places import Place
from headship.evidence.queries.contexts import Record, library
from headship.evidence.reports import telling

Words = str | Promise

SORTS: dict[str, Words] = {
    "fit": _("Fit that is certain"),
    "evidence": _("Evidence, then fit"),
    "name": _("Name"),
}
PROVEN, ANY = "proven", "any"
NO_TIER = 9  # After every tier.
LIST_HEADER = [
    "intervention",
    "fit",
    "coverage",
    "fit_lowest",
    "fit_highest",
    "none_in_study",
    "studies",
    "studies_that_meet_standards",
    "essa_tier",
    "findings_better",
    "findings_worse",
    "findings_no_difference",
    "findings_unknown",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class FitRow:
    """One intervention in the list, with what was found beside where."""

    record: Record
    fit: ContextFit
    by_standards: bool
    level: Words
    without: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FitChoice:
    """How the list is narrowed and ordered."""

    words: str = ""
    evidence: str = PROVEN
    sort: str = "fit"


def fit_rows(place: Place, choice: FitChoice) -> list[FitRow]:
    """Return the interventions for a place: one query, however many there are."""
    held = library()
    fits = library_fits(place.context, held)
    found = [
        (held.records[pk], fit)
        for pk, fit in fits.items()
        if _is_wanted(held.records[pk], choice)
    ]
    found.sort(key=lambda pair: _order(pair[0], pair[1], choice.sort))
    return [_fit_row(record, fit) for record, fit in found]


def fits_in_order(place: Place) -> dict[int, ContextFit]:
    """Return each intervention's fit by its key, the most like the place first."""
    held = library()
    fits = library_fits(place.context, held)
    keys = sorted(fits, key=lambda key: _order(held.records[key], fits[key], "fit"))
    return {key: fits[key].nearest for key in keys}


def _is_wanted(record: Record, choice: FitChoice) -> bool:
    if choice.evidence == PROVEN and not record.better:
        return False
    return choice.words.casefold() in record.name.casefold()


def _order(record: Record, fit: InterventionFit, sort: str) -> tuple[object, ...]:
    is_telling, certain, likely = fit.nearest.rank
    by_fit = (not is_telling, -certain, -likely)
    tier = record.tier or NO_TIER
    if sort == "name":
        return (record.name.casefold(), record.pk)
    if sort == "evidence":
        return (tier, *by_fit, record.name.casefold())
    return (*by_fit, tier, record.name.casefold())


def _fit_row(record: Record, fit: InterventionFit) -> FitRow:
    nearest = fit.nearest
    return FitRow(
        record=record,
        fit=nearest,
        by_standards=fit.by_standards,
        level=telling.level_words(nearest),
        without=", ".join(str(one.dimension.words) for one in nearest.without_any),
    )


def fit_list_table(rows: Iterable[FitRow]) -> tuple[list[str], list[list[object]]]:
    """Return the list as a table."""
    return LIST_HEADER, [_list_cells(row) for row in rows]


def _list_cells(row: FitRow) -> list[object]:
    overall, record = row.fit.overall, row.record
    return [
        record.name,
        overall.estimate,
        overall.coverage,
        overall.lower,
        overall.upper,
        ", ".join(one.dimension.value for one in row.fit.without_any),
        record.studies,
        record.standing,
        record.tier,
        record.better,
        record.worse,
        record.chance,
        record.untold,
    ]

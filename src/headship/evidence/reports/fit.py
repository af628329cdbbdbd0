"""What the page on one intervention's fit to one place shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.safestring import SafeString

from headship.evidence.analysis.fit import (
    Comparison,
    ContextFit,
    DimensionFit,
    InterventionFit,
)
from headship.evidence.contexts.dimensions import (
    CATEGORY_WORDS,
    GENDERS,
    GRADES,
    LOCALES,
    RACES,
    SIZES,
    YES,
    Dimension,
    Distribution,
)
from headship.evidence.contexts.places import Place
from headship.evidence.models import Intervention, Study
from headship.evidence.queries.contexts import Record, records_of, studies_by_key
from headship.evidence.reports import telling
from headship.evidence.reports.context_figures import (
    Cell,
    Pair,
    Pairs,
    Strips,
    draw_pairs,
    draw_strips,
)

Words = str | Promise

STRIPS = {
    Dimension.LOCALE: LOCALES,
    Dimension.GRADES: GRADES,
    Dimension.SIZE: SIZES,
}
BARS = {
    Dimension.DISADVANTAGE: (YES,),
    Dimension.RACE: (*RACES, "not_hispanic"),
    Dimension.GENDER: GENDERS,
    Dimension.ENGLISH: (YES,),
    Dimension.SPECIAL: (YES,),
}
SIZE_HEADS = ("< 200", "200\u2013499", "500\u2013999", "1,000 +")
FIT_HEADER = [
    "study",
    "wwc_study",
    "meets_standards",
    "dimension",
    "fit",
    "fit_lowest",
    "fit_highest",
    "coverage",
    "none_in_study",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryRow:
    """One category in the table behind a chart."""

    label: Words
    place: float | None
    study: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionView:
    """One dimension as the page shows it."""

    fit: DimensionFit
    key: str
    name: Words
    title: str
    absent: str
    notes: tuple[Words, ...]
    svg: SafeString
    rows: tuple[CategoryRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyRow:
    """One study of the intervention in the list below the charts."""

    study: Study
    meets_standards: bool
    fit: ContextFit
    level: Words
    without: str
    is_shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FitPage:
    """One intervention held against one place, by the study that is shown."""

    intervention: Intervention
    place: Place
    record: Record
    fit: ContextFit
    level: Words
    sentences: tuple[str, ...]
    warnings: tuple[str, ...]
    dimensions: tuple[DimensionView, ...]
    studies: tuple[StudyRow, ...]
    shown: Study


def fit_page(
    intervention: Intervention, place: Place, study: str = ""
) -> FitPage | None:
    """Gather the fit of one intervention; None if it has no study.

    ``study`` is the reference of the study to show instead of the nearest one.
    """
    record, fits = _fits_of(intervention, place)
    if not fits.studies:
        return None
    studies = studies_by_key(sample.study for sample, _fit in fits.studies)
    wanted = [pair for pair in fits.studies if str(studies[pair[0].study].ref) == study]
    sample, shown = (wanted or fits.studies)[0]
    return FitPage(
        intervention=intervention,
        place=place,
        record=record,
        fit=shown,
        level=telling.level_words(shown),
        sentences=(
            telling.basis_words(record, fits),
            telling.overall_words(shown),
            telling.meaning_words(shown, place),
            telling.outcome_words(record),
        ),
        warnings=tuple(telling.absent_words(one) for one in shown.absent),
        dimensions=tuple(_view(one) for one in shown.dimensions),
        studies=_study_rows(fits, studies, sample.study),
        shown=studies[sample.study],
    )


def fit_table(
    intervention: Intervention, place: Place
) -> tuple[list[str], list[list[object]]]:
    """Return the fit of each study in each dimension as a table."""
    _record, fits = _fits_of(intervention, place)
    studies = studies_by_key(sample.study for sample, _fit in fits.studies)
    return FIT_HEADER, [
        [
            str(studies[sample.study]),
            studies[sample.study].wwc_id,
            "yes" if sample.meets_standards else "no",
            name,
            *numbers,
        ]
        for sample, fit in fits.studies
        for name, *numbers in _numbers(fit)
    ]


def _fits_of(
    intervention: Intervention, place: Place
) -> tuple[Record, InterventionFit]:
    record = records_of([intervention.slug])[0]
    return record, Comparison(place.context).with_intervention(record.samples)


def _numbers(fit: ContextFit) -> Iterable[list[object]]:
    for one in fit.dimensions:
        found = one.affinity
        absent = ", ".join(name for name, _share in one.absent)
        yield [
            one.dimension.value,
            found.estimate,
            found.lower,
            found.upper,
            found.coverage,
            absent,
        ]
    every = fit.overall
    yield ["all", every.estimate, every.lower, every.upper, every.coverage, ""]


def _study_rows(
    fits: InterventionFit, studies: dict[int, Study], shown: int
) -> tuple[StudyRow, ...]:
    return tuple(
        StudyRow(
            study=studies[sample.study],
            meets_standards=sample.meets_standards,
            fit=fit,
            level=telling.level_words(fit),
            without=", ".join(str(one.dimension.words) for one in fit.without_any),
            is_shown=sample.study == shown,
        )
        for sample, fit in fits.studies
    )


def _view(one: DimensionFit) -> DimensionView:
    title = telling.dimension_title(one)
    rows = _rows(one)
    return DimensionView(
        fit=one,
        key=one.dimension.value,
        name=one.dimension.words,
        title=title,
        absent=telling.absent_words(one),
        notes=telling.notes_of(one),
        svg=_drawing(one, title, rows),
        rows=rows,
    )


def _rows(one: DimensionFit) -> tuple[CategoryRow, ...]:
    """Return the categories that either side reports, in the usual order."""
    order = CATEGORY_WORDS[one.dimension]
    told = {*_known(one.place), *_known(one.study)}
    wanted = BARS.get(one.dimension) or STRIPS[one.dimension]
    return tuple(
        CategoryRow(
            label=order[name],
            place=_known(one.place).get(name),
            study=_known(one.study).get(name),
        )
        for name in wanted
        if name in told
    )


def _known(one: Distribution | None) -> dict[str, float]:
    return one.known if one else {}


def _drawing(one: DimensionFit, title: str, rows: Sequence[CategoryRow]) -> SafeString:
    if one.dimension in STRIPS:
        return draw_strips(Strips(title=title, cells=_cells(one)))
    pairs = tuple(
        Pair(label=row.label, place=row.place, study=row.study) for row in rows
    )
    rest = (_rest(one.place), _rest(one.study))
    return draw_pairs(Pairs(title=title, rows=pairs, unreported=rest))


def _rest(one: Distribution | None) -> float | None:
    """Return what a side leaves open, as far as a chart can show it."""
    if one is None:
        return None
    return one.unknown if one.unknown >= telling.LEAST_TOLD else 0.0


def _cells(one: DimensionFit) -> tuple[Cell, ...]:
    names = STRIPS[one.dimension]
    return tuple(
        Cell(label=head, place=_has(one.place, name), study=_has(one.study, name))
        for name, head in zip(names, _heads(one.dimension), strict=True)
    )


def _heads(dimension: Dimension) -> Iterable[Words]:
    if dimension is Dimension.GRADES:
        return GRADES
    if dimension is Dimension.SIZE:
        return SIZE_HEADS
    return [dimension.category(name) for name in LOCALES]


def _has(one: Distribution | None, name: str) -> bool | None:
    """Say whether a side has a kind; None where that is not reported."""
    if one is None or name in one.merged:
        return None
    share = one.known.get(name)
    if share is None:
        return None if one.unknown >= telling.LEAST_TOLD else False
    return share > 0

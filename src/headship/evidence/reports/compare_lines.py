"""What is compared of each intervention, one line after another."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from headship.core.components.numbers import score, share
from headship.evidence.analysis.compare import DomainEstimate
from headship.evidence.analysis.fit import InterventionFit
from headship.evidence.contexts.places import Place
from headship.evidence.models import Intervention, Rating
from headship.evidence.queries.contexts import Record
from headship.evidence.reports import telling

Words = str | Promise

MOST_VERDICTS = 6
TIERS: dict[int, Words] = {
    1: gettext_lazy("Tier 1, strong evidence"),
    2: gettext_lazy("Tier 2, moderate evidence"),
    3: gettext_lazy("Tier 3, promising evidence"),
    4: gettext_lazy("Tier 4, demonstrates a rationale"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One intervention with everything that is compared."""

    intervention: Intervention
    record: Record
    verdicts: Sequence[Rating]
    estimates: dict[str, DomainEstimate]
    fit: InterventionFit | None
    without_query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing compared: a value per intervention; none is *not reported*."""

    key: str
    label: Words
    values: tuple[tuple[str, ...], ...]


def compared_lines(columns: Sequence[Column], place: Place | None) -> Iterable[Line]:
    """Return what is compared, in the order in which it is read."""
    yield _line(columns, "findings", _("Main findings that meet standards"), _findings)
    yield _line(columns, "studies", _("Studies"), _studies)
    yield _line(columns, "certainty", _("Certainty"), _certainty)
    yield _line(columns, "verdicts", _("Verdicts"), _verdicts)
    if place is not None:
        yield _line(columns, "fit", _("Fit to your place"), _fit_words)
    yield _line(columns, "dosage", _("Dosage"), _dosage)
    yield _listed(columns, "delivery_methods", _("Delivery"))
    yield _listed(columns, "target_groups", _("For whom"))
    yield _listed(columns, "grades", _("Grades"))
    for name, label in (
        ("personnel", _("Staff")),
        ("cost", _("Cost")),
        ("materials", _("Materials")),
        ("implementation", _("Implementation")),
    ):
        yield _line(columns, name, label, _text(name))


def _line(
    columns: Sequence[Column],
    key: str,
    label: Words,
    tell: Callable[[Column], Iterable[str]],
) -> Line:
    values = tuple(tuple(tell(column)) for column in columns)
    return Line(key=key, label=label, values=values)


def _listed(columns: Sequence[Column], name: str, label: Words) -> Line:
    def tell(column: Column) -> Iterable[str]:
        found = getattr(column.intervention, name)
        if found is None:
            return []
        return [", ".join(found)] if found else [_("none")]

    return _line(columns, name, label, tell)


def _text(name: str) -> Callable[[Column], Iterable[str]]:
    return lambda column: filter(None, [getattr(column.intervention, name)])


def _findings(column: Column) -> Iterable[str]:
    record = column.record
    told = (
        (ngettext("%d better", "%d better", record.better), record.better),
        (ngettext("%d worse", "%d worse", record.worse), record.worse),
        (_("%d no difference beyond chance"), record.chance),
        (_("%d without a reported effect"), record.untold),
    )
    found = [words % count for words, count in told if count]
    return found or [_("no main finding meets standards")]


def _studies(column: Column) -> Iterable[str]:
    record = column.record
    values = {"met": record.standing, "all": record.studies}
    return [_("%(met)d of %(all)d meet standards") % values]


def _certainty(column: Column) -> Iterable[str]:
    tier = column.record.tier
    return [str(TIERS[tier]) if tier else _("No ESSA tier")]


def _verdicts(column: Column) -> Iterable[str]:
    told = [_verdict(one) for one in column.verdicts[:MOST_VERDICTS]]
    more = len(column.verdicts) - len(told)
    if more:
        told.append(ngettext("and %d more", "and %d more", more) % more)
    return told or [_("none published")]


def _verdict(one: Rating) -> str:
    whose = f"{one.whose}, {one.rated_on.year}" if one.rated_on else one.whose
    return f"{one.get_verdict_display()}: {one.outcome_domain} ({whose})"


def _fit_words(column: Column) -> Iterable[str]:
    if column.fit is None:
        return []
    nearest = column.fit.nearest
    estimate, coverage = nearest.overall.estimate, share(nearest.overall.coverage)
    if estimate is None:
        return [_("Nothing can be compared; coverage %s") % coverage]
    values = {"fit": score(estimate, 2), "level": telling.level_words(nearest)}
    told = [
        _("%(fit)s, %(level)s") % values,
        _("Coverage %s") % coverage,
    ]
    absent = [telling.absent_words(one) for one in nearest.absent]
    return [*told, *absent]


def _dosage(column: Column) -> Iterable[str]:
    return filter(None, [column.intervention.duration, column.intervention.sessions])

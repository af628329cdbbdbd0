"""The leader's report."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from headship.core.charts import (
    Mark,
    Share,
    Shares,
    Spine,
    SpineRow,
    draw_shares,
    draw_spine,
)
from headship.core.naming import name_of
from headship.core.suppression import Suppressed
from headship.feedback import analysis, queries
from headship.feedback.analysis import Gap, OrderSeen, Rated, Standing
from headship.feedback.models import Participant
from headship.feedback.reports import words
from headship.frameworks.change_order import ChangeOrder, load_change_order
from headship.orgs.models import Membership
from headship.surveys.analysis import Cell, ScaleFigure, SubjectFigures
from headship.surveys.queries import get_open_questions

FAINT_BELOW = 8  # Raters; the interval is then wide, and the mark is drawn so.


@dataclass(frozen=True, slots=True, kw_only=True)
class CellView:
    """One rater group as the report shows it."""

    key: str
    label: str
    n: int
    is_named: bool
    is_merged: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingRow:
    """One responsibility in the table: a figure or a reason for each cell, in order."""

    rated: Rated
    figures: tuple[ScaleFigure | Suppressed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWords:
    """The answers to one open question, cell by cell."""

    question: str
    cells: tuple[tuple[str, tuple[str, ...] | Suppressed], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderView:
    """How one group sees the initiative."""

    label: str
    seen: OrderSeen | Suppressed


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderReport:
    """Everything on the page of a leader's report."""

    participant: Participant
    is_own: bool
    cells: tuple[CellView, ...]
    hidden: tuple[tuple[str, Suppressed], ...]
    rows: tuple[RatingRow, ...]
    spine: SafeString
    finding: str
    strengths: tuple[Standing, ...]
    growth: tuple[Standing, ...]
    compared_with: str
    gaps: tuple[Gap, ...]
    distribution: SafeString | None
    distribution_rows: tuple[tuple[Rated, ScaleFigure | Suppressed], ...]
    own_words: tuple[OwnWords, ...]
    orders: tuple[OrderView, ...]
    change_order: ChangeOrder
    earlier: Participant | None
    readers: tuple[Membership, ...]


def leader_report(participant: Participant, *, viewer: Membership) -> LeaderReport:
    """Gather a leader's report; the caller has checked that the viewer may read it."""
    figures = analysis.subject_figures(participant)
    titles = words.group_titles(participant.cycle.survey)
    rows = analysis.rated(figures)
    main = analysis.main_cell(figures)
    above, below = analysis.standings(rows, main)
    gaps = analysis.gaps(rows, main)
    is_own = participant.member_id == viewer.pk
    main_label = next(
        (words.cell_label(it, titles) for it in figures.cells if it.key == main), ""
    )
    return LeaderReport(
        participant=participant,
        is_own=is_own,
        cells=tuple(_cell_view(cell, titles) for cell in figures.cells),
        hidden=tuple((titles[key], why) for key, why in figures.suppressed.items()),
        rows=tuple(_rating_row(row, figures) for row in rows),
        spine=_spine(rows, figures, titles, participant),
        finding=_finding(above, below, gaps, main_label),
        strengths=tuple(above),
        growth=tuple(below),
        compared_with=main_label,
        gaps=tuple(gaps),
        distribution=_distribution(rows, main, main_label),
        distribution_rows=tuple((row, row.cells[main]) for row in rows) if main else (),
        own_words=_own_words(participant, figures, titles),
        orders=_orders(participant, figures, titles),
        change_order=load_change_order(),
        earlier=queries.earlier_review(participant, viewer),
        readers=tuple(it.member for it in queries.shares(participant))
        if is_own
        else (),
    )


def _cell_view(cell: Cell, titles: Mapping[str, str]) -> CellView:
    return CellView(
        key=cell.key,
        label=words.cell_label(cell, titles),
        n=cell.n,
        is_named=cell.is_named,
        is_merged=cell.is_merged,
    )


def _rating_row(row: Rated, figures: SubjectFigures) -> RatingRow:
    return RatingRow(
        rated=row, figures=tuple(row.cells[cell.key] for cell in figures.cells)
    )


def _spine(
    rows: list[Rated],
    figures: SubjectFigures,
    titles: Mapping[str, str],
    participant: Participant,
) -> SafeString:
    return draw_spine(
        Spine(
            title=_("The 21 responsibilities of %(name)s as each group sees them")
            % {"name": participant.member},
            # A sign, not a placeholder; xgettext:no-python-format
            desc=_("Marks are means; lines are 95 % intervals; shapes are groups."),
            rows=tuple(
                SpineRow(
                    key=row.responsibility.key,
                    label=name_of(row.responsibility),
                    group=row.responsibility.component.value,
                    marks=tuple(
                        _mark(cell, row.cells[cell.key]) for cell in figures.cells
                    ),
                )
                for row in rows
            ),
            series=words.cell_series(figures.cells, titles),
            groups=words.COMPONENT_LABELS,
            ends=words.ENDS,
        )
    )


def _mark(cell: Cell, figure: ScaleFigure | Suppressed) -> Mark:
    if isinstance(figure, Suppressed):
        return Mark(series=cell.key, value=figure)
    interval = figure.mean.interval
    return Mark(
        series=cell.key,
        value=figure.mean.estimate,
        lower=interval.lower if interval else None,
        upper=interval.upper if interval else None,
        is_faint=not cell.is_named and figure.mean.n < FAINT_BELOW,
    )


def _finding(
    above: list[Standing], below: list[Standing], gaps: list[Gap], label: str
) -> str:
    """Say the most important thing first, and say so if nothing stands out."""
    if above:
        names = ", ".join(name_of(it.responsibility) for it in above[:3])
        return _("%(group)s see you strongest in %(names)s.") % {
            "group": label,
            "names": names,
        }
    if below or gaps:
        return _("Some responsibilities deserve a closer look; see below.")
    if label:
        return _("No responsibility clearly stands out from the others.")
    return _("Too few colleagues answered to show what they said.")


def _distribution(rows: list[Rated], main: str | None, label: str) -> SafeString | None:
    if main is None:
        return None
    return draw_shares(
        Shares(
            title=_("How the answers of %(group)s are spread") % {"group": label},
            categories=(
                _("Never or rarely"),
                _("Now and then"),
                _("About half the time"),
                _("Most of the time"),
                _("Almost always"),
            ),
            apart_label=_("Cannot judge"),
            rows=tuple(_share(row, row.cells[main]) for row in rows),
        )
    )


def _share(row: Rated, figure: ScaleFigure | Suppressed) -> Share:
    name = name_of(row.responsibility)
    if isinstance(figure, Suppressed):
        return Share(label=name, counts=figure)
    if isinstance(figure.distribution, Suppressed):
        return Share(label=name, counts=figure.distribution)
    return Share(
        label=name,
        counts=tuple(figure.distribution.values()),
        apart=figure.not_judged,
    )


def _own_words(
    participant: Participant, figures: SubjectFigures, titles: Mapping[str, str]
) -> tuple[OwnWords, ...]:
    questions = get_open_questions(participant.cycle.survey, "teacher")
    return tuple(
        OwnWords(
            question=question.named(participant.subject.words).text,
            cells=tuple(
                (
                    words.cell_label(cell, titles),
                    figures.comments.get(question.key, {}).get(cell.key, ()),
                )
                for cell in figures.cells
            ),
        )
        for question in questions
    )


def _orders(
    participant: Participant, figures: SubjectFigures, titles: Mapping[str, str]
) -> tuple[OrderView, ...]:
    seen = analysis.orders_seen(participant)
    return tuple(
        OrderView(label=words.cell_label(cell, titles), seen=seen[cell.key])
        for cell in figures.cells
        if cell.key in seen
    )

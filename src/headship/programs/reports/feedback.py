"""What a session reached, at each of Guskey's levels, and what is not known yet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headship.core.charts import Estimate, Intervals, draw_intervals
from headship.core.errors import PolicyError
from headship.core.suppression import Suppressed
from headship.programs.analysis.feedback import GROUP, session_figures
from headship.programs.models import (
    Cohort,
    CohortDistrict,
    Level,
    LevelFigure,
    Session,
    SessionFeedback,
)
from headship.programs.policies import feedback as policies
from headship.programs.queries import crossing
from headship.programs.queries import feedback as queries
from headship.surveys.analysis import SubjectFigures
from headship.surveys.queries import (
    ResponseRate,
    get_open_questions,
    response_rates,
)

LOW, HIGH = 1.0, 5.0
OUTCOMES = "student_outcomes"
QUESTIONS: dict[str, Promise] = {
    Level.REACTION: gettext_lazy("Was it worth the time?"),
    Level.LEARNING: gettext_lazy("Do people know and can they do more?"),
    Level.SUPPORT: gettext_lazy("Do their schools and districts make room for it?"),
    Level.USE: gettext_lazy("Have they used it at school since?"),
    OUTCOMES: gettext_lazy("Do students learn more?"),
}
LABELS: dict[str, Promise] = {
    **{level: level.label for level in Level},
    OUTCOMES: gettext_lazy("Student outcomes"),
}
Table = tuple[list[str], list[list[object]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelRow:
    """One level of one session: a figure, or in words why there is none."""

    key: str
    label: str | Promise
    question: str | Promise
    value: float | Suppressed | None
    n: int | None
    lower: float | None
    upper: float | None
    words: str

    @property
    def is_shown(self) -> bool:
        return isinstance(self.value, float)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One open question with what was written, or why that is not shown."""

    question: str
    texts: tuple[str, ...] | Suppressed


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackPage:
    """The feedback on one session, whatever has become of it."""

    session: Session
    feedback: SessionFeedback | None
    rates: tuple[ResponseRate, ...]
    minimum: int
    late_count: int
    levels: tuple[LevelRow, ...]
    chart: SafeString | None
    said: tuple[Said, ...]
    cannot_open: str
    cannot_close: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortRow:
    """One session of a cohort with its levels, in order."""

    session: Session
    starts_on: date | None
    levels: tuple[LevelRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelPlot:
    """One level over the sessions of a cohort."""

    label: str | Promise
    chart: SafeString
    rows: tuple[tuple[Session, LevelRow], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortFeedbackPage:
    """Levels by sessions; each figure of its own survey, none of them pooled.

    ``is_joined`` says that a district reads it, not the provider.
    """

    cohort: Cohort
    is_joined: bool
    labels: tuple[str | Promise, ...]
    rows: tuple[CohortRow, ...]
    plots: tuple[LevelPlot, ...]


def feedback_page(session: Session) -> FeedbackPage:
    """Gather what is known of one session."""
    feedback = queries.feedback_on(session)
    levels = _levels(queries.levels_of(session), _later(queries.session_after(session)))
    is_closed = feedback is not None and feedback.is_closed
    survey = feedback.survey if feedback else None
    return FeedbackPage(
        session=session,
        feedback=feedback,
        rates=tuple(response_rates(survey)) if survey else (),
        minimum=survey.groups.get(key=GROUP).minimum if survey else 0,
        late_count=len(queries.latecomers(feedback))
        if feedback and feedback.is_open
        else 0,
        levels=levels if is_closed else (),
        chart=_chart(str(session), [(it.label, it) for it in levels])
        if is_closed
        else None,
        said=_said(feedback) if feedback and is_closed else (),
        cannot_open=_refusal(policies.check_can_open, session),
        cannot_close=_refusal(policies.check_can_close, feedback) if feedback else "",
    )


def cohort_feedback_page(cohort: Cohort) -> CohortFeedbackPage:
    """Gather the levels of all sessions of a cohort for its provider."""
    rows = _cohort_rows(queries.sessions_with_levels(cohort))
    return _cohort_page(cohort, rows, is_joined=False)


def joined_feedback_page(part: CohortDistrict) -> CohortFeedbackPage:
    """Gather the levels of all sessions of a cohort for a district that joined it."""
    return _cohort_page(part.cohort, _joined_rows(part), is_joined=True)


def _cohort_page(
    cohort: Cohort, rows: tuple[CohortRow, ...], *, is_joined: bool
) -> CohortFeedbackPage:
    plots = [_plot(place, label, rows) for place, label in enumerate(LABELS.values())]
    return CohortFeedbackPage(
        cohort=cohort,
        is_joined=is_joined,
        labels=tuple(LABELS.values()),
        rows=rows,
        plots=tuple(it for it in plots if it is not None),
    )


def feedback_table(session: Session) -> Table:
    """Return the levels of one session for a spreadsheet."""
    page = feedback_page(session)
    return _HEADER, [_cells(session, row) for row in page.levels]


def cohort_feedback_table(cohort: Cohort) -> Table:
    """Return levels by sessions for a spreadsheet, one row each."""
    return _table(_cohort_rows(queries.sessions_with_levels(cohort)))


def joined_feedback_table(part: CohortDistrict) -> Table:
    """Return the same for a district that joined the cohort."""
    return _table(_joined_rows(part))


def _table(rows: tuple[CohortRow, ...]) -> Table:
    return _HEADER, [_cells(row.session, level) for row in rows for level in row.levels]


_HEADER = ["session", "title", "level", "n", "mean", "lower", "upper", "not_shown"]


def _cells(session: Session, row: LevelRow) -> list[object]:
    if not row.is_shown:
        empty = [None] * 4
        return [session.number, session.title, row.key, *empty, row.words]
    figures = [row.value, row.lower, row.upper]
    return [
        session.number,
        session.title,
        row.key,
        row.n,
        *(None if it is None else round(it, 3) for it in figures),  # type: ignore[arg-type]
        "",
    ]


def _joined_rows(part: CohortDistrict) -> tuple[CohortRow, ...]:
    """Leave out how many answered: beside the own people it would count the others."""
    return tuple(
        replace(row, levels=tuple(replace(level, n=None) for level in row.levels))
        for row in _cohort_rows(crossing.joined_feedback(part))
    )


def _cohort_rows(found: Iterable[Session]) -> tuple[CohortRow, ...]:
    sessions = list(found)
    starts = {it: it.days.all()[0].starts_at for it in sessions if it.days.all()}
    dated = sorted(starts, key=lambda it: starts[it])
    following = dict(zip_longest(dated, dated[1:]))
    return tuple(
        CohortRow(
            session=it,
            starts_on=timezone.localdate(starts[it]) if it in starts else None,
            levels=_levels(
                {figure.level: figure for figure in it.levels.all()},
                _later(following.get(it)),
            ),
        )
        for it in sessions
    )


def _levels(figures: Mapping[str, LevelFigure], later: str) -> tuple[LevelRow, ...]:
    waiting = {
        Level.USE: later,
        OUTCOMES: _("not measured by a session; see the evaluation"),
    }
    return tuple(
        _row(key, figures.get(key), waiting.get(key, _("not closed yet")))
        for key in LABELS
    )


def _row(key: str, figure: LevelFigure | None, waiting: str) -> LevelRow:
    value = figure.value if figure else None
    return LevelRow(
        key=str(key),
        label=LABELS[key],
        question=QUESTIONS[key],
        value=value,
        n=figure.n if figure else None,
        lower=figure.lower if figure else None,
        upper=figure.upper if figure else None,
        words=str(value)
        if isinstance(value, Suppressed)
        else ""
        if figure
        else waiting,
    )


def _later(following: Session | None) -> str:
    """Say when use will be asked about, or that nobody will ask."""
    if following is None:
        return _("not measured: no session follows")
    return _("asked at “%(title)s”") % {"title": following.title}


def _plot(
    place: int, label: str | Promise, rows: Sequence[CohortRow]
) -> LevelPlot | None:
    told = tuple((row.session, row.levels[place]) for row in rows)
    if not any(level.is_shown for _session, level in told):
        return None
    chart = _chart(str(label), [(str(session), level) for session, level in told])
    return LevelPlot(label=label, chart=chart, rows=told)


def _chart(title: str, rows: Sequence[tuple[str | Promise, LevelRow]]) -> SafeString:
    return draw_intervals(
        Intervals(
            title=title,
            # A sign, not a placeholder; xgettext:no-python-format
            desc=_("Marks are means, lines are 95 % intervals."),
            rows=tuple(
                Estimate(
                    label=label,
                    value=row.value,
                    lower=row.lower,
                    upper=row.upper,
                    note=f"n = {row.n}" if row.n else "",
                )
                for label, row in rows
            ),
            low=LOW,
            high=HIGH,
            axis=_("1 not true, 5 completely true"),
        )
    )


def _said(feedback: SessionFeedback) -> tuple[Said, ...]:
    figures: SubjectFigures = session_figures(feedback)
    return tuple(
        Said(question=it.text, texts=texts)
        for it in get_open_questions(feedback.survey, GROUP)
        if (texts := figures.comments.get(it.key, {}).get(GROUP)) is not None
    )


def _refusal(check, subject) -> str:  # type: ignore[no-untyped-def]
    """Return the sentence why something cannot be done now, or nothing."""
    try:
        check(subject)
    except PolicyError as error:
        return str(error)
    return ""

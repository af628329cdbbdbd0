"""The page that compares a leader's report with the last one."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from headship.core.charts import Change, Changes, draw_changes
from headship.core.naming import name_of
from headship.core.suppression import Suppressed
from headship.feedback import analysis, queries
from headship.feedback.models import Participant
from headship.feedback.reports import words
from headship.frameworks.responsibilities import (
    Responsibility,
    load_responsibilities,
)
from headship.orgs.models import Membership
from headship.surveys.analysis import ScaleChange

GROUP = "teacher"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePage:
    """Change since the earlier cycle in the eyes of teachers.

    ``rows`` is None when the two cannot be compared: another version of the
    questionnaire, or a report that does not show the teachers by themselves.
    """

    participant: Participant
    earlier: Participant | None
    group: str
    rows: tuple[tuple[Responsibility, ScaleChange | Suppressed], ...] | None
    chart: SafeString | None
    clear_count: int


def change_page(participant: Participant, *, viewer: Membership) -> ChangePage:
    """Compare a leader's report with the last one before it that the viewer may read."""
    earlier = queries.earlier_review(participant, viewer)
    found = analysis.changes(earlier, participant, GROUP) if earlier else None
    rows = (
        tuple((it, found[it.key]) for it in load_responsibilities()) if found else None
    )
    return ChangePage(
        participant=participant,
        earlier=earlier,
        group=words.group_titles(participant.cycle.survey)[GROUP],
        rows=rows,
        chart=_chart(participant, earlier, rows) if earlier and rows else None,
        clear_count=sum(_is_clear(change) for _it, change in rows or ()),
    )


def _is_clear(change: ScaleChange | Suppressed) -> bool:
    return not isinstance(change, Suppressed) and analysis.is_clear(change.difference)


def _chart(participant: Participant, earlier: Participant, rows) -> SafeString:
    return draw_changes(
        Changes(
            title=_("Change since %(cycle)s") % {"cycle": earlier.cycle.name},
            rows=tuple(_row(it, change) for it, change in rows),
            before_label=earlier.cycle.name,
            after_label=participant.cycle.name,
            # A sign, not a placeholder; xgettext:no-python-format
            difference_label=_("Difference with 95 % interval"),
        )
    )


def _row(responsibility: Responsibility, change: ScaleChange | Suppressed) -> Change:
    group = responsibility.component.value
    if isinstance(change, Suppressed):
        return Change(
            label=name_of(responsibility), before=change, after=change, group=group
        )
    interval = change.difference.interval
    return Change(
        label=name_of(responsibility),
        before=change.before,
        after=change.now,
        lower=interval.lower if interval else None,
        upper=interval.upper if interval else None,
        group=group,
    )

"""The page of one cycle, for those who run it."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from headship.core.charts import Rate, Rates, draw_rates
from headship.core.errors import PolicyError
from headship.core.suppression import Suppressed
from headship.feedback import policies, queries
from headship.feedback.models import Cycle, Nomination, Participant
from headship.orgs.models import Membership
from headship.orgs.permissions import Permission, has_permission
from headship.surveys.models import RaterGroup
from headship.surveys.policies import check_can_remind
from headship.surveys.queries import (
    ResponseRate,
    response_rates,
    response_rates_by_subject,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderRow:
    """One leader of a cycle with response rates by group, without names."""

    participant: Participant
    schools: tuple[str, ...]
    supervisor: str
    rates: tuple[ResponseRate, ...]
    warning: str
    undecided: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CyclePage:
    """One cycle: where it stands and what can be done now."""

    cycle: Cycle
    can_manage: bool
    leaders: tuple[LeaderRow, ...]
    rates: tuple[ResponseRate, ...]
    groups: tuple[RaterGroup, ...]
    chart: SafeString | None
    cannot_open: str
    cannot_remind: str
    step: int


STEPS = {
    Cycle.State.PREPARING: 1,
    Cycle.State.NOMINATING: 2,
    Cycle.State.OPEN: 3,
    Cycle.State.CLOSED: 4,
}


def cycle_page(cycle: Cycle, viewer: Membership) -> CyclePage:
    """Gather the page of one cycle."""
    by_subject = response_rates_by_subject(cycle.survey)
    groups = tuple(cycle.survey.groups.all())
    rates = tuple(response_rates(cycle.survey))
    return CyclePage(
        cycle=cycle,
        can_manage=has_permission(viewer, Permission.CYCLE_MANAGE),
        leaders=tuple(
            _row(it, by_subject.get(it.subject.ref, []), groups)
            for it in queries.nominations_by_leader(cycle)
        ),
        rates=rates,
        groups=groups,
        chart=_chart(rates, groups) if any(it.invited for it in rates) else None,
        cannot_open=_why_not(_check_opens_somehow, cycle),
        cannot_remind=_why_not(check_can_remind, cycle.survey),
        step=STEPS[Cycle.State(cycle.state)],
    )


def rates_table(cycle: Cycle) -> tuple[list[str], list[list[object]]]:
    """Return response rates by leader and group as a table."""
    by_subject = response_rates_by_subject(cycle.survey)
    rows: list[list[object]] = [
        [str(leader), rate.group, rate.invited, rate.answered]
        for leader in queries.participants(cycle)
        for rate in by_subject.get(leader.subject.ref, [])
    ]
    return ["leader", "group", "asked", "answered"], rows


def _row(
    participant: Participant,
    rates: list[ResponseRate],
    groups: tuple[RaterGroup, ...],
) -> LeaderRow:
    member = participant.member
    return LeaderRow(
        participant=participant,
        schools=tuple(school.name for school in member.schools.all()),
        supervisor=str(member.supervisor or ""),
        rates=tuple(rates),
        warning=_warning(rates, groups),
        undecided=sum(
            it.state == Nomination.State.PROPOSED
            for it in participant.nominations.all()
        ),
    )


def _warning(rates: list[ResponseRate], groups: tuple[RaterGroup, ...]) -> str:
    least = {it.key: it.minimum for it in groups}
    asked = {it.group: it.invited for it in rates}
    teachers, peers = asked.get("teacher", 0), asked.get("peer", 0)
    if teachers < least["teacher"]:
        return _(
            "%(count)d teachers are asked; fewer than %(minimum)d answers are not shown."
        ) % {"count": teachers, "minimum": least["teacher"]}
    if 0 < peers < least["peer"]:
        return _(
            "%(count)d peers are asked; fewer than %(minimum)d answers are joined with "
            "those of teachers."
        ) % {"count": peers, "minimum": least["peer"]}
    return ""


def _chart(
    rates: tuple[ResponseRate, ...], groups: tuple[RaterGroup, ...]
) -> SafeString:
    titles = {group.key: group.title for group in groups}
    return draw_rates(
        Rates(
            title=_("Answers so far, by group"),
            rows=tuple(
                Rate(label=titles[it.group], answered=it.answered, asked=it.invited)
                for it in rates
                if it.invited and not isinstance(it.answered, Suppressed)
            ),
        )
    )


def _check_opens_somehow(cycle: Cycle) -> None:
    policies.check_can_open(cycle, without_undecided=True)


def _why_not(check, thing) -> str:
    """Return why something cannot be done now, or nothing."""
    try:
        check(thing)
    except PolicyError as error:
        return str(error)
    return ""

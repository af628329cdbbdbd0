"""Reading practices."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Case, IntegerField, QuerySet, Value, When

from headship.orgs.models import Membership, Role
from headship.practice.models import (
    Evidence,
    Practice,
    PracticeFeedback,
    ReminderChoice,
    Share,
)

REMIND_BEFORE = timedelta(days=3)  # Late enough to matter, early enough to do it.


def practices(member: Membership) -> QuerySet[Practice]:
    """Return a member's practices, open ones first, by date."""
    is_finished = Case(
        When(state=Practice.State.PLANNED, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    found = Practice.objects.filter(member=member).select_related("organization")
    return found.order_by(is_finished, "due_on", "pk")


def open_practices(member: Membership) -> QuerySet[Practice]:
    """Return what a member has undertaken and not finished, by date."""
    found = Practice.objects.open().filter(member=member)
    return found.select_related("organization")


def practices_from(member: Membership, origin_ref: UUID) -> QuerySet[Practice]:
    """Return a member's practices that came from one origin."""
    return practices(member).filter(origin_ref=origin_ref)


def open_count_from(member: Membership, origin_ref: UUID) -> int:
    """Return how many practices of one origin are not finished."""
    return open_practices(member).filter(origin_ref=origin_ref).count()


def due_for_reminding(instant: datetime) -> QuerySet[Practice]:
    """Return open practices that may be due soon and were not reminded of.

    Days begin at different times in different places, so the caller looks again.
    """
    latest = (instant + REMIND_BEFORE + timedelta(days=1)).date()
    return (
        Practice.objects.open()
        .filter(
            due_on__gte=instant.date(),
            due_on__lte=latest,
            reminded_at=None,
            member__status=Membership.Status.ACTIVE,
            member__user__isnull=False,
        )
        .exclude(member__email="")
        .exclude(member__reminder_choice__wants_reminders=False)
        .select_related("organization", "member")
        .order_by("pk")
    )


def wants_reminders(member: Membership) -> bool:
    """Say whether a person is reminded before a date."""
    choice = ReminderChoice.objects.filter(member=member).first()
    return choice is None or choice.wants_reminders


def coaches(member: Membership) -> QuerySet[Membership]:
    """Return with whom in the own organization a practice can be shared as coach."""
    found = Membership.objects.active().filter(
        organization=member.organization, role=Role.COACH, user__isnull=False
    )
    return found.exclude(pk=member.pk)


def shared_with(coach: Membership) -> QuerySet[Practice]:
    """Return the practices that colleagues share with a coach, soonest first."""
    return (
        Practice.objects.filter(
            organization=coach.organization,
            shares__audience=Share.Audience.COACH,
            shares__member=coach,
        )
        .select_related("member", "organization")
        .order_by("due_on", "pk")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """A practice with all that shows how it went."""

    practice: Practice
    items: tuple[Evidence, ...]
    feedback: tuple[PracticeFeedback, ...]
    shares: tuple[Share, ...]

    @property
    def audiences(self) -> frozenset[str]:
        return frozenset(share.audience for share in self.shares)

    @property
    def coach(self) -> Membership | None:
        return next((it.member for it in self.shares if it.member_id), None)


def log_of(practice: Practice) -> Log:
    """Return one practice's evidence, feedback and shares."""
    return logs_of([practice])[0]


def logs_of(practices: Iterable[Practice]) -> list[Log]:
    """Return the evidence, feedback and shares of some practices, in three queries."""
    found = list(practices)
    keys = [it.pk for it in found]
    items = Evidence.objects.filter(practice__in=keys)
    feedback = PracticeFeedback.objects.filter(practice__in=keys)
    shares = Share.objects.filter(practice__in=keys).select_related("member")
    by_items, by_feedback, by_shares = map(_by_practice, (items, feedback, shares))
    return [
        Log(
            practice=it,
            items=tuple(by_items.get(it.pk, ())),
            feedback=tuple(by_feedback.get(it.pk, ())),
            shares=tuple(by_shares.get(it.pk, ())),
        )
        for it in found
    ]


def _by_practice(rows: Iterable) -> dict[int, list]:
    found: dict[int, list] = {}
    for row in rows:
        found.setdefault(row.practice_id, []).append(row)
    return found


def tasks_done(origin_refs: Collection[UUID] | QuerySet) -> QuerySet[Practice]:
    """Return who has which tasks of sessions and how far: no words and no evidence."""
    return Practice.objects.filter(
        origin_kind=Practice.Origin.SESSION, origin_ref__in=origin_refs
    ).only("ref", "member", "origin_ref", "state", "due_on", "finished_at")

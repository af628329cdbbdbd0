"""How people come into a cohort, leave it and move on.

Most of these can be done from more than one side of the wall: by the provider, by the
person, or by the person's district. The counting is always done at the provider.
"""

from collections.abc import Iterable

from django.db import transaction

from headship.core import audit
from headship.core.clock import now
from headship.orgs.models import Membership
from headship.programs.access import at_provider
from headship.programs.actions import calendar
from headship.programs.actions.seats import (
    fill_seats,
    hold,
    lock,
    set_state,
    take_seat,
    tell,
)
from headship.programs.events import Event
from headship.programs.models import (
    Cohort,
    CohortDistrict,
    MakeUp,
    Participant,
    Session,
)
from headship.programs.policies import cohorts as policies
from headship.programs.queries import cohorts as queries

State = Participant.State


@transaction.atomic
def invite_participant(
    *, cohort: Cohort, member: Membership, leader_role: str, by: Membership
) -> Participant:
    """Offer a person a place; the provider or the person's own district may."""
    policies.check_side(cohort, member, by)
    participant = _place(cohort, member, leader_role, State.INVITED)
    audit.record(
        Event.PARTICIPANT_INVITED,
        subject=participant,
        by=by,
        details={"cohort": str(cohort)},
    )
    tell(participant, by)
    return participant


@transaction.atomic
def invite_people(
    *, cohort: Cohort, people: Iterable[Membership], leader_role: str, by: Membership
) -> list[Participant]:
    """Offer several people of one role a place, all or none."""
    return [
        invite_participant(cohort=cohort, member=it, leader_role=leader_role, by=by)
        for it in people
    ]


@transaction.atomic
def send_people(
    *,
    part: CohortDistrict,
    people: Iterable[Membership],
    leader_role: str,
    by: Membership,
) -> list[Participant]:
    """Invite some of the own district's people to a cohort it agreed to join."""
    policies.check_may_send(part)
    return invite_people(
        cohort=part.cohort, people=people, leader_role=leader_role, by=by
    )


@transaction.atomic
def apply(*, cohort: Cohort, leader_role: str, by: Membership) -> Participant:
    """Ask for a place for oneself."""
    participant = _place(cohort, by, leader_role, State.APPLIED)
    audit.record(
        Event.PARTICIPANT_APPLIED,
        subject=participant,
        by=by,
        details={"cohort": str(cohort)},
    )
    return participant


def _place(
    cohort: Cohort, member: Membership, leader_role: str, state: str
) -> Participant:
    """Make a person's place, or take up again the one they left."""
    cohort = lock(cohort)
    with at_provider(cohort):
        policies.check_can_join(cohort, member)
        found = queries.place_of(cohort, member)
        policies.check_has_no_place(found)
    place = found or Participant(cohort=cohort, member=member)
    place.organization, place.leader_role = member.organization, leader_role
    place.state, place.state_changed_at, place.reason = state, now(), ""
    place.save()
    return place


@transaction.atomic
def accept_invitation(*, participant: Participant, by: Membership) -> Participant:
    """Take the place one was offered: a seat if one is free, or the waiting list."""
    hold(participant)
    with at_provider(participant.cohort):
        policies.check_can_accept_invitation(participant, by)
    return _take(participant, by)


@transaction.atomic
def accept_application(*, participant: Participant, by: Membership) -> Participant:
    """Give an applicant a seat if one is free, or the waiting list."""
    hold(participant)
    with at_provider(participant.cohort):
        policies.check_can_accept_application(participant)
    return _take(participant, by)


def _take(participant: Participant, by: Membership) -> Participant:
    take_seat(participant)
    event = (
        Event.PARTICIPANT_ENROLLED
        if participant.is_enrolled
        else Event.PARTICIPANT_WAITING
    )
    audit.record(event, subject=participant, by=by)
    tell(participant, by)
    return participant


@transaction.atomic
def decline_participant(
    *, participant: Participant, by: Membership, reason: str = ""
) -> Participant:
    """Turn an invitation or an application down."""
    policies.check_side(participant.cohort, participant.member, by)
    policies.check_can_decline(hold(participant))
    set_state(participant, State.DECLINED, reason)
    audit.record(Event.PARTICIPANT_DECLINED, subject=participant, by=by)
    tell(participant, by)
    return participant


@transaction.atomic
def withdraw(
    *, participant: Participant, by: Membership, reason: str = ""
) -> Participant:
    """Give a seat or a place on the waiting list back; the next in line moves up."""
    policies.check_side(participant.cohort, participant.member, by)
    policies.check_can_withdraw(hold(participant))
    _leave(participant, State.WITHDRAWN, reason)
    audit.record(Event.PARTICIPANT_WITHDRAWN, subject=participant, by=by)
    tell(participant, by)
    fill_seats(participant.cohort)
    return participant


def _leave(participant: Participant, state: str, reason: str) -> None:
    had_seat = participant.is_enrolled
    set_state(participant, state, reason)
    if had_seat:
        calendar.participant_changed(participant)


@transaction.atomic
def transfer(
    *, participant: Participant, to: Cohort, by: Membership, reason: str = ""
) -> Participant:
    """Move a person to a free seat of another cohort; return the new place."""
    for cohort in sorted((participant.cohort, to), key=lambda cohort: cohort.pk):
        lock(cohort)  # In one order, so that two transfers cannot block each other.
    target = lock(to)
    policies.check_can_transfer(hold(participant), target)
    place = _place(target, participant.member, participant.leader_role, State.INVITED)
    take_seat(place)
    _leave(participant, State.TRANSFERRED, reason)
    participant.moved_to = place
    participant.save(update_fields=["moved_to"])
    audit.record(
        Event.PARTICIPANT_TRANSFERRED,
        subject=participant,
        by=by,
        details={"to": str(target)},
    )
    tell(place, by)
    fill_seats(participant.cohort)
    return place


@transaction.atomic
def complete(*, participant: Participant, by: Membership) -> Participant:
    """Record that a person went through the whole program."""
    policies.check_can_complete(hold(participant))
    set_state(participant, State.COMPLETED)
    audit.record(Event.PARTICIPANT_COMPLETED, subject=participant, by=by)
    return participant


@transaction.atomic
def assign_make_up(
    *, participant: Participant, missed: Session, session: Session, by: Membership
) -> MakeUp:
    """Let a person make up a session in the same session of another cohort."""
    policies.check_can_make_up(participant, missed, session)
    make_up = MakeUp.objects.create(
        participant=participant, missed=missed, session=session, assigned_at=now()
    )
    audit.record(
        Event.MAKE_UP_ASSIGNED,
        subject=participant,
        by=by,
        details={"missed": str(missed), "session": str(session)},
    )
    calendar.make_up_changed(make_up)
    return make_up


@transaction.atomic
def remove_make_up(*, make_up: MakeUp, by: Membership) -> None:
    """Call a make-up off that lies ahead."""
    policies.check_can_remove_make_up(make_up)
    audit.record(
        Event.MAKE_UP_REMOVED,
        subject=make_up.participant,
        by=by,
        details={"session": str(make_up.session)},
    )
    make_up.delete()
    calendar.make_up_changed(make_up)

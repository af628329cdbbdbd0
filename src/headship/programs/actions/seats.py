"""Who gets a free seat: first come, first served, decided under a lock."""

from django.db import transaction

from headship.core import audit, mail
from headship.core.clock import now
from headship.programs.access import at_provider
from headship.programs.actions import calendar
from headship.programs.emails.places import PLACE_NEWS
from headship.programs.events import Event
from headship.programs.models import Cohort, Participant
from headship.programs.queries import cohorts as queries

State = Participant.State


def lock(cohort: Cohort) -> Cohort:
    """Hold a cohort until the transaction ends, so that no seat is given twice.

    SQLite has no row locks; its transactions are IMMEDIATE, which serves the same.
    """
    with at_provider(cohort):
        found: Cohort = (
            Cohort.objects.select_for_update(of=("self",))
            .select_related("organization", "program")
            .get(pk=cohort.pk)
        )
        return found


def hold(participant: Participant) -> Participant:
    """Hold a participant's cohort and read the place again, for what is decided now."""
    lock(participant.cohort)
    names = ["state", "state_changed_at", "waiting_since", "reason"]
    participant.refresh_from_db(fields=names)
    return participant


def tell(participant: Participant, by: audit.Actor) -> None:
    """Send a person the news of their place, unless they made it themselves."""
    member = participant.member
    if by.ref == member.ref or not member.email:
        return
    when = f"{participant.state_changed_at:%Y%m%d%H%M%S%f}"
    envelope = mail.Envelope(
        kind=PLACE_NEWS,
        subject_ref=participant.ref,
        to=member.email,
        once_key=f"{PLACE_NEWS}:{participant.ref}:{participant.state}:{when}",
        organization_ref=participant.cohort.organization.ref,
    )
    mail.queue([envelope])


def take_seat(participant: Participant) -> Participant:
    """Give a participant a seat, or the last place of the waiting list."""
    cohort = lock(participant.cohort)
    with at_provider(cohort):
        if queries.seats_free(cohort):
            return seat(participant)
    return set_state(participant, State.WAITING)


def fill_seats(cohort: Cohort) -> list[Participant]:
    """Give free seats to who has waited longest; return who got one.

    Headship acts for the provider: whoever freed the seat may be of another district
    and must not find the next person's name in their own audit log.
    """
    cohort = lock(cohort)
    if not cohort.takes_people:
        return []
    with at_provider(cohort):
        free = queries.seats_free(cohort)
        promoted = [seat(it) for it in queries.waiting_list(cohort)[:free]]
    system = audit.System(organization=cohort.organization)
    for participant in promoted:
        audit.record(Event.PARTICIPANT_ENROLLED, subject=participant, by=system)
        tell(participant, system)
    return promoted


def fill_all_seats() -> int:
    """Give seats that nobody gave back, as when a district is deleted; return how many.

    Runs for all cohorts where people wait, in one transaction each.
    """
    waiting = Participant.objects.filter(state=State.WAITING).values("cohort")
    count = 0
    for cohort in Cohort.objects.filter(pk__in=waiting).order_by("pk"):
        with transaction.atomic():
            count += len(fill_seats(cohort))
    return count


def seat(participant: Participant) -> Participant:
    """Enroll a participant, and put the cohort's sessions into their calendar."""
    set_state(participant, State.ENROLLED)
    calendar.participant_changed(participant)
    return participant


def set_state(participant: Participant, state: str, reason: str = "") -> Participant:
    """Write a participant's state with the time and the reason."""
    participant.state, participant.state_changed_at = state, now()
    participant.waiting_since = now() if state == State.WAITING else None
    participant.reason = reason
    participant.save(
        update_fields=["state", "state_changed_at", "waiting_since", "reason"]
    )
    return participant

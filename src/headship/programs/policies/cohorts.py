"""What is possible now with a cohort, its districts and its people."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headship.core.clock import now
from headship.core.errors import InputError, PolicyError
from headship.orgs.models import Membership, Organization
from headship.programs.models import (
    Cohort,
    CohortDistrict,
    MakeUp,
    Participant,
    Session,
)
from headship.programs.queries import cohorts as queries

State = Participant.State


def check_dates(starts_on: date, ends_on: date) -> None:
    """Refuse a cohort that ends before it starts."""
    if ends_on < starts_on:
        raise PolicyError(_("The last day is before the first day."))


def check_is_not_over(cohort: Cohort) -> None:
    """Refuse to change a cohort that is finished or cancelled."""
    if cohort.state == Cohort.State.FINISHED:
        raise PolicyError(_("This cohort is finished; its record stays as it is."))
    if cohort.state == Cohort.State.CANCELLED:
        raise PolicyError(_("This cohort is cancelled."))


def check_capacity(cohort: Cohort, capacity: int) -> None:
    """Refuse fewer seats than are taken, and more than the rooms booked ahead have."""
    taken = queries.seats_taken(cohort)
    if capacity < taken:
        raise PolicyError(
            _("%(taken)d people have a seat already; there cannot be fewer seats.")
            % {"taken": taken}
        )
    if capacity > cohort.capacity:
        _check_rooms(cohort, capacity)


def _check_rooms(cohort: Cohort, capacity: int) -> None:
    found = [
        _(
            "%(venue)s, booked for “%(session)s”, seats %(seats)d people; %(expected)d "
            "would be expected. Book a larger room first."
        )
        % {
            "venue": venue,
            "session": session,
            "seats": venue.capacity,
            "expected": expected,
        }
        for venue, session, expected in queries.too_small_rooms(cohort, capacity)
    ]
    if found:
        raise InputError(" ".join(found), found if len(found) > 1 else None)


def check_can_open(cohort: Cohort) -> None:
    """Refuse to open what is not planned, or what nobody can join."""
    if cohort.state != Cohort.State.PLANNED:
        raise PolicyError(_("Only a planned cohort can be opened."))


def check_can_start(cohort: Cohort) -> None:
    """Refuse to start an empty cohort or one that is not open."""
    if cohort.state != Cohort.State.OPEN:
        raise PolicyError(_("Open the cohort for enrollment before you start it."))
    if not queries.seats_taken(cohort):
        raise PolicyError(_("Nobody has a seat yet. Enroll at least one person."))


def check_can_finish(cohort: Cohort) -> None:
    """Refuse to finish what does not run."""
    if cohort.state != Cohort.State.RUNNING:
        raise PolicyError(_("Only a running cohort can be finished."))


def check_can_cancel(cohort: Cohort) -> None:
    """Refuse while sessions stand in people's calendars."""
    check_is_not_over(cohort)
    scheduled = cohort.sessions.filter(state=Session.State.SCHEDULED).count()
    if scheduled:
        raise PolicyError(
            ngettext(
                "%(count)d session is still scheduled. Cancel it first, so that "
                "people are told.",
                "%(count)d sessions are still scheduled. Cancel them first, so that "
                "people are told.",
                scheduled,
            )
            % {"count": scheduled}
        )


def check_can_invite_district(cohort: Cohort, district: Organization) -> None:
    """Refuse the provider itself, and a district twice."""
    check_is_not_over(cohort)
    if district.pk == cohort.organization_id:
        raise PolicyError(_("Your own people can take part without an agreement."))
    if cohort.districts.filter(district=district).exists():
        raise PolicyError(
            _("%(district)s is invited already.") % {"district": district}
        )


def check_can_decide(part: CohortDistrict, organization: Organization) -> None:
    """Refuse to decide twice, too late, or for another district."""
    if part.district_id != organization.pk:
        raise PolicyError(_("Only %(district)s can decide this.") % {"district": part})
    check_is_not_over(part.cohort)
    if part.state != CohortDistrict.State.INVITED:
        raise PolicyError(_("Your district has decided already."))


def check_may_send(part: CohortDistrict) -> None:
    """Refuse to send people before the district agreed or enrollment opened."""
    if not part.has_agreed:
        raise PolicyError(_("Agree to take part before you send people."))
    check_takes_people(part.cohort)


def check_can_remove_district(part: CohortDistrict) -> None:
    """Refuse to drop a district whose people take part."""
    check_is_not_over(part.cohort)
    if queries.people_of(part).exists():
        raise PolicyError(
            _("People of %(district)s take part. They have to withdraw first.")
            % {"district": part}
        )


def check_takes_people(cohort: Cohort) -> None:
    """Refuse people before enrollment opens and after the cohort is over."""
    check_is_not_over(cohort)
    if not cohort.takes_people:
        raise PolicyError(_("Enrollment in this cohort is not open yet."))


def check_can_join(cohort: Cohort, member: Membership) -> None:
    """Refuse people who left, and people whose district has not agreed."""
    check_takes_people(cohort)
    if member.is_archived:
        raise PolicyError(
            _("%(name)s has left. Choose someone else.") % {"name": member}
        )
    if not queries.may_send_people(cohort, member.organization):
        raise PolicyError(
            _("%(district)s has not agreed to take part in this cohort.")
            % {"district": member.organization}
        )


def check_side(cohort: Cohort, member: Membership, by: Membership) -> None:
    """Refuse whoever is neither of the provider nor of the person's own district."""
    if by.organization_id not in {cohort.organization_id, member.organization_id}:
        raise PolicyError(
            _("Only the provider and %(district)s can decide about %(name)s.")
            % {"district": member.organization, "name": member}
        )


def check_has_no_place(found: Participant | None) -> None:
    """Refuse a second place for the same person in the same cohort."""
    if found and found.state not in {State.WITHDRAWN, State.DECLINED}:
        raise PolicyError(
            _("%(name)s is in this cohort already: %(state)s.")
            % {"name": found.member, "state": found.get_state_display()}
        )


def check_is(participant: Participant, state: str, sentence: str) -> None:
    """Refuse what fits another state only."""
    if participant.state != state:
        raise PolicyError(sentence)


def check_can_accept_invitation(participant: Participant, by: Membership) -> None:
    """Refuse to accept for another person, and what is no longer offered."""
    if participant.member_id != by.pk:
        raise PolicyError(
            _("Only %(name)s can accept this invitation.") % {"name": participant}
        )
    check_takes_people(participant.cohort)
    check_is(
        participant, State.INVITED, _("This invitation has been answered already.")
    )


def check_can_accept_application(participant: Participant) -> None:
    """Refuse to decide an application twice."""
    check_takes_people(participant.cohort)
    check_is(
        participant, State.APPLIED, _("This application has been decided already.")
    )


def check_can_decline(participant: Participant) -> None:
    """Refuse to decline what is not open."""
    if participant.state not in {State.APPLIED, State.INVITED}:
        raise PolicyError(
            _("There is nothing to decline. Someone with a seat can withdraw.")
        )


def check_can_withdraw(participant: Participant) -> None:
    """Refuse to leave what one is not in."""
    check_is_not_over(participant.cohort)
    if participant.state not in {State.ENROLLED, State.WAITING}:
        raise PolicyError(
            _("Only someone with a seat or on the waiting list can withdraw.")
        )


def check_can_transfer(participant: Participant, target: Cohort) -> None:
    """Refuse to move someone without a seat, or to where there is none."""
    check_is(participant, State.ENROLLED, _("Only someone with a seat can be moved."))
    if target.pk == participant.cohort_id:
        raise PolicyError(_("Choose another cohort."))
    if target.organization_id != participant.cohort.organization_id:
        raise PolicyError(_("People can be moved between your own cohorts only."))
    check_can_join(target, participant.member)
    if not queries.seats_free(target):
        raise PolicyError(
            _("%(cohort)s is full: %(capacity)d of %(capacity)d seats are taken.")
            % {"cohort": target, "capacity": target.capacity}
        )


def check_can_complete(participant: Participant) -> None:
    """Refuse to complete for someone without a seat."""
    check_is(participant, State.ENROLLED, _("Only someone with a seat can complete."))


def check_can_make_up(
    participant: Participant, missed: Session, session: Session
) -> None:
    """Refuse a make-up that is not the same session in another cohort."""
    if not participant.takes_part:
        raise PolicyError(_("Only someone with a seat can make up a session."))
    if missed.cohort_id != participant.cohort_id:
        raise PolicyError(_("Choose a session of the person's own cohort."))
    if session.is_cancelled:
        raise PolicyError(_("The session chosen to make it up is cancelled."))
    if session.cohort_id == missed.cohort_id or not _is_same(missed, session):
        raise PolicyError(
            _("A session is made up in the same session of another cohort.")
        )
    if MakeUp.objects.filter(participant=participant, missed=missed).exists():
        raise PolicyError(
            _("A make-up is arranged already for this session. Remove it first.")
        )
    check_room_to_make_up(session)


def _is_same(missed: Session, session: Session) -> bool:
    if session.cohort.organization_id != missed.cohort.organization_id:
        return False
    if missed.program_session_id:
        return missed.program_session_id == session.program_session_id
    return missed.title == session.title


def check_room_to_make_up(session: Session) -> None:
    """Refuse a guest when the smallest room of the session is full."""
    seats = [
        day.venue.capacity for day in session.days.select_related("venue") if day.venue
    ]
    known = [number for number in seats if number is not None]
    if known and queries.expected_people(session) >= min(known):
        raise PolicyError(
            _("The room is full: it seats %(seats)d people.") % {"seats": min(known)}
        )


def check_can_remove_make_up(make_up: MakeUp) -> None:
    """Refuse to call off what has begun."""
    first = make_up.session.days.order_by("starts_at").first()
    if first and first.starts_at <= now():
        raise PolicyError(_("The make-up session has begun already."))

"""What programs have for one member: to attend, to lead, and to run."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headship.core.clock import now, today
from headship.home.lines import Line, local, to
from headship.orgs.models import Membership
from headship.orgs.permissions import Permission, has_permission
from headship.programs.models import Participant
from headship.programs.policies.leads import needing_a_lead
from headship.programs.queries import enquiries, health, teaching, upcoming

AHEAD = timedelta(days=45)  # A session further away is not next.
FRESH = timedelta(days=30)  # A certificate is news for a month.


def program_lines(member: Membership) -> Iterator[Line]:
    """Return everything that programs ask of a member."""
    at = now()
    if has_permission(member, Permission.LEARNING_TAKE_PART):
        yield from _to_attend(member, at)
    if teaching.leads_anything(member):
        yield from _to_lead(member, at)
    if has_permission(member, Permission.PROGRAM_MANAGE):
        yield from _to_run(member, at)


def _to_attend(member: Membership, at: datetime) -> Iterator[Line]:
    seats = upcoming.my_seats(member)
    if not seats:
        return
    for seat in seats:
        if seat.state == Participant.State.INVITED:
            yield Line(
                text=_("Answer the invitation to “%(cohort)s”")
                % {"cohort": seat.cohort.title},
                url=to(member, "programs:my_cohort", ref=seat.ref),
                due=seat.cohort.starts_on,
                minutes=1,
            )
    seen = set()
    for day in upcoming.my_next_days(member, at, at + AHEAD):
        if day.session_id not in seen:
            seen.add(day.session_id)
            yield Line(
                text=_("Go to “%(session)s”") % {"session": day.session.title},
                url=to(member, "programs:my_session", ref=day.session.ref),
                due=local(day.starts_at),
                is_on=True,
            )
    for certificate in upcoming.new_certificates(member, at - FRESH):
        yield Line(
            text=_("Your certificate is ready: %(title)s")
            % {"title": certificate.title},
            url=to(member, "programs:my_certificates"),
            minutes=1,
        )


def _to_lead(member: Membership, at: datetime) -> Iterator[Line]:
    for session in teaching.owed_accounts(member, at):
        yield Line(
            text=_("Tell how “%(session)s” went") % {"session": session.title},
            url=to(member, "programs:fidelity_record", ref=session.ref),
            due=local(session.ends_at + timedelta(days=teaching.ACCOUNT_DAYS)),  # type: ignore[attr-defined]
            minutes=2,
        )
    seen = set()
    for day in teaching.next_days(member, at, at + AHEAD):
        if day.session_id not in seen:
            seen.add(day.session_id)
            yield Line(
                text=_("Prepare “%(session)s” with %(cohort)s")
                % {"session": day.session.title, "cohort": day.session.cohort.title},
                url=to(member, "programs:my_cohorts"),
                due=local(day.starts_at),
                is_on=True,
            )


def _to_run(member: Membership, at: datetime) -> Iterator[Line]:
    organization = member.organization
    day = today(organization.time_zone)
    waiting = enquiries.enquiries_to_follow(organization, day).count()
    if waiting:
        words = ngettext(
            "Follow up %(n)d enquiry", "Follow up %(n)d enquiries", waiting
        )
        yield Line(
            text=words % {"n": waiting},
            url=to(member, "programs:enquiry_list"),
            due=day,
        )
    cohorts = health.cohorts_to_watch(organization, {"state": "running"})
    soon = teaching.beginning(cohorts, at, at + AHEAD)
    alone = len(needing_a_lead(soon, at))
    if alone:
        words = ngettext(
            "Find a lead for %(n)d session that begins soon",
            "Find leads for %(n)d sessions that begin soon",
            alone,
        )
        sessions = to(member, "programs:session_list")
        yield Line(text=words % {"n": alone}, url=f"{sessions}?lead=needed")

"""Reading how sessions were led, against what was planned."""

from django.db.models import Prefetch, QuerySet

from headship.orgs.models import Membership
from headship.programs.models import (
    Block,
    Cohort,
    FidelityCheck,
    FidelityLine,
    Session,
    SessionFacilitator,
)


def blocks_of(session: Session) -> list[Block]:
    """Return the blocks that a session was planned with; none if it was not."""
    if session.program_session_id is None:
        return []
    return list(Block.objects.filter(session=session.program_session_id))


def own_assignment(member: Membership, session: Session) -> SessionFacilitator | None:
    """Return what the member does in a session, if anything."""
    found: SessionFacilitator | None = (
        SessionFacilitator.objects.select_related("facilitator__member", "session")
        .filter(session=session, facilitator__member=member)
        .first()
    )
    return found


def assignments(session: Session) -> QuerySet[SessionFacilitator]:
    """Return who leads, helps and watches."""
    found = SessionFacilitator.objects.filter(session=session)
    return found.select_related("facilitator__member").order_by("pk")


def checks_of(session: Session) -> list[FidelityCheck]:
    """Return the accounts of a session with their lines, the lead's first."""
    found = list(_checks().filter(session=session))
    return sorted(found, key=lambda it: (not it.is_leads, it.pk))


def checks_in(cohort: Cohort) -> list[FidelityCheck]:
    """Return all accounts of a cohort's sessions, by session, the lead's first."""
    found = list(_checks().filter(session__cohort=cohort).select_related("session"))
    return sorted(found, key=lambda it: (it.session.number, not it.is_leads, it.pk))


def _checks() -> QuerySet[FidelityCheck]:
    lines = FidelityLine.objects.order_by("position")
    return FidelityCheck.objects.select_related(
        "facilitator__member", "session__cohort"
    ).prefetch_related(Prefetch("lines", queryset=lines))

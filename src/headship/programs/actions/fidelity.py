"""Recording whether a session was led as it was planned."""

from dataclasses import dataclass

from django.db import transaction

from headship.core import audit
from headship.core.clock import now
from headship.orgs.models import Membership
from headship.programs.events import Event
from headship.programs.models import FidelityCheck, FidelityLine, SessionFacilitator
from headship.programs.policies import fidelity as policies


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """How one block went, in the order of the plan."""

    outcome: str
    minutes: int
    note: str = ""


@transaction.atomic
def record_fidelity(
    *,
    assignment: SessionFacilitator,
    accounts: list[Account],
    remarks: str,
    by: Membership,
) -> FidelityCheck:
    """Store one facilitator's account of a session, in place of an earlier one."""
    session = assignment.session
    blocks = policies.check_can_record(session, assignment, len(accounts))
    check, _created = FidelityCheck.objects.update_or_create(
        session=session,
        facilitator=assignment.facilitator,
        defaults={
            "part": assignment.part,
            "remarks": remarks.strip(),
            "recorded_at": now(),
        },
    )
    check.lines.all().delete()
    FidelityLine.objects.bulk_create(
        FidelityLine(
            account=check,
            position=position,
            title=block.title,
            planned_minutes=block.minutes,
            outcome=told.outcome,
            minutes=told.minutes,
            note=told.note,
        )
        for position, (block, told) in enumerate(zip(blocks, accounts, strict=True), 1)
    )
    audit.record(Event.FIDELITY_RECORDED, subject=check, by=by)
    return check

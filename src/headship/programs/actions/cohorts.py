"""Planning cohorts and agreeing with districts."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from headship.core import audit
from headship.core.clock import now
from headship.orgs.models import Membership, Organization
from headship.programs.access import at_provider
from headship.programs.actions.seats import fill_seats, lock
from headship.programs.events import Event
from headship.programs.models import Cohort, CohortDistrict, Program
from headship.programs.policies import cohorts as policies
from headship.programs.policies.programs import check_is_offered
from headship.programs.queries.scopes import rate_card

State = Cohort.State


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortPlan:
    """What a manager decides about a cohort."""

    title: str
    capacity: int
    starts_on: date
    ends_on: date
    time_zone: str = ""
    budget_cents: int | None = None
    currency: str = ""


@transaction.atomic
def plan_cohort(*, program: Program, plan: CohortPlan, by: Membership) -> Cohort:
    """Plan a cohort of an offered program."""
    check_is_offered(program)
    policies.check_dates(plan.starts_on, plan.ends_on)
    currency = rate_card(by.organization).currency
    cohort = Cohort(organization=by.organization, program=program, currency=currency)
    _write(cohort, plan)
    cohort.save()
    audit.record(Event.COHORT_PLANNED, subject=cohort, by=by)
    return cohort


@transaction.atomic
def change_cohort(*, cohort: Cohort, plan: CohortPlan, by: Membership) -> Cohort:
    """Change a cohort; more seats go to the waiting list at once."""
    held = lock(cohort)  # Nobody takes a seat or books a room while it is counted.
    policies.check_is_not_over(held)
    policies.check_dates(plan.starts_on, plan.ends_on)
    policies.check_capacity(held, plan.capacity)
    cohort.save(update_fields=_write(cohort, plan))
    audit.record(Event.COHORT_CHANGED, subject=cohort, by=by)
    fill_seats(cohort)
    return cohort


def _write(cohort: Cohort, plan: CohortPlan) -> list[str]:
    currency = plan.currency or cohort.currency
    names = list(plan.__dataclass_fields__)
    for name in names:
        setattr(cohort, name, getattr(plan, name))
    cohort.currency = currency
    cohort.time_zone = plan.time_zone or cohort.organization.time_zone
    return names


@transaction.atomic
def open_cohort(*, cohort: Cohort, by: Membership) -> Cohort:
    """Let people be invited and apply."""
    policies.check_can_open(cohort)
    return _set_state(cohort, State.OPEN, Event.COHORT_OPENED, by)


@transaction.atomic
def start_cohort(*, cohort: Cohort, by: Membership) -> Cohort:
    """Begin; free seats can still be filled."""
    policies.check_can_start(cohort)
    return _set_state(cohort, State.RUNNING, Event.COHORT_STARTED, by)


@transaction.atomic
def finish_cohort(*, cohort: Cohort, by: Membership) -> Cohort:
    """Close a cohort; its record stays as it is."""
    policies.check_can_finish(cohort)
    return _set_state(cohort, State.FINISHED, Event.COHORT_FINISHED, by)


@transaction.atomic
def cancel_cohort(*, cohort: Cohort, by: Membership) -> Cohort:
    """Call a cohort off; its scheduled sessions must be cancelled before."""
    policies.check_can_cancel(cohort)
    return _set_state(cohort, State.CANCELLED, Event.COHORT_CANCELLED, by)


def _set_state(cohort: Cohort, state: str, event: Event, by: Membership) -> Cohort:
    cohort.state = state
    cohort.save(update_fields=["state"])
    audit.record(event, subject=cohort, by=by)
    return cohort


@transaction.atomic
def invite_district(
    *, cohort: Cohort, district: Organization, by: Membership
) -> CohortDistrict:
    """Ask a district to send people to a cohort."""
    policies.check_can_invite_district(cohort, district)
    part = CohortDistrict.objects.create(cohort=cohort, district=district)
    audit.record(
        Event.DISTRICT_INVITED,
        subject=cohort,
        by=by,
        details={"district": str(district)},
    )
    return part


@transaction.atomic
def remove_district(*, part: CohortDistrict, by: Membership) -> None:
    """Take a district, none of whose people take part, out of a cohort."""
    policies.check_can_remove_district(part)
    details = {"district": str(part)}
    audit.record(Event.DISTRICT_REMOVED, subject=part.cohort, by=by, details=details)
    part.delete()


@transaction.atomic
def agree(*, part: CohortDistrict, by: Membership) -> CohortDistrict:
    """Agree, for the district of ``by``, to send people to a cohort."""
    return _decide(part, CohortDistrict.State.AGREED, Event.DISTRICT_AGREED, by)


@transaction.atomic
def decline_district(*, part: CohortDistrict, by: Membership) -> CohortDistrict:
    """Decline, for the district of ``by``, to send people to a cohort."""
    return _decide(part, CohortDistrict.State.DECLINED, Event.DISTRICT_DECLINED, by)


def _decide(
    part: CohortDistrict, state: str, event: Event, by: Membership
) -> CohortDistrict:
    with at_provider(part.cohort):
        policies.check_can_decide(part, by.organization)
    part.state, part.agreed_by, part.decided_at = state, by, now()
    part.save(update_fields=["state", "agreed_by", "decided_at"])
    audit.record(event, subject=part.cohort, by=by)
    return part

"""Who leads what lies ahead, read in three queries however many sessions there are."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import FilteredRelation, Q, QuerySet

from headship.programs.models import (
    Facilitator,
    Session,
    SessionDay,
    SessionFacilitator,
)
from headship.programs.queries.facilitators import with_ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """A session's days that are not over, who leads, and what they must know."""

    session: int
    lead: Facilitator | None
    areas: tuple[str, ...]
    days: tuple[date, ...]


def leads_ahead(sessions: QuerySet[Session], at: datetime) -> list[Ahead]:
    """Return who leads those of some sessions that are not over, soonest first."""
    rows = (
        SessionDay.objects.filter(
            session__in=sessions.order_by().values("pk"),
            session__state=Session.State.SCHEDULED,
            ends_at__gt=at,
        )
        .annotate(
            lead_part=FilteredRelation(
                "session__facilitators",
                condition=Q(session__facilitators__part=SessionFacilitator.Part.LEAD),
            )
        )
        .order_by("starts_at", "pk")
        .values_list(
            "session",
            "lead_part__facilitator",
            "session__program_session__areas",
            "venue__time_zone",
            "session__cohort__time_zone",
            "starts_at",
        )
    )
    days: dict[int, list[date]] = defaultdict(list)
    led: dict[int, tuple[int | None, tuple[str, ...]]] = {}
    for session, lead, areas, venue_zone, zone, starts_at in rows:
        led[session] = lead, tuple(areas or ())
        days[session].append(starts_at.astimezone(ZoneInfo(venue_zone or zone)).date())
    keys = {lead for lead, _areas in led.values() if lead}
    leads = {it.pk: it for it in with_ledger(Facilitator.objects.filter(pk__in=keys))}
    return [
        Ahead(
            session=session,
            lead=leads[lead] if lead else None,
            areas=areas,
            days=tuple(days[session]),
        )
        for session, (lead, areas) in led.items()
    ]

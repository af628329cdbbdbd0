"""Who runs programs for the provider: qualified, with rates and a place to meet."""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from headship.core import clock
from headship.demo.people import Provider
from headship.orgs.models import Membership
from headship.programs.actions import facilitators, scopes, sessions
from headship.programs.models import Area, Facilitator, Qualification, Venue
from headship.programs.options.problem import Rates

LedgerLine = Qualification.Kind
ZONE = "America/Chicago"
RATES = Rates(
    facilitator_day=160_000,
    co_facilitator_day=110_000,
    preparation_day=45_000,
    trip=38_000,
    travel_day=21_000,
    participant_travel_day=2_800,
    venue_day=60_000,
    online_day=9_000,
    materials_person=3_500,
    coaching_hour=14_000,
    people_per_facilitator=30,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """Who acts for the provider, and the generator behind all chance."""

    manager: Membership
    lead: Facilitator
    second: Facilitator
    trainee: Facilitator
    venue: Venue
    rng: np.random.Generator


def build_crew(provider: Provider, rng: np.random.Generator) -> Crew:
    by = provider.manager
    scopes.save_rates(rates=RATES, currency="USD", by=by)
    lead, second, trainee = (
        facilitators.add_facilitator(member=member, by=by)
        for member in provider.facilitators
    )
    _qualify(lead, by, years=4, areas=list(Area), outside="Prof. Edna Lowe")
    _qualify(second, by, years=1, areas=[Area.OVERVIEW, Area.CHANGE], observer=lead)
    facilitators.set_mentor(facilitator=trainee, mentor=lead, by=by)
    venue = sessions.add_venue(
        text=sessions.VenueText(
            name="Lakeshore Leadership Center",
            kind="central",
            time_zone=ZONE,
            room="Harbor room",
            address="14 Pier Road, Lake City, TX",
            capacity=32,
        ),
        by=by,
    )
    return Crew(
        manager=by, lead=lead, second=second, trainee=trainee, venue=venue, rng=rng
    )


def _qualify(
    facilitator: Facilitator,
    by: Membership,
    *,
    years: int,
    areas: list[Area],
    observer: Facilitator | None = None,
    outside: str = "",
) -> None:
    day = clock.today(ZONE) - timedelta(days=365 * years - 300)
    lines = [
        facilitators.QualificationText(kind=LedgerLine.TRAINING, on=day),
        facilitators.QualificationText(
            kind=LedgerLine.PRACTICE_TEACHING,
            on=day + timedelta(days=30),
            observer=observer,
            outside=outside,
        ),
        *(
            facilitators.QualificationText(
                kind=LedgerLine.CONTENT_AREA,
                content=area,
                on=day + timedelta(days=40),
                expires_on=clock.today(ZONE) + timedelta(days=600),
            )
            for area in areas
        ),
    ]
    for line in lines:
        facilitators.add_qualification(facilitator=facilitator, text=line, by=by)

"""A consortium made by actions: Northland runs Year One for Riverside and Hillside."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from headship.core.clock import now, today
from headship.orgs.models import Role
from headship.programs.actions import cohorts, facilitators, participants, programs
from headship.programs.actions import sessions as session_actions
from headship.programs.actions.cohorts import CohortPlan
from headship.programs.actions.facilitators import QualificationText
from headship.programs.actions.sessions import DayPlan, SessionPlan, VenueText
from headship.programs.models import Area
from headship.programs.shelf import Shape
from tests.factories import make_member, make_organization, make_person

ZONE = "America/Chicago"
LONG_AGO = date(2024, 1, 15)


def make_provider(name="Northland"):
    """Return the program manager of a provider."""
    provider = make_organization(name, kind="provider")
    return make_member(provider, "Manager", Role.MANAGER)


def make_program(by, template="year_one", **shape):
    """Return an offered program from a template."""
    wanted = Shape(**{"sessions": 4, "days": 1, **shape})
    program = programs.start_program(template_key=template, shape=wanted, by=by)
    return programs.offer_program(program=program, by=by)


def plan(title="North cohort", capacity=20, **fields):
    start = today(ZONE) + timedelta(days=7)
    fields = {"starts_on": start, "ends_on": start + timedelta(days=300), **fields}
    return CohortPlan(title=title, capacity=capacity, **fields)


def make_cohort(by, program=None, **fields):
    """Return a cohort that is open for enrollment."""
    cohort = cohorts.plan_cohort(
        program=program or make_program(by), plan=plan(**fields), by=by
    )
    return cohorts.open_cohort(cohort=cohort, by=by)


def join(cohort, leader, by):
    """Let a district agree to a cohort through its administrator."""
    part = cohorts.invite_district(cohort=cohort, district=leader.organization, by=by)
    return cohorts.agree(part=part, by=leader)


def invite(cohort, member, by, leader_role="principal"):
    return participants.invite_participant(
        cohort=cohort, member=member, leader_role=leader_role, by=by
    )


def enroll(cohort, member, by):
    """Invite a person, who accepts."""
    place = invite(cohort, member, by)
    return participants.accept_invitation(participant=place, by=member)


def make_facilitator(by, name="Fay", areas=tuple(Area.values), **line):
    """Return a facilitator with training, observed teaching and content areas."""
    member = make_person(by.organization, name, Role.FACILITATOR)
    return qualify(
        facilitators.add_facilitator(member=member, by=by), by, areas, **line
    )


def qualify(facilitator, by, areas=tuple(Area.values), observer=None, **line):
    """Write the lines of the gate into a ledger."""
    lines = [
        QualificationText(kind="training", on=LONG_AGO, **line),
        QualificationText(
            kind="practice_teaching",
            on=LONG_AGO,
            observer=observer or experienced(facilitator),
            outside="" if observer or experienced(facilitator) else "Pat Founder",
            **line,
        ),
        *(
            QualificationText(kind="content_area", content=area, on=LONG_AGO, **line)
            for area in areas
        ),
    ]
    for text in lines:
        facilitators.add_qualification(facilitator=facilitator, text=text, by=by)
    return facilitator


def experienced(facilitator):
    from headship.programs.policies.facilitators import (  # noqa: PLC0415 -- needs the apps
        experienced as known,
    )

    return next(iter(known(facilitator.organization, LONG_AGO)), None)


def make_venue(by, name="Learning Center", **fields):
    fields = {"kind": "central", "time_zone": ZONE, "capacity": 40, **fields}
    return session_actions.add_venue(text=VenueText(name=name, **fields), by=by)


def day_plan(days_ahead=14, start=9, end=16, venue=None, zone=ZONE):
    """Return one day so many days ahead, in the hours of a place."""
    day = (now() + timedelta(days=days_ahead)).astimezone(ZoneInfo(zone)).date()
    first = datetime(day.year, day.month, day.day, start, tzinfo=ZoneInfo(zone))
    last = datetime(day.year, day.month, day.day, end, tzinfo=ZoneInfo(zone))
    return DayPlan(starts_at=first, ends_at=last, venue=venue)


def session_plan(*days, **fields):
    fields = {"title": "Overview", "mode": "central", **fields}
    return SessionPlan(days=days or (day_plan(),), **fields)


def schedule(cohort, by, *days, **fields):
    """Return a scheduled session of a cohort."""
    return session_actions.schedule_session(
        cohort=cohort, plan=session_plan(*days, **fields), by=by
    )

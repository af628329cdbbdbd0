"""Programs, cohorts, people and sessions: the least that is valid, by keyword.

Riverside is the provider and Hillside a district of its consortium, unless said
otherwise.
"""

from datetime import timedelta
from decimal import Decimal
from itertools import count

from headship.core.clock import now, today
from headship.orgs.models import Role
from headship.programs.models import (
    Attendance,
    Block,
    Cohort,
    CohortDistrict,
    Facilitator,
    Participant,
    Program,
    ProgramSession,
    Session,
    SessionDay,
    SessionFacilitator,
)
from tests.factories import make_person

_numbers = count(1)


def make_program(organization, sessions=2, blocks=3):
    """Return an offered program with planned sessions of as many blocks."""
    program = Program.objects.create(
        organization=organization, title="Year One", state=Program.State.OFFERED
    )
    for position in range(1, sessions + 1):
        planned = ProgramSession.objects.create(
            program=program, position=position, title=f"Session {position}"
        )
        Block.objects.bulk_create(
            Block(session=planned, position=it, title=f"Block {it}", minutes=60)
            for it in range(1, blocks + 1)
        )
    return program


def make_cohort(organization, program=None, districts=(), **fields):
    """Return a running cohort to which the districts have agreed."""
    fields = {
        "title": f"Cohort {next(_numbers)}",
        "capacity": 40,
        "time_zone": organization.time_zone,
        "starts_on": today() - timedelta(days=90),
        "ends_on": today() + timedelta(days=200),
        "state": Cohort.State.RUNNING,
    } | fields
    program = program or make_program(organization)
    cohort = Cohort.objects.create(organization=organization, program=program, **fields)
    for district in districts:
        CohortDistrict.objects.create(
            cohort=cohort, district=district, state="agreed", decided_at=now()
        )
    return cohort


def enroll(cohort, member, **fields):
    """Return a member's place in a cohort."""
    fields = {"leader_role": "principal", "state": "enrolled"} | fields
    return Participant.objects.create(
        cohort=cohort,
        organization=member.organization,
        member=member,
        state_changed_at=now(),
        **fields,
    )


def enroll_people(cohort, organization, how_many):
    """Return places of new people whose names occur nowhere else."""
    people = [
        make_person(organization, f"Learner{next(_numbers)}", Role.LEADER)
        for _ in range(how_many)
    ]
    return [enroll(cohort, person) for person in people]


def make_session(cohort, days_ago=1, days=1, **fields):
    """Return a session that began some days ago; negative days lie ahead."""
    number = cohort.sessions.count() + 1
    planned = cohort.program.sessions.filter(position=number).first()
    fields = {
        "number": number,
        "title": f"Meeting {number}",
        "mode": "central",
        "program_session": planned,
    } | fields
    session = Session.objects.create(cohort=cohort, **fields)
    first = now() - timedelta(days=days_ago)
    for place in range(days):
        start = first + timedelta(days=place)
        SessionDay.objects.create(
            session=session, starts_at=start, ends_at=start + timedelta(hours=6)
        )
    return session


def make_facilitator(member):
    """Return a member's ledger in their own organization."""
    found, _created = Facilitator.objects.get_or_create(
        organization=member.organization, member=member
    )
    return found


def assign(session, member, part="lead"):
    """Return what a member does in a session."""
    return SessionFacilitator.objects.create(
        session=session, facilitator=make_facilitator(member), part=part
    )


def attend(place, session, hours="6"):
    """Return a person's hours on the first day of a session."""
    return Attendance.objects.create(
        day=session.days.first(),
        participant=place,
        hours=Decimal(hours),
        method=Attendance.Method.ROSTER,
        recorded_at=now(),
    )

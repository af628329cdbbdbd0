"""Five hundred people check in at one door within a minute.

Each scans the code of the moment; half of them scan twice, and the facilitator ticks
a tenth of them in the roster meanwhile. Nobody may be lost, nobody counted twice.
``python -m benchmarks.web.programs_checkins`` measures the same on SQLite and prints
the figures as JSON, since a process knows one database only.
"""

import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from datetime import timedelta

from django_scopes import scope, scopes_disabled

from benchmarks.web.load import Request, run
from benchmarks.web.site import Site, served

PEOPLE = 500
CLIENTS = 16
ALLOWED_SECONDS = 60


def figures(site: Site) -> dict[str, float]:
    """Measure on the running PostgreSQL, and on SQLite in a process of its own."""
    found = at_one_door(site)
    again = subprocess.run(
        [sys.executable, "-m", "benchmarks.web.programs_checkins"],
        check=True,
        capture_output=True,
        text=True,
    )
    other = json.loads(again.stdout.splitlines()[-1])
    return {
        "programs.checkins_wrong": found["wrong"] + other["wrong"],
        "programs.checkins_per_s": found["per_s"],
        "programs.checkins_p95_ms": found["p95_ms"],
        "programs.checkins_sqlite_per_s": other["per_s"],
        "programs.checkins_sqlite_p95_ms": other["p95_ms"],
    }


def at_one_door(site: Site) -> dict[str, float]:
    """Send everyone through one door; return what went wrong and how fast it was."""
    from headship.programs.models import Attendance  # noqa: PLC0415 -- needs settings

    door, places, ticker = _stage()
    cookies = [_cookie(place) for place in places]
    twice = cookies + random.Random(1).sample(cookies, PEOPLE // 2)  # noqa: S311
    random.Random(2).shuffle(twice)  # noqa: S311 -- an order, not a secret
    requests = (Request("/programs/door/", it, {"code": _code(door)}) for it in twice)
    ticking = threading.Thread(target=ticker)
    ticking.start()
    tally = run(
        site.port, requests, clients=CLIENTS, seconds=ALLOWED_SECONDS, expected=302
    )
    ticking.join()
    with scopes_disabled():
        rows = list(
            Attendance.objects.filter(day=door.day).values_list(
                "participant", flat=True
            )
        )
    lost = len({place.pk for place in places} - set(rows))
    return {
        "wrong": lost + len(rows) - len(set(rows)) + tally.wrong,
        "per_s": tally.per_second,
        "p95_ms": tally.p95_ms,
    }


def _code(door) -> str:
    from headship.core.clock import now  # noqa: PLC0415 -- needs settings
    from headship.programs import doors  # noqa: PLC0415 -- needs settings

    return doors.code_at(door.ref, door.tag, now())


def _cookie(place) -> dict[str, str]:
    """Give a person an account without a password, since hashing takes its time."""
    from benchmarks.web import data  # noqa: PLC0415 -- needs settings
    from headship.accounts.models import User  # noqa: PLC0415 -- the same

    user = User.objects.create_user(place.member.email, None)
    with scopes_disabled():
        place.member.user = user
        place.member.save(update_fields=["user"])
    return data.cookie_of(user)


def _stage():
    """Make a cohort of 500 from a district, a session now and its door."""
    from benchmarks.web import data  # noqa: PLC0415 -- needs settings
    from headship.core.clock import now, today  # noqa: PLC0415 -- needs settings
    from headship.orgs.models import Role  # noqa: PLC0415 -- the same
    from headship.programs.actions import attendance  # noqa: PLC0415 -- the same
    from headship.programs.models import (  # noqa: PLC0415 -- the same
        Cohort,
        Participant,
        Program,
        Session,
        SessionDay,
    )

    by = data.organization()
    district = data.organization().organization
    people = data.people(district, PEOPLE, Role.LEADER)
    with scope(organization=by.organization):
        program = Program.objects.create(organization=by.organization, title="Year One")
        cohort = Cohort.objects.create(
            organization=by.organization,
            program=program,
            title="Measured",
            capacity=PEOPLE,
            time_zone="America/Chicago",
            starts_on=today(),
            ends_on=today() + timedelta(days=9),
            state=Cohort.State.RUNNING,
        )
        places = Participant.objects.bulk_create(
            Participant(
                cohort=cohort,
                organization=district,
                member=person,
                leader_role="principal",
                state=Participant.State.ENROLLED,
                state_changed_at=now(),
            )
            for person in people
        )
        session = Session.objects.create(
            cohort=cohort, number=1, title="First", mode="central"
        )
        day = SessionDay.objects.create(
            session=session, starts_at=now(), ends_at=now() + timedelta(hours=6)
        )
        door = attendance.open_door(day=day, by=by)

    def tick():
        for place in places[:: PEOPLE // 50]:
            with scope(organization=by.organization):
                attendance.record_roster(
                    day=day,
                    ticks=[attendance.Tick(participant=place, hours=6)],
                    method="roster",
                    by=by,
                )
            time.sleep(0.05)

    return door, places, tick


if __name__ == "__main__":
    with (
        tempfile.TemporaryDirectory() as folder,
        served(f"sqlite:///{folder}/bench.sqlite3") as site,
    ):
        import django

        django.setup()
        print(json.dumps(at_one_door(site)))

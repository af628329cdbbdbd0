"""Five thousand certificates, issued by a worker that is killed half-way.

The first worker gets SIGKILL after a third; the batch is taken up again as
``headship run_due`` does it. Everyone must hold exactly one certificate in the end.
"""

import subprocess
import sys
import time
from datetime import timedelta

from django_scopes import scope, scopes_disabled

from benchmarks.web.site import Site

PEOPLE = 5000
PATIENCE = 1200  # Seconds until the measurement is given up.


def figures(_site: Site) -> dict[str, float]:
    """Return how many certificates are wrong, and how many a worker issues a second."""
    batch = _stage()
    first = _worker()
    _wait_for(1)  # Areas measured before may have left letters to send first.
    begin = time.perf_counter()
    _wait_for(PEOPLE // 3)
    first.kill()
    first.wait()
    worked = time.perf_counter() - begin
    issued_before = _count()
    _take_up_again(batch)
    second = _worker()
    _wait_for(issued_before + 1)
    begin = time.perf_counter()
    _wait_for(PEOPLE)
    worked += time.perf_counter() - begin
    _wait_until_done(batch)
    second.kill()
    second.wait()
    holders = _holders()
    wrong = PEOPLE - len(set(holders)) + len(holders) - len(set(holders))
    return {
        "programs.batch_wrong": wrong + (issued_before >= PEOPLE),
        "programs.batch_certificates_per_s": PEOPLE / worked,
    }


def _worker() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "headship", "worker"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _take_up_again(batch) -> None:
    """Do what ``run_due`` does once the worker has been silent for long enough."""
    from headship.programs.actions import (  # noqa: PLC0415 -- needs settings
        certificate_batches,
    )
    from headship.programs.queries.certificates import (  # noqa: PLC0415 -- the same
        SILENT_AFTER,
    )

    with scopes_disabled():
        batch.refresh_from_db()
        batch.beat_at -= SILENT_AFTER + timedelta(minutes=1)
        batch.save(update_fields=["beat_at"])
        if certificate_batches.resume_silent_batches() != 1:
            raise RuntimeError("The batch was not taken up again.")


def _holders() -> list[int]:
    from headship.programs.models import Certificate  # noqa: PLC0415 -- needs settings

    with scopes_disabled():
        return list(Certificate.objects.valid().values_list("participant", flat=True))


def _count() -> int:
    from headship.programs.models import Certificate  # noqa: PLC0415 -- needs settings

    with scopes_disabled():
        return Certificate.objects.count()


def _wait_for(count: int) -> None:
    for _second in range(PATIENCE):
        if _count() >= count:
            return
        time.sleep(1)
    raise RuntimeError(f"Only {_count()} of {count} certificates were issued.")


def _wait_until_done(batch) -> None:
    for _second in range(60):
        with scopes_disabled():
            batch.refresh_from_db()
        if batch.state == "done":
            return
        time.sleep(1)
    raise RuntimeError(f"The batch is {batch.state}.")


def _stage():
    """Let 5,000 people attend one session, and ask for their certificates."""
    from benchmarks.web import data  # noqa: PLC0415 -- needs settings
    from headship.core.clock import now, today  # noqa: PLC0415 -- the same
    from headship.orgs.models import Role  # noqa: PLC0415 -- the same
    from headship.programs.actions import (  # noqa: PLC0415 -- the same
        certificate_batches,
    )
    from headship.programs.models import (  # noqa: PLC0415 -- the same
        Attendance,
        Cohort,
        Participant,
        Program,
        Session,
        SessionDay,
    )

    by = data.organization()
    people = data.people(by.organization, PEOPLE, Role.LEADER)
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
        session = Session.objects.create(
            cohort=cohort, number=1, title="First", mode="central"
        )
        day = SessionDay.objects.create(
            session=session, starts_at=now(), ends_at=now() + timedelta(hours=6)
        )
        seats = Participant.objects.bulk_create(
            Participant(
                cohort=cohort,
                organization=by.organization,
                member=person,
                leader_role="principal",
                state=Participant.State.ENROLLED,
                state_changed_at=now(),
            )
            for person in people
        )
        Attendance.objects.bulk_create(
            Attendance(
                day=day, participant=it, hours=6, method="roster", recorded_at=now()
            )
            for it in seats
        )
        return certificate_batches.start_batch(cohort=cohort, session=session, by=by)


if __name__ == "__main__":
    from benchmarks.web.site import running_site

    with running_site() as running:
        print(figures(running))

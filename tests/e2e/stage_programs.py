"""States of programs that the demonstration lacks, made by actions."""

from headship.orgs.models import Membership
from headship.programs.actions import attendance, calendar, certificate_batches, hours
from headship.programs.actions.certificates import issue_certificate
from headship.programs.hour_columns import GENERIC
from headship.programs.models import Attendance, Certificate, Cohort, SessionDay


def records():
    """Open a door, issue certificates and keep a layout; return the references."""
    dora = Membership.objects.select_related("organization", "user").get(
        organization__slug="lakeshore", role="manager"
    )
    cohort = Cohort.objects.select_related("organization", "program").get(
        organization=dora.organization
    )
    days = SessionDay.objects.select_related("session__cohort__program", "venue")
    there = Attendance.objects.select_related("participant").filter(
        participant__member__email="ana.ruiz@riverside.example", hours__gt=0
    )
    kept = there.order_by("day__starts_at").last()
    day = days.get(pk=kept.day_id)
    attendance.open_door(day=day, by=dora)
    ana = kept.participant.member
    calendar.make_feed_key(by=ana)
    if not Certificate.objects.filter(
        participant=kept.participant, session=day.session
    ).exists():
        issue_certificate(participant=kept.participant, session=day.session, by=dora)
    held = Certificate.objects.get(participant=kept.participant, session=day.session)
    batch = certificate_batches.start_batch(cohort=cohort, session=day.session, by=dora)
    layout = hours.save_layout(layout=None, name="Texas", columns=GENERIC, by=dora)
    return {
        "cohort": cohort.ref,
        "session_day": day.ref,
        "own_attendance": kept.ref,
        "certificate": held.ref,
        "certificate_batch": batch.ref,
        "hours_layout": layout.ref,
    }

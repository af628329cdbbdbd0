"""Reading which sessions are asked about, and what they reached; never answers."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet

from headship.core.clock import now
from headship.orgs.models import Membership
from headship.programs.access import TAKES_PART
from headship.programs.models import (
    Attendance,
    Cohort,
    LevelFigure,
    Participant,
    Session,
    SessionFeedback,
)
from headship.surveys.models import Survey
from headship.surveys.queries import not_asked

# After the last day, for those who were called away; then memory fades.
FEEDBACK_DAYS = 10
REMIND_BEFORE = timedelta(days=3)


def feedback_on(session: Session) -> SessionFeedback | None:
    """Return the survey on a session, if it has been opened."""
    found: SessionFeedback | None = (
        SessionFeedback.objects.select_related(
            "survey__organization", "session__cohort__organization", "previous"
        )
        .filter(session=session)
        .first()
    )
    return found


def levels_of(session: Session) -> dict[str, LevelFigure]:
    """Return what a session reached, by level, whichever survey asked."""
    return {it.level: it for it in LevelFigure.objects.filter(session=session)}


def sessions_with_levels(cohort: Cohort) -> QuerySet[Session]:
    """Return a cohort's sessions with their figures and surveys, by number."""
    found = Session.objects.filter(cohort=cohort).exclude(state=Session.State.CANCELLED)
    return (
        found.select_related("feedback__survey", "asked_about_later__survey")
        .prefetch_related("levels", "days")
        .order_by("number", "pk")
    )


def people_to_ask(session: Session) -> list[Membership]:
    """Return who takes part in a session, or makes it up there, each address once.

    Crosses the wall with names, addresses and languages, to the messages that invite
    to the survey and to no page.
    """
    return _people(_places(session))


def latecomers(feedback: SessionFeedback) -> list[Membership]:
    """Return who came to a session after others were asked of it, and was not asked.

    Once the session is over, only who was recorded as present: whoever joins then has
    seen nothing of it. Crosses the wall as ``people_to_ask`` does.
    """
    session = feedback.session
    places = _places(session)
    last = session.days.last()
    if last is None or last.ends_at <= now():
        there = Attendance.objects.filter(day__session=session, hours__gt=0)
        places = places.filter(pk__in=there.values("participant"))
    return not_asked(feedback.survey.subjects.get(), _people(places))


def _places(session: Session) -> QuerySet[Participant]:
    return Participant.objects.filter(
        Q(cohort=session.cohort_id) | Q(make_ups__session=session),
        state__in=TAKES_PART,
        member__status=Membership.Status.ACTIVE,
    )


def _people(places: QuerySet[Participant]) -> list[Membership]:
    found = places.select_related("member__organization").order_by("pk")
    # A person may be a member of two organizations with one address.
    return list(
        {
            it.member.email.lower() or str(it.member.ref): it.member for it in found
        }.values()
    )


def highest_minimum(cohort: Cohort, people: Iterable[Membership]) -> int:
    """Return the largest group size that any organization of those asked promises.

    Crosses the wall with one number: a district's promise holds for its people here,
    those of another cohort who make a session up among them.
    """
    promised = [it.organization.minimum_group for it in people]
    return max(cohort.organization.minimum_group, *promised)


def session_before(session: Session) -> Session | None:
    """Return the cohort's session that began last before this one, if not asked yet."""
    begun = Session.objects.annotate(starts_at=Min("days__starts_at"))
    start = begun.filter(pk=session.pk).values_list("starts_at", flat=True).first()
    found: Session | None = (
        begun.filter(
            cohort=session.cohort_id, starts_at__lt=start, asked_about_later=None
        )
        .exclude(state=Session.State.CANCELLED)
        .exclude(pk=session.pk)
        .order_by("-starts_at")
        .first()
    )
    return found


def session_after(session: Session) -> Session | None:
    """Return the cohort's next session that is not cancelled."""
    begun = Session.objects.annotate(starts_at=Min("days__starts_at"))
    start = begun.filter(pk=session.pk).values_list("starts_at", flat=True).first()
    found: Session | None = (
        begun.filter(cohort=session.cohort_id, starts_at__gt=start)
        .exclude(state=Session.State.CANCELLED)
        .order_by("starts_at")
        .first()
    )
    return found


def due_to_open(at: datetime) -> QuerySet[Session]:
    """Return sessions that have begun, not long ago, and are not asked about yet."""
    people = Participant.objects.filter(cohort=OuterRef("cohort"), state__in=TAKES_PART)
    return (
        Session.objects.annotate(
            starts_at=Min("days__starts_at"), ends_at=Max("days__ends_at")
        )
        .filter(
            Exists(people),
            feedback=None,
            starts_at__lte=at,
            ends_at__gt=at - timedelta(days=FEEDBACK_DAYS),
        )
        .exclude(state=Session.State.CANCELLED)
        .select_related("cohort__organization")
        .order_by("starts_at", "pk")
    )


def due_to_close(at: datetime) -> QuerySet[SessionFeedback]:
    """Return surveys on sessions whose last moment has passed."""
    return _open().filter(survey__closes_at__lte=at)


def due_to_remind(at: datetime) -> QuerySet[SessionFeedback]:
    """Return surveys that close soon and of which nobody has been reminded."""
    return _open().filter(
        survey__closes_at__gt=at,
        survey__closes_at__lte=at + REMIND_BEFORE,
        survey__reminded_at=None,
    )


def open_at(at: datetime) -> QuerySet[SessionFeedback]:
    """Return surveys that can be answered at a moment."""
    return _open().filter(survey__closes_at__gt=at)


def _open() -> QuerySet[SessionFeedback]:
    return SessionFeedback.objects.filter(
        survey__state=Survey.State.OPEN
    ).select_related(
        "survey__organization", "session__cohort__organization", "previous"
    )

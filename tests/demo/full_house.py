"""The fullest data there is: the demonstration, what pages are looked at, and the rest.

Tables that neither fills get a row here, so that no holding is empty for everybody.
"""

from datetime import timedelta

from headship.core.clock import now, today
from headship.demo.build import build_demo
from headship.evidence.models import SavedSearch
from headship.feedback.models import Participant as Leader
from headship.feedback.models import ReportShare
from headship.orgs.models import Export, Membership, Organization
from headship.practice.models import Practice, PracticeFeedback, ReminderChoice
from headship.programs.models import (
    CompletionRule,
    Facilitator,
    FidelityCheck,
    FidelityLine,
    MakeUp,
    Participant,
    Qualification,
    Session,
    SessionFacilitator,
    Unavailable,
)
from headship.surveys.models import Draft, Invitation
from tests.e2e import stage


def build(capture_on_commit):
    """Fill every table; background work runs when ``stage`` is through."""
    build_demo()
    with capture_on_commit(execute=True):
        stage.stage()
    ana = Membership.objects.get(email="ana.ruiz@riverside.example")
    provider = Organization.objects.get(slug="lakeshore")
    own = Facilitator.objects.filter(organization=provider).first()
    _write_for(ana)
    _train(ana, provider)
    _go_elsewhere(ana, own)
    for organization in Organization.objects.all():
        Export.objects.create(
            organization=organization,
            state=Export.State.GONE,
            created_at=now(),
            beat_at=now(),
            finished_at=now(),
        )


def _write_for(ana):
    """Let Ana choose, share and be answered, and her coach save a search."""
    coach = Membership.objects.get(email="wes.tanaka@riverside.example")
    practice = Practice.objects.filter(member=ana).first()
    PracticeFeedback.objects.create(
        practice=practice, author=coach, text="Go on.", part="coach", given_at=now()
    )
    ReminderChoice.objects.create(member=ana)
    leader = Leader.objects.filter(member=ana).first()
    ReportShare.objects.create(participant=leader, member=coach, shared_at=now())
    SavedSearch.objects.create(user=coach.user, name="n", query="q=1", saved_at=now())
    asked = Invitation.objects.exclude(survey__organization=ana.organization)
    unanswered = asked.filter(has_answered=False, draft=None, member__isnull=False)
    at_home = unanswered.filter(member__organization=ana.organization).first()
    Draft.objects.create(invitation=at_home, answers=b"\x03", texts={})


def _train(ana, provider):
    """Let Ana learn to lead at the provider, with all that is written about it."""
    trainee = Facilitator.objects.create(
        organization=provider, member=ana, reach=Facilitator.Reach.TRAINEE
    )
    Qualification.objects.create(
        facilitator=trainee, kind="training", on=today(), note="Good start."
    )
    session = Session.objects.filter(cohort__organization=provider).first()
    SessionFacilitator.objects.create(
        session=session, facilitator=trainee, part="observer"
    )
    account = FidelityCheck.objects.create(
        session=session, facilitator=trainee, part="observer", recorded_at=now()
    )
    FidelityLine.objects.create(
        account=account,
        position=1,
        title="Opening",
        planned_minutes=30,
        outcome="done",
        minutes=30,
    )
    _be_away(trainee)


def _be_away(facilitator):
    Unavailable.objects.create(
        facilitator=facilitator, starts_at=now(), ends_at=now() + timedelta(days=1)
    )


def _go_elsewhere(ana, own):
    """Let Ana and somebody of the provider's own make a session up, with a rule."""
    place = Participant.objects.filter(member=ana).first()
    missed, made_up = Session.objects.filter(cohort__organization=own.organization)[:2]
    MakeUp.objects.create(
        participant=place, missed=missed, session=made_up, assigned_at=now()
    )
    CompletionRule.objects.create(cohort=missed.cohort)
    _be_away(own)

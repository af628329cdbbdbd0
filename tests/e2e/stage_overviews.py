"""A session just held, and enquiries and words in the states that pages show."""

from headship.orgs.models import Membership
from headship.programs.actions import enquiries, feedback
from headship.programs.models import Cohort, Enquiry, Participant, Session
from tests.programs import learning


def records():
    """Make them at Lakeshore; return the references."""
    members = Membership.objects.select_related("organization", "user")
    dora = members.get(organization__slug="lakeshore", role="manager")
    isaac = members.get(email="isaac.bell@lakeshore.example")
    ana = Participant.objects.select_related("cohort__organization").get(
        member__email="ana.ruiz@riverside.example", cohort__title__startswith="Lake"
    )
    held = Session.objects.get(cohort=ana.cohort, number=1)
    return {
        "own_place": ana.ref,
        "own_cohort": ana.cohort.ref,
        "read_session": held.ref,
        "recent_session": _recent(dora, isaac, ana.cohort).ref,
        "enquiry": Enquiry.objects.get(name="Abdi Noor").ref,
        "closed_enquiry": _closed(dora).ref,
    }


def _recent(dora, isaac, cohort: Cohort):
    """Hold a session yesterday of which nobody has told yet; its feedback is open."""
    planned = cohort.program.sessions.order_by("position").last()
    session = learning.make_session(
        cohort, days_ago=1, title="An extra day", program_session=planned
    )
    learning.assign(session, isaac)
    feedback.open_feedback(session=session, by=dora)
    return session


def _closed(dora):
    question = enquiries.Question(
        name="Uma Hill",
        message="Thanks, settled.",
        answer_by="phone",
        phone="5125550199",
    )
    made = enquiries.record_enquiry(question=question, came_by="phone", by=dora)
    plan = enquiries.FollowUp(state="closed", owner=dora, follow_up_on=None)
    return enquiries.follow_up(enquiry=made, plan=plan, by=dora)

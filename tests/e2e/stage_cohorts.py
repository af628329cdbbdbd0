"""Programs, cohorts and people in states that the demonstration lacks."""

from headship.core.clock import now
from headship.orgs.models import Membership, Role
from headship.programs.actions import cohorts, facilitators, participants, programs
from headship.programs.models import (
    Cohort,
    Facilitator,
    Participant,
    Program,
    Session,
    Venue,
)
from tests.factories import make_person
from tests.programs import consortium


def records():
    """Make them at Lakeshore for its manager and for Ana; return the references."""
    dora, maria = _member("lakeshore", "manager"), _member("riverside", "administrator")
    ana = Membership.objects.select_related("organization").get(
        email="ana.ruiz@riverside.example"
    )
    running = Cohort.objects.select_related("organization", "program").get(
        organization=dora.organization
    )
    place = Participant.objects.get(cohort=running, member=ana)
    return {
        **_designs(dora),
        **_people(dora, maria, ana),
        **_crew(dora),
        "running_cohort": running.ref,
        "seated": place.ref,
        "session_ahead": _ahead(running).ref,
        "venue": Venue.objects.filter(organization=dora.organization)[0].ref,
    }


def _member(slug, role):
    found = Membership.objects.select_related("organization", "user")
    return found.filter(organization__slug=slug, role=role, user__isnull=False)[0]


def _ahead(cohort):
    found = Session.objects.filter(cohort=cohort, state=Session.State.SCHEDULED)
    return found.exclude(days__starts_at__lte=now()).order_by("number")[0]


def _designs(dora):
    draft = programs.start_program(template_key="district", by=dora)
    offered = Program.objects.filter(organization=dora.organization, state="offered")
    planned = draft.sessions.first()
    return {
        "draft_program": draft.ref,
        "offered_program": offered[0].ref,
        "planned_session": planned.ref,
        "block": planned.blocks.first().ref,
    }


def _people(dora, maria, ana):
    """Return a cohort open for enrollment with an application and an invitation."""
    program = consortium.make_program(dora, "shared_leadership")
    cohort = consortium.make_cohort(dora, program, title="Teams, spring")
    consortium.join(cohort, maria, dora)
    person = make_person(maria.organization, "Applicant", Role.LEADER)
    applied = participants.apply(cohort=cohort, leader_role="aspiring", by=person)
    invited = consortium.invite(cohort, ana, dora)
    other = consortium.make_cohort(dora, program, title="Teams, fall")
    consortium.join(other, maria, dora)
    asked = cohorts.plan_cohort(program=program, plan=consortium.plan("Next"), by=dora)
    cohorts.invite_district(cohort=asked, district=maria.organization, by=dora)
    return {
        "open_cohort": cohort.ref,
        "application": applied.ref,
        "own_invitation": invited.ref,
        "cohort_to_join": other.ref,
        "asked_cohort": asked.ref,
    }


def _crew(dora):
    """Return a trainee who has passed the gate, and a ledger of the manager's own."""
    facilitators.add_facilitator(member=dora, by=dora)
    known = Facilitator.objects.filter(
        organization=dora.organization, reach="field", qualifications__isnull=False
    )[0]
    trainee = facilitators.add_facilitator(
        member=make_person(dora.organization, "Trainee", Role.FACILITATOR),
        reach="trainee",
        by=dora,
    )
    consortium.qualify(trainee, dora)
    return {
        "facilitator": known.ref,
        "trainee": trainee.ref,
        "qualification": known.qualifications.first().ref,
    }

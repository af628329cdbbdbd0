"""A provider with a cohort of two districts, half-way through Year One."""

from datetime import timedelta

import numpy as np
from django_scopes import scope

from headship.core import clock
from headship.demo.crew import ZONE, Crew, build_crew
from headship.demo.people import District, Provider
from headship.demo.sessions import DAYS, hold, plan_sessions, schedule
from headship.orgs.models import Membership
from headship.programs.actions import (
    certificates,
    cohorts,
    enquiries,
    participants,
    programs,
    testimonials,
)
from headship.programs.models import Cohort, Participant, Session
from headship.programs.shelf import Shape

SEED = 20261123
BEGAN = timedelta(days=130)
TWO_DAYS = Shape(sessions=4, days=2, weeks_between=8)
ROLES = ("principal", "assistant_principal", "teacher_leader", "aspiring")


def build_programs(provider: Provider, district: District, neighbor: District) -> None:
    """Run half a program through the product's own actions, with a past."""
    rng = np.random.default_rng(SEED)
    with scope(organization=provider.manager.organization):
        today = clock.today(ZONE)
        with clock.shifted(-BEGAN):
            crew = build_crew(provider, rng)
            cohort = _cohort(crew)
            _agree(cohort, (district, neighbor), crew.manager)
            people = _enroll(cohort, (district, neighbor), crew.manager)
            cohorts.start_cohort(cohort=cohort, by=crew.manager)
            found = [schedule(crew, cohort, *it) for it in plan_sessions(cohort, today)]
        for number, session in enumerate(found[:2]):
            hold(crew, session, people, number)
        _certify(crew, found[0], people[0])
        _voice(people[0], crew.manager)
        _ask(crew.manager)


def _cohort(crew: Crew) -> Cohort:
    by = crew.manager
    program = programs.start_program(template_key="year_one", by=by, shape=TWO_DAYS)
    programs.offer_program(program=program, by=by)
    first = clock.today(ZONE) + BEGAN + timedelta(days=DAYS[0] - 7)
    plan = cohorts.CohortPlan(
        title="Lake region, Year One",
        capacity=24,
        starts_on=first,
        ends_on=first + timedelta(days=230),
        time_zone=ZONE,
        budget_cents=3_200_000,
    )
    cohort = cohorts.plan_cohort(program=program, plan=plan, by=by)
    return cohorts.open_cohort(cohort=cohort, by=by)


def _agree(cohort: Cohort, districts: tuple[District, ...], by: Membership) -> None:
    for district in districts:
        own = district.administrator
        part = cohorts.invite_district(cohort=cohort, district=own.organization, by=by)
        cohorts.agree(part=part, by=own)


def _enroll(
    cohort: Cohort, districts: tuple[District, ...], by: Membership
) -> list[Participant]:
    """Invite leaders, who accept; the first is the demonstration's own principal."""
    people = []
    for district in districts:
        for number, leader in enumerate(district.leaders[:9]):
            place = participants.invite_participant(
                cohort=cohort,
                member=leader,
                leader_role=ROLES[number % len(ROLES)],
                by=by,
            )
            people.append(participants.accept_invitation(participant=place, by=leader))
    return people


def _certify(crew: Crew, session: Session, person: Participant) -> None:
    certificates.issue_certificate(participant=person, session=session, by=crew.manager)


def _voice(person: Participant, by: Membership) -> None:
    """Let one principal be quoted, as she agreed to."""
    offered = testimonials.offer_testimonial(
        participant=person,
        text="We came with eleven initiatives and went home with four. My teachers "
        "noticed before I said anything.",
        attribution=f"{person}, {person.get_leader_role_display()}",
        consent_text="I agree that Lakeshore Leadership Center publishes my words on "
        "its page, shown as I chose above.",
        by=person.member,
    )
    testimonials.publish_testimonial(testimonial=offered, by=by)


def _ask(by: Membership) -> None:
    """Leave two enquiries, one of them followed up."""
    for name, district, message, days in (
        (
            "Renee Walsh",
            "Pine Hollow Schools",
            "We are three small districts with eleven principals. Could you come to us?",
            6,
        ),
        (
            "Abdi Noor",
            "Eastgate Academy",
            "Do you run Year Two online, and what does it cost for one team?",
            1,
        ),
    ):
        with clock.shifted(timedelta(days=-days)):
            enquiry = enquiries.record_enquiry(
                question=enquiries.Question(
                    name=name,
                    district=district,
                    message=message,
                    answer_by="phone",
                    phone="512 555 0142",
                ),
                came_by="phone",
                by=by,
            )
        if days > 3:
            plan = enquiries.FollowUp(
                state="answered",
                owner=by,
                follow_up_on=clock.today(ZONE) + timedelta(days=4),
            )
            enquiries.follow_up(enquiry=enquiry, plan=plan, by=by)
            enquiries.note_enquiry(
                enquiry=enquiry,
                text="Called back. They want two sessions before the summer.",
                by=by,
            )

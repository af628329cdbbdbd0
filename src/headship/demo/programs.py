"""A provider with a cohort of two districts, half-way through Year One."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import numpy as np
from django_scopes import scope

from headship.core import clock
from headship.demo.people import District, Provider
from headship.orgs.models import Membership
from headship.practice import actions as practice
from headship.practice.models import Practice
from headship.programs.actions import (
    attendance,
    certificates,
    cohorts,
    enquiries,
    facilitators,
    feedback,
    fidelity,
    participants,
    programs,
    scopes,
    sessions,
    testimonials,
)
from headship.programs.actions import practice as tasks
from headship.programs.models import (
    Area,
    Block,
    Cohort,
    Facilitator,
    Participant,
    PracticeTask,
    ProgramSession,
    Qualification,
    Session,
    Venue,
)
from headship.programs.options.problem import Rates
from headship.programs.policies.sessions import DayPlan, SessionPlan
from headship.programs.shelf import Shape
from headship.programs.wall_clock import instant
from headship.surveys.actions import overlay, send_response
from headship.surveys.models import Invitation
from headship.surveys.queries import get_questionnaire

SEED = 20261123
LedgerLine = Qualification.Kind
ZONE = "America/Chicago"
BEGAN = timedelta(days=130)
# Days from today to each session's first day; two lie behind, two ahead.
SESSIONS = (-103, -47, 16, 65)
HOURS = {"all": Decimal(6), "half": Decimal(3)}
TWO_DAYS = Shape(sessions=4, days=2, weeks_between=8)
ROLES = ("principal", "assistant_principal", "teacher_leader", "aspiring")
RATES = Rates(
    facilitator_day=160_000,
    co_facilitator_day=110_000,
    preparation_day=45_000,
    trip=38_000,
    travel_day=21_000,
    participant_travel_day=2_800,
    venue_day=60_000,
    online_day=9_000,
    materials_person=3_500,
    coaching_hour=14_000,
    people_per_facilitator=30,
)
HELPED = (
    "Sorting our own initiatives on the wall, with the people who run them.",
    "The case about the merged campus; we argued about it all the way home.",
    "Time to plan with my assistant principal without the radio.",
    "Hearing how another district stopped doing things.",
    "Trying the conversation before having to have it.",
    "That nobody read the slides to us.",
    "The map of who is touched by our new schedule.",
    "Being told that fewer is allowed.",
)
CHANGE = (
    "Start with the practice reports; they are the best part.",
    "Fewer slides on the second morning.",
    "Send the reading a week earlier.",
    "A longer lunch, so that districts mix.",
    "Bring a superintendent for an hour.",
    "Put the harder case first, while we are awake.",
    "Tables by role for one block, please.",
)
DONE = (
    "Held the talk with my team and wrote down what each of them stops doing.",
    "Visited six classrooms and left one question in each.",
    "Asked the staff what they would keep; the list is in the team folder.",
    "Planned it twice, did it once, and it took twenty minutes.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """Who acts for the provider, and the generator behind all chance."""

    manager: Membership
    lead: Facilitator
    second: Facilitator
    trainee: Facilitator
    venue: Venue
    rng: np.random.Generator


def build_programs(provider: Provider, district: District, neighbor: District) -> None:
    """Run half a program through the product's own actions, with a past."""
    rng = np.random.default_rng(SEED)
    with scope(organization=provider.manager.organization):
        with clock.shifted(-BEGAN):
            crew = _crew(provider, rng)
            cohort = _cohort(crew)
            _agree(cohort, (district, neighbor))
            people = _enroll(cohort, (district, neighbor), crew.manager)
            cohorts.start_cohort(cohort=cohort, by=crew.manager)
            found = [_schedule(crew, cohort, *it) for it in _plan(cohort)]
        for number, session in enumerate(found[:2]):
            _hold(crew, session, people, number)
        _certify(crew, found[0], people[0])
        _voice(people[0], crew.manager)
        _ask(crew.manager)


def _crew(provider: Provider, rng: np.random.Generator) -> Crew:
    by = provider.manager
    scopes.save_rates(rates=RATES, currency="USD", by=by)
    lead, second, trainee = (
        facilitators.add_facilitator(member=member, by=by)
        for member in provider.facilitators
    )
    _qualify(lead, by, years=4, areas=list(Area), outside="Prof. Edna Lowe")
    _qualify(second, by, years=1, areas=[Area.OVERVIEW, Area.CHANGE], observer=lead)
    facilitators.set_mentor(facilitator=trainee, mentor=lead, by=by)
    venue = sessions.add_venue(
        text=sessions.VenueText(
            name="Lakeshore Leadership Center",
            kind="central",
            time_zone=ZONE,
            room="Harbor room",
            address="14 Pier Road, Lake City, TX",
            capacity=32,
        ),
        by=by,
    )
    return Crew(
        manager=by, lead=lead, second=second, trainee=trainee, venue=venue, rng=rng
    )


def _qualify(
    facilitator: Facilitator,
    by: Membership,
    *,
    years: int,
    areas: list[Area],
    observer: Facilitator | None = None,
    outside: str = "",
) -> None:
    day = clock.today(ZONE) - timedelta(days=365 * years - 300)
    lines = [
        facilitators.QualificationText(kind=LedgerLine.TRAINING, on=day),
        facilitators.QualificationText(
            kind=LedgerLine.PRACTICE_TEACHING,
            on=day + timedelta(days=30),
            observer=observer,
            outside=outside,
        ),
        *(
            facilitators.QualificationText(
                kind=LedgerLine.CONTENT_AREA,
                content=area,
                on=day + timedelta(days=40),
                expires_on=clock.today(ZONE) + timedelta(days=600),
            )
            for area in areas
        ),
    ]
    for line in lines:
        facilitators.add_qualification(facilitator=facilitator, text=line, by=by)


def _cohort(crew: Crew) -> Cohort:
    by = crew.manager
    program = programs.start_program(template_key="year_one", by=by, shape=TWO_DAYS)
    programs.offer_program(program=program, by=by)
    first = clock.today(ZONE) + BEGAN + timedelta(days=SESSIONS[0] - 7)
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


def _agree(cohort: Cohort, districts: tuple[District, ...]) -> None:
    for district in districts:
        by = district.administrator
        part = cohorts.invite_district(
            cohort=cohort, district=by.organization, by=_manager(cohort)
        )
        cohorts.agree(part=part, by=by)


def _manager(cohort: Cohort) -> Membership:
    return Membership.objects.get(organization=cohort.organization, role="manager")


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


def _plan(cohort: Cohort) -> list[tuple[ProgramSession, date]]:
    """Pair the program's sessions with Tuesdays near their days."""
    today = clock.today(ZONE) + BEGAN
    planned = cohort.program.sessions.order_by("position")
    near = [today + timedelta(days=days) for days in SESSIONS]
    return [
        (session, day - timedelta(days=(day.weekday() - 1) % 7))
        for session, day in zip(planned, near, strict=True)
    ]


def _schedule(
    crew: Crew, cohort: Cohort, planned: ProgramSession, first: date
) -> Session:
    days = tuple(
        DayPlan(
            starts_at=instant(day, time(8, 30), ZONE),
            ends_at=instant(day, time(15, 30), ZONE),
            venue=crew.venue,
        )
        for day in (first + timedelta(days=step) for step in range(planned.days))
    )
    plan = SessionPlan(
        title=planned.title,
        mode="central",
        days=days,
        program_session=planned,
        lead=crew.lead,
        co_leads=(crew.second,),
        observers=(crew.trainee,),
    )
    return sessions.schedule_session(cohort=cohort, plan=plan, by=crew.manager)


def _at(moment: datetime):
    """Act as if it were a moment of the past."""
    return clock.shifted(moment - clock.now())


def _hold(crew: Crew, session: Session, people: list[Participant], number: int) -> None:
    days = list(session.days.all())
    there = [it for it in people if crew.rng.random() < 0.93]
    with _at(days[0].starts_at + timedelta(minutes=10)):
        opened = feedback.open_feedback(session=session, by=crew.lead.member)
    for day in days:
        with _at(day.ends_at):
            _tick(crew, day, there)
    with _at(days[-1].ends_at + timedelta(minutes=30)):
        sessions.hold_session(session=session, by=crew.manager)
        for assignment in session.facilitators.all():
            _tell(crew, session, assignment)
        given = _set_tasks(crew, session)
        _answer(crew, opened, number)
    with _at(opened.survey.closes_at + timedelta(minutes=5)):
        feedback.close_feedback(feedback=opened, by=crew.manager)
    with _at(days[-1].ends_at + timedelta(days=18)):
        for task in given:
            _practice(crew, task)


def _tick(crew: Crew, day, there: list[Participant]) -> None:
    ticks = [
        attendance.Tick(
            participant=it,
            hours=HOURS["half"] if crew.rng.random() < 0.06 else HOURS["all"],
        )
        for it in there
    ]
    attendance.record_roster(day=day, ticks=ticks, method="roster", by=crew.lead.member)


def _tell(crew: Crew, session: Session, assignment) -> None:
    """Let everyone who led or watched say how the blocks went; they differ a little."""
    blocks = Block.objects.filter(session=session.program_session_id)
    accounts = []
    for place, block in enumerate(blocks):
        is_short = place % 5 == 3 or crew.rng.random() < 0.08
        accounts.append(
            fidelity.Account(
                outcome="adapted" if is_short else "done",
                minutes=round(block.minutes * (0.7 if is_short else 1.0)),
                note="Shorter, to leave room for questions." if is_short else "",
            )
        )
    if assignment.part == "co":
        return
    fidelity.record_fidelity(
        assignment=assignment,
        accounts=accounts,
        remarks="",
        by=assignment.facilitator.member,
    )


def _set_tasks(crew: Crew, session: Session) -> list[PracticeTask]:
    """Set the first two practice tasks that the session's blocks suggest."""
    blocks = Block.objects.filter(session=session.program_session_id).exclude(
        practice_task=""
    )
    return [
        tasks.set_task(
            session=session,
            block=block,
            text=tasks.TaskText(
                what=block.practice_task,
                responsibility_key=block.responsibilities[0],
                due_on=clock.today(ZONE) + timedelta(weeks=block.practice_weeks),
            ),
            by=crew.lead.member,
        )
        for block in blocks[:2]
    ]


def _practice(crew: Crew, task: PracticeTask) -> None:
    """Let most people do the task, each in their own district."""
    places = Participant.objects.filter(cohort=task.session.cohort_id).order_by("pk")
    for number, place in enumerate(places):
        if number and crew.rng.random() > 0.72:  # The persona's own are done.
            continue
        member = place.member
        with scope(organization=place.organization):
            mine = Practice.objects.get(member=member, origin_ref=task.ref)
            practice.note_practice(
                practice=mine,
                evidence=str(crew.rng.choice(DONE)),
                reflection="Next time I would begin with the team that asked for it.",
                by=member,
            )
            practice.finish_practice(practice=mine, by=member)


def _answer(crew: Crew, opened, number: int) -> None:
    """Draw answers: people liked it, learned, and wish for more time at school."""
    related = ("survey__organization", "subject", "group")
    asked = Invitation.objects.filter(survey=opened.survey).select_related(*related)
    levels = {"reaction": 4.3, "learning": 3.9, "organizational_support": 3.1}
    for place, invitation in enumerate(asked, start=7 * number):
        if crew.rng.random() > 0.85:
            continue
        form = get_questionnaire(invitation, "en")
        lean = crew.rng.normal(0.1 * number, 0.35)
        values = {
            item.position: int(
                np.clip(
                    np.rint(
                        levels.get(item.scale, 3.4) + lean + crew.rng.normal(0, 0.7)
                    ),
                    1,
                    5,
                )
            )
            for page in form.pages
            for item in page.items
        }
        texts = {
            "session-feedback.helped_most": HELPED[place % len(HELPED)],
            "session-feedback.change_next": CHANGE[place % len(CHANGE)],
        }
        said = {key: text for key, text in texts.items() if crew.rng.random() < 0.4}
        send_response(
            invitation=invitation, answers=overlay(form.blank, values), texts=said
        )


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

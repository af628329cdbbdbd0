"""Sessions of a cohort, held and to come, with what people did and said there."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import numpy as np
from django_scopes import scope

from headship.core import clock
from headship.demo.crew import ZONE, Crew
from headship.practice import actions as practice
from headship.practice.models import Practice
from headship.programs.actions import attendance, feedback, fidelity, sessions
from headship.programs.actions import practice as tasks
from headship.programs.models import (
    Block,
    Cohort,
    Participant,
    PracticeTask,
    ProgramSession,
    Session,
)
from headship.programs.policies.sessions import DayPlan, SessionPlan
from headship.programs.wall_clock import instant
from headship.surveys.actions import overlay, send_response
from headship.surveys.models import Invitation
from headship.surveys.queries import get_questionnaire

# Days from today to each session's first day; two lie behind, two ahead.
DAYS = (-103, -47, 16, 65)
HOURS = {"all": Decimal(6), "half": Decimal(3)}
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


def plan_sessions(cohort: Cohort, today: date) -> list[tuple[ProgramSession, date]]:
    """Pair the program's sessions with Tuesdays near their days."""
    planned = cohort.program.sessions.order_by("position")
    near = [today + timedelta(days=days) for days in DAYS]
    return [
        (session, day - timedelta(days=(day.weekday() - 1) % 7))
        for session, day in zip(planned, near, strict=True)
    ]


def schedule(
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


def hold(crew: Crew, session: Session, people: list[Participant], number: int) -> None:
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

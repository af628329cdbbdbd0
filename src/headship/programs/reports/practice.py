"""What was practiced since the last session, ready to talk about."""

from collections.abc import Iterable
from dataclasses import dataclass

from headship.orgs.models import Membership
from headship.practice.queries import Log
from headship.programs.access import leads_in
from headship.programs.models import PracticeTask, Session
from headship.programs.queries import dosage
from headship.programs.queries import practice as queries
from headship.programs.queries.practice import PersonRow

Table = tuple[list[str], list[list[object]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDebrief:
    """One task with who has done it and what is shared of it."""

    task: PracticeTask
    people: tuple[PersonRow, ...]
    logs: tuple[Log, ...]

    @property
    def done(self) -> int:
        return sum(
            it.practice is not None and it.practice.is_done for it in self.people
        )

    @property
    def questions(self) -> list[tuple[Membership, str]]:
        return [
            (it.practice.member, it.practice.question)
            for it in self.logs
            if it.practice.question
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class DebriefPage:
    """What people practiced before a session; logs only for its facilitators."""

    session: Session
    tasks: tuple[TaskDebrief, ...]
    may_read_logs: bool


def debrief_page(session: Session, reader: Membership) -> DebriefPage:
    """Gather what to talk about at the beginning of a session."""
    tasks = queries.tasks_to_debrief(session)
    may_read = leads_in(reader, session.cohort)
    logs = queries.shared_logs(tasks, session.cohort) if may_read else []
    return DebriefPage(
        session=session,
        tasks=tuple(_debrief(it, logs) for it in tasks),
        may_read_logs=may_read,
    )


def _debrief(task: PracticeTask, logs: Iterable[Log]) -> TaskDebrief:
    return TaskDebrief(
        task=task,
        people=tuple(queries.people_rows(task)),
        logs=tuple(it for it in logs if it.practice.origin_ref == task.ref),
    )


def task_table(rows: Iterable[queries.TaskRow]) -> Table:
    """Return a cohort's tasks with counts."""
    header = ["session", "task", "responsibility", "due_on", "given", "done"]
    return header, [
        [
            it.task.session.number,
            it.task.what,
            it.task.responsibility_key,
            it.task.due_on,
            it.given,
            it.done,
        ]
        for it in rows
    ]


def people_table(rows: Iterable[PersonRow]) -> Table:
    """Return who is how far with a task."""
    header = ["name", "district", "state", "is_shared"]
    return header, [
        [
            it.participant.member,
            it.participant.organization,
            it.practice.state if it.practice else "",
            "yes" if it.is_shared else "no",
        ]
        for it in rows
    ]


def peer_table(logs: Iterable[Log]) -> Table:
    """Return what peers share: that they do, and nothing of what they wrote."""
    header = ["task", "name", "district", "state", "feedback"]
    return header, [
        [
            it.practice.what,
            it.practice.member,
            it.practice.organization,
            it.practice.state,
            len(it.feedback),
        ]
        for it in logs
    ]


def dosage_table(rows: Iterable[dosage.Dosage]) -> Table:
    """Return everyone's dosage; what is missing is named."""
    header = [
        "name",
        "district",
        "leader_role",
        "hours",
        "hours_offered",
        "tasks_done",
        "tasks_due",
        "missed_sessions",
        "partly_attended",
        "tasks_not_done",
    ]
    return header, [
        [
            it.participant.member,
            it.participant.organization,
            it.participant.leader_role,
            it.hours,
            it.hours_offered,
            it.tasks_done,
            it.tasks_due,
            "; ".join(map(str, it.missed)),
            "; ".join(map(str, it.partly)),
            "; ".join(map(str, it.undone)),
        ]
        for it in rows
    ]

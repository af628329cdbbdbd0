"""Designing programs."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from headship.core import audit
from headship.orgs.models import Membership
from headship.programs import shelf
from headship.programs.events import Event
from headship.programs.models import Block, Program, ProgramSession
from headship.programs.policies import programs as policies


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramText:
    """What a program says of itself."""

    title: str
    audience: str = ""
    about: str = ""
    day_minutes: int = 360


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionText:
    """What is decided about one planned session."""

    title: str
    purpose: str = ""
    areas: tuple[str, ...] = ()
    days: int = 1
    weeks_after_previous: int = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockText:
    """What is decided about one block."""

    title: str
    minutes: int
    responsibilities: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    activity: str = ""
    facilitator_notes: str = ""
    practice_task: str = ""
    practice_weeks: int = 3
    case_key: str = ""


@transaction.atomic
def start_program(
    *,
    template_key: str,
    by: Membership,
    shape: shelf.Shape | None = None,
    title: str = "",
) -> Program:
    """Copy a shipped template, cut to a shape, into a draft of the organization's."""
    template = shelf.templates()[template_key]
    wanted = shape or template.usual
    policies.check_shape(template, wanted)
    program = Program.objects.create(
        organization=by.organization,
        title=title or template.title,
        template_key=template.key,
        audience=template.audience,
        about=template.about,
        day_minutes=wanted.day_minutes,
    )
    for position, fitted in enumerate(shelf.fit(template, wanted).sessions, start=1):
        _copy_fitted(program, position, fitted)
    audit.record(Event.PROGRAM_STARTED, subject=program, by=by)
    return program


def _copy_fitted(program: Program, position: int, fitted: shelf.FittedSession) -> None:
    session = ProgramSession.objects.create(
        program=program,
        position=position,
        title=fitted.title,
        purpose=fitted.purpose,
        areas=list(fitted.areas),
        days=fitted.days,
        weeks_after_previous=fitted.weeks_after_previous,
    )
    Block.objects.bulk_create(
        Block(
            session=session,
            position=number,
            title=plan.title,
            minutes=plan.minutes,
            responsibilities=list(plan.responsibilities),
            objectives=list(plan.objectives),
            materials=list(plan.materials),
            activity=plan.activity,
            facilitator_notes=plan.facilitator_notes,
            practice_task=plan.practice_task,
            practice_weeks=plan.practice_weeks,
            case_key=plan.case_key,
        )
        for number, plan in enumerate(fitted.blocks, start=1)
    )


@transaction.atomic
def build_program(
    *,
    text: ProgramText,
    sessions: Sequence[shelf.FittedSession],
    by: Membership,
    template_key: str = "",
) -> Program:
    """Make a draft of sessions that were chosen one by one."""
    program = Program.objects.create(
        organization=by.organization,
        title=text.title,
        template_key=template_key,
        audience=text.audience,
        about=text.about,
        day_minutes=text.day_minutes,
    )
    for position, fitted in enumerate(sessions, start=1):
        _copy_fitted(program, position, fitted)
    audit.record(Event.PROGRAM_STARTED, subject=program, by=by)
    return program


@transaction.atomic
def create_program(*, text: ProgramText, by: Membership) -> Program:
    """Start an empty draft."""
    program = Program.objects.create(
        organization=by.organization,
        title=text.title,
        audience=text.audience,
        about=text.about,
        day_minutes=text.day_minutes,
    )
    audit.record(Event.PROGRAM_STARTED, subject=program, by=by)
    return program


@transaction.atomic
def copy_program(*, program: Program, title: str, by: Membership) -> Program:
    """Copy a program with all its sessions and blocks into a new draft."""
    sessions = list(program.sessions.prefetch_related("blocks"))
    copy = Program.objects.create(
        organization=program.organization,
        title=title,
        template_key=program.template_key,
        audience=program.audience,
        about=program.about,
        day_minutes=program.day_minutes,
    )
    for session in sessions:
        blocks = list(session.blocks.all())
        _copy_row(session, program=copy)
        Block.objects.bulk_create(_copied(block, session=session) for block in blocks)
    audit.record(Event.PROGRAM_STARTED, subject=copy, by=by)
    return copy


def _copy_row(row, **fields) -> None:
    _copied(row, **fields).save(force_insert=True)


def _copied(row, **fields):
    """Turn a loaded row into a new one with a reference of its own."""
    row.pk, row.ref, row._state.adding = None, type(row)().ref, True  # noqa: SLF001 -- Django's documented way to copy a row
    for name, value in fields.items():
        setattr(row, name, value)
    return row


@transaction.atomic
def change_program(*, program: Program, text: ProgramText, by: Membership) -> Program:
    """Change what a draft says of itself."""
    policies.check_is_draft(program)
    program.title, program.audience = text.title, text.audience
    program.about, program.day_minutes = text.about, text.day_minutes
    program.save(update_fields=["title", "audience", "about", "day_minutes"])
    _record(program, by)
    return program


@transaction.atomic
def add_session(
    *, program: Program, text: SessionText, by: Membership
) -> ProgramSession:
    """Add a session at the end of a draft."""
    policies.check_can_add_session(program)
    session = ProgramSession(program=program, position=program.sessions.count() + 1)
    _write(session, text, {"areas"})
    session.save()
    _record(program, by)
    return session


@transaction.atomic
def change_session(
    *, session: ProgramSession, text: SessionText, by: Membership
) -> ProgramSession:
    """Change a planned session of a draft."""
    policies.check_is_draft(session.program)
    session.save(update_fields=_write(session, text, {"areas"}))
    _record(session.program, by)
    return session


@transaction.atomic
def move_session(*, session: ProgramSession, step: int, by: Membership) -> None:
    """Move a planned session up (-1) or down (+1) by one place."""
    policies.check_is_draft(session.program)
    _move(list(session.program.sessions.all()), session, step)
    _record(session.program, by)


@transaction.atomic
def remove_session(*, session: ProgramSession, by: Membership) -> None:
    """Take a planned session with its blocks out of a draft."""
    program = session.program
    policies.check_is_draft(program)
    session.delete()
    _number(list(program.sessions.all()))
    _record(program, by)


@transaction.atomic
def add_block(*, session: ProgramSession, text: BlockText, by: Membership) -> Block:
    """Add a block at the end of a planned session."""
    policies.check_is_draft(session.program)
    block = Block(session=session, position=session.blocks.count() + 1)
    _write(block, text, _BLOCK_LISTS)
    block.save()
    _record(session.program, by)
    return block


@transaction.atomic
def change_block(*, block: Block, text: BlockText, by: Membership) -> Block:
    """Change a block of a draft."""
    policies.check_is_draft(block.session.program)
    block.save(update_fields=_write(block, text, _BLOCK_LISTS))
    _record(block.session.program, by)
    return block


@transaction.atomic
def move_block(*, block: Block, step: int, by: Membership) -> None:
    """Move a block by one place; past an end, into the neighboring session."""
    program = block.session.program
    policies.check_is_draft(program)
    blocks = list(block.session.blocks.all())
    place = blocks.index(block) + step
    if 0 <= place < len(blocks):
        _move(blocks, block, step)
    else:
        _move_across(block, step, list(program.sessions.all()))
    _record(program, by)


def _move_across(block: Block, step: int, sessions: list[ProgramSession]) -> None:
    place = sessions.index(block.session) + step
    if not 0 <= place < len(sessions):
        return
    old, block.session = block.session, sessions[place]
    block.save(update_fields=["session"])
    others = [it for it in block.session.blocks.all() if it.pk != block.pk]
    _number([block, *others] if step > 0 else [*others, block])
    _number(list(old.blocks.all()))


@transaction.atomic
def remove_block(*, block: Block, by: Membership) -> None:
    """Take a block out of a draft."""
    session = block.session
    policies.check_is_draft(session.program)
    block.delete()
    _number(list(session.blocks.all()))
    _record(session.program, by)


@transaction.atomic
def offer_program(*, program: Program, by: Membership) -> Program:
    """Fix a complete program, so that cohorts can be planned with it."""
    policies.check_can_offer(program)
    return _set_state(program, Program.State.OFFERED, Event.PROGRAM_OFFERED, by)


@transaction.atomic
def retire_program(*, program: Program, by: Membership) -> Program:
    """Stop planning new cohorts with a program; its cohorts go on."""
    policies.check_can_retire(program)
    return _set_state(program, Program.State.RETIRED, Event.PROGRAM_RETIRED, by)


def _set_state(program: Program, state: str, event: Event, by: Membership) -> Program:
    program.state = state
    program.save(update_fields=["state"])
    audit.record(event, subject=program, by=by)
    return program


_BLOCK_LISTS = {"responsibilities", "objectives", "materials"}


def _write(row, text: SessionText | BlockText, lists: set[str]) -> list[str]:
    """Set a row's fields from what was entered; return their names."""
    names = list(text.__dataclass_fields__)
    for name in names:
        value = getattr(text, name)
        setattr(row, name, list(value) if name in lists else value)
    return names


def _move(rows: Sequence, row, step: int) -> None:
    ordered = list(rows)
    place = ordered.index(row)
    target = min(max(place + step, 0), len(ordered) - 1)
    ordered.insert(target, ordered.pop(place))
    _number(ordered)


def _number(rows: Sequence) -> None:
    for position, row in enumerate(rows, start=1):
        if row.position != position:
            row.position = position
            row.save(update_fields=["position"])


def _record(program: Program, by: Membership) -> None:
    audit.record(Event.PROGRAM_CHANGED, subject=program, by=by)

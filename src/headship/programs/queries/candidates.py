"""What a scope of work chooses from: the shelf's sessions and the organization's own.

Vocabulary: a *source* is a program with sessions to choose from, shipped or of one's
own; a *unit* is one topic of it, in one length or two.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from headship.orgs.models import Organization
from headship.programs import shelf
from headship.programs.models import Block, Program, ProgramSession
from headship.programs.options.sessions import Variant, cut, unit_name, variants

OWN = "program-"  # Before the reference of a program of one's own.
WITHOUT_ITS_OWN = "two_years"  # Year One and Year Two have its sessions.


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A unit with the titles of its blocks, or what a longer session of it adds."""

    name: str
    title: str
    blocks: tuple[str, ...]
    days: int
    longer: "Topic | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A program to choose sessions from, with its units."""

    key: str
    title: str
    is_own: bool
    units: tuple[Topic, ...]


def sources(organization: Organization) -> list[Source]:
    """Return the shipped programs, then those that the organization offers."""
    shipped = [
        Source(
            key=it.key,
            title=it.title,
            is_own=False,
            units=tuple(_topic(it, unit) for unit in it.units),
        )
        for it in shelf.templates().values()
        if it.key != WITHOUT_ITS_OWN
    ]
    own = [
        Source(
            key=f"{OWN}{it.ref}",
            title=it.title,
            is_own=True,
            units=tuple(
                _own_topic(_name(it, session), session) for session in it.sessions.all()
            ),
        )
        for it in _offered(organization)
    ]
    return shipped + own


def _topic(template: shelf.Template, unit: shelf.Unit) -> Topic:
    lengths = cut(template, unit)
    titles = [tuple(block.title for block in it.fitted.blocks) for it in lengths]
    longer = None
    if len(lengths) > 1:
        more = tuple(title for title in titles[1] if title not in titles[0])
        key, days = lengths[1].key, lengths[1].fitted.days
        longer = Topic(name=key, title=unit.title, blocks=more, days=days)
    return Topic(
        name=unit_name(template, unit),
        title=unit.title,
        blocks=titles[0],
        days=lengths[0].fitted.days,
        longer=longer,
    )


def _own_topic(name: str, session: ProgramSession) -> Topic:
    titles = tuple(block.title for block in session.blocks.all())
    return Topic(name=name, title=session.title, blocks=titles, days=session.days)


def _offered(organization: Organization) -> QuerySet[Program]:
    """Return the programs on offer, without those made for one client's scope."""
    return (
        Program.objects.filter(organization=organization, state=Program.State.OFFERED)
        .exclude(cohorts__scope__isnull=False)
        .prefetch_related("sessions__blocks")
        .order_by("title", "pk")
    )


def variants_of(
    organization: Organization, keys: Collection[str], units: Collection[str] = ()
) -> tuple[Variant, ...]:
    """Return the sessions of some sources, and some units of whatever source."""
    return (*variants(keys, units), *_own_variants(organization, keys, units))


def _own_variants(
    organization: Organization, keys: Collection[str], units: Collection[str]
) -> list[Variant]:
    named = {*keys, *(unit.partition("/")[0] for unit in units)}
    refs = [key.removeprefix(OWN) for key in named if key.startswith(OWN)]
    sessions = (
        ProgramSession.objects.filter(
            program__organization=organization, program__ref__in=refs
        )
        .select_related("program")
        .prefetch_related("blocks")
        .order_by("program__title", "program", "position", "pk")
    )
    return [
        _variant(it, name)
        for it in sessions
        if (name := _name(it.program, it)) in units or f"{OWN}{it.program.ref}" in keys
    ]


def _name(program: Program, session: ProgramSession) -> str:
    return f"{OWN}{program.ref}/{session.ref}"


def _variant(session: ProgramSession, name: str) -> Variant:
    """Take a planned session as it is: its days are part of its design."""
    fitted = shelf.FittedSession(
        title=session.title,
        purpose=session.purpose,
        areas=tuple(session.areas),
        days=session.days,
        weeks_after_previous=session.weeks_after_previous,
        blocks=tuple(_block_plan(it) for it in session.blocks.all()),
    )
    return Variant(key=f"{name}/{session.days}", fitted=fitted, unit=name)


def _block_plan(block: Block) -> shelf.BlockPlan:
    return shelf.BlockPlan(
        key=str(block.ref),
        title=block.title,
        minutes=block.minutes,
        day=1,
        objectives=tuple(block.objectives),
        responsibilities=tuple(block.responsibilities),
        materials=tuple(block.materials),
        activity=block.activity,
        facilitator_notes=block.facilitator_notes,
        practice_task=block.practice_task,
        practice_weeks=block.practice_weeks,
        case_key=block.case_key,
    )

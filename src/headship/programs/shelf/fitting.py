"""Cutting a template to a shape: which block goes into which session."""

from dataclasses import replace

from headship.programs.shelf.plans import (
    BlockPlan,
    Fitted,
    FittedSession,
    Shape,
    Template,
    Unit,
)


def fit(template: Template, shape: Shape) -> Fitted:
    """Cut a template to a shape.

    Units keep their order and are spread evenly over the sessions. Within a session
    core blocks come before deepening ones when time is short; what does not fit is
    left out and named.
    """
    sessions, left_out = [], []
    for number, units in enumerate(_spread(template.units, shape.sessions)):
        room = shape.days * shape.day_minutes
        kept, dropped = _fill(units, room)
        left_out += dropped
        sessions.append(_session(units, kept, shape, is_first=number == 0))
    return Fitted(sessions=_told_apart(sessions), left_out=tuple(left_out))


def _told_apart(sessions: list[FittedSession]) -> tuple[FittedSession, ...]:
    """Number the parts of a topic that takes several sessions."""
    titles = [session.title for session in sessions]
    return tuple(
        replace(
            session, title=f"{session.title} ({titles[: n + 1].count(session.title)})"
        )
        if titles.count(session.title) > 1
        else session
        for n, session in enumerate(sessions)
    )


def _spread(units: tuple[Unit, ...], count: int) -> list[tuple[Unit, ...]]:
    """Deal units to sessions in order; a unit is halved when sessions outnumber units."""
    pieces = list(units)
    while len(pieces) < count:
        longest = max(pieces, key=lambda unit: sum(b.minutes for b in unit.blocks))
        if len(longest.blocks) < 2:
            break
        at = pieces.index(longest)
        pieces[at : at + 1] = _halves(longest)
    count = min(count, len(pieces))
    cuts = [round(number * len(pieces) / count) for number in range(count + 1)]
    return [tuple(pieces[cuts[n] : cuts[n + 1]]) for n in range(count)]


def _halves(unit: Unit) -> list[Unit]:
    middle = (len(unit.blocks) + 1) // 2
    return [
        replace(unit, blocks=unit.blocks[:middle]),
        replace(unit, blocks=unit.blocks[middle:]),
    ]


def _fill(
    units: tuple[Unit, ...], room: int
) -> tuple[list[BlockPlan], list[BlockPlan]]:
    """Choose the blocks that fit, one unit after the other, core blocks first."""
    in_order = [block for unit in units for block in unit.blocks]
    chosen: set[str] = set()
    for block in sorted(_in_turn(units), key=lambda block: block.day):
        if block.minutes <= room:
            chosen.add(block.key)
            room -= block.minutes
    kept = [block for block in in_order if block.key in chosen]
    return kept, [block for block in in_order if block.key not in chosen]


def _in_turn(units: tuple[Unit, ...]) -> list[BlockPlan]:
    """Return the first block of each unit, then the second of each, and so on."""
    most = max(len(unit.blocks) for unit in units)
    return [
        unit.blocks[place]
        for place in range(most)
        for unit in units
        if place < len(unit.blocks)
    ]


def _session(
    units: tuple[Unit, ...], blocks: list[BlockPlan], shape: Shape, *, is_first: bool
) -> FittedSession:
    areas = dict.fromkeys(area for unit in units for area in unit.areas)
    return FittedSession(
        title=" · ".join(dict.fromkeys(unit.title for unit in units)),
        purpose=" ".join(dict.fromkeys(unit.purpose for unit in units)),
        areas=tuple(areas),
        days=shape.days,
        weeks_after_previous=0 if is_first else shape.weeks_between,
        blocks=tuple(blocks),
    )

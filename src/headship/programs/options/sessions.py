"""From templates to the sessions that a scope of work chooses from."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from headship.programs import shelf
from headship.programs.options.problem import Candidate

MOST_DAYS = 2  # A unit has core blocks for a day and deepening ones for a second.
DAY_MINUTES = 360


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One unit of a template, cut to so many days."""

    key: str
    fitted: shelf.FittedSession
    unit: str

    @property
    def candidate(self) -> Candidate:
        """Return the variant as the search takes it."""
        return Candidate(
            key=self.key,
            title=self.fitted.title,
            days=self.fitted.days,
            minutes=_minutes(self.fitted.blocks),
            weeks_after_previous=self.fitted.weeks_after_previous,
            unit=self.unit,
        )


def variants(
    template_keys: Iterable[str], unit_names: Iterable[str] = ()
) -> tuple[Variant, ...]:
    """Return each unit of some templates, and some units of others, short and long.

    They come in the templates' order.
    """
    wanted, named = set(template_keys), set(unit_names)
    units: dict[str, tuple[shelf.Template, shelf.Unit]] = {}
    for template in shelf.templates().values():
        for unit in template.units:
            if template.key in wanted or unit_name(template, unit) in named:
                # Two templates may include the same unit; it is taught once.
                units.setdefault(unit.blocks[0].key, (template, unit))
    return tuple(
        variant for template, unit in units.values() for variant in cut(template, unit)
    )


def unit_name(template: shelf.Template, unit: shelf.Unit) -> str:
    """Return the name of a unit among the units of all templates."""
    return f"{template.key}/{unit.key}"


def unit_of(name: str) -> str:
    """Return the unit of a name, which is a unit's own or that of one length of it."""
    return "/".join(name.split("/")[:2])


def cut(template: shelf.Template, unit: shelf.Unit) -> list[Variant]:
    """Return a unit short and, if there is more of it, long."""
    alone = replace(template, units=(unit,))
    found: list[Variant] = []
    for days in range(1, MOST_DAYS + 1):
        shape = shelf.Shape(
            sessions=1,
            days=days,
            weeks_between=template.usual.weeks_between,
            day_minutes=DAY_MINUTES,
        )
        (fitted,) = shelf.fit(alone, shape).sessions
        if found and len(fitted.blocks) == len(found[-1].fitted.blocks):
            break  # There is nothing to fill another day with.
        fitted = replace(fitted, weeks_after_previous=shape.weeks_between)
        name = unit_name(template, unit)
        found.append(Variant(key=f"{name}/{days}", fitted=fitted, unit=name))
    return found


def _minutes(blocks: Iterable[shelf.BlockPlan]) -> dict[str, int]:
    """Share each block's minutes out among its responsibilities."""
    minutes: dict[str, int] = {}
    for block in blocks:
        each = block.minutes // len(block.responsibilities)
        for key in block.responsibilities:
            minutes[key] = minutes.get(key, 0) + each
    return minutes

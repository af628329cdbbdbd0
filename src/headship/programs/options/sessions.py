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


def variants(template_keys: Iterable[str]) -> tuple[Variant, ...]:
    """Return each unit of some templates, short and long, in the templates' order."""
    wanted = set(template_keys)
    chosen = [it for it in shelf.templates().values() if it.key in wanted]
    units: dict[str, tuple[shelf.Template, shelf.Unit]] = {}
    for template in chosen:
        for unit in template.units:
            # Two templates may include the same unit; it is taught once.
            units.setdefault(unit.blocks[0].key, (template, unit))
    return tuple(
        variant for template, unit in units.values() for variant in _cut(template, unit)
    )


def _cut(template: shelf.Template, unit: shelf.Unit) -> list[Variant]:
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
        name = f"{template.key}/{unit.key}"
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

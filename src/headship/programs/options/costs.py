"""What sessions cost, line by line; lines add up to the whole to the cent."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from headship.programs.options.problem import Candidate, Mode, Problem


class Item(StrEnum):
    """What is paid for."""

    FACILITATOR = "facilitator"
    CO_FACILITATOR = "co_facilitator"
    PREPARATION = "preparation"
    TRIP = "trip"
    TRAVEL_DAY = "travel_day"
    PARTICIPANT_TRAVEL = "participant_travel"
    VENUE = "venue"
    ONLINE = "online"
    MATERIALS = "materials"
    COACHING = "coaching"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """So many of an item at a price, in cents."""

    item: Item
    quantity: int
    unit: int

    @property
    def total(self) -> int:
        return self.quantity * self.unit


def deliveries(problem: Problem, mode: Mode) -> int:
    """Return how often each session is held: in each district, or once."""
    return problem.districts if mode is Mode.ON_SITE else 1


def facilitators(problem: Problem, mode: Mode) -> int:
    """Return how many facilitators one holding of a session needs."""
    people = -(-problem.group // deliveries(problem, mode))
    return max(1, -(-people // problem.rates.people_per_facilitator))


def cost_lines(
    problem: Problem, mode: Mode, sessions: Iterable[Candidate]
) -> tuple[Line, ...]:
    """Return what sessions and the coaching beside them cost, without empty lines."""
    chosen, rates = list(sessions), problem.rates
    times, team = deliveries(problem, mode), facilitators(problem, mode)
    days = sum(candidate.days for candidate in chosen)
    held, travels = days * times, mode is not Mode.ONLINE
    lines = (
        (Item.FACILITATOR, held, rates.facilitator_day),
        (Item.CO_FACILITATOR, held * (team - 1), rates.co_facilitator_day),
        (Item.PREPARATION, days, rates.preparation_day),
        (Item.TRIP, len(chosen) * times * team * travels, rates.trip),
        (Item.TRAVEL_DAY, held * team * travels, rates.travel_day),
        (
            Item.PARTICIPANT_TRAVEL,
            days * problem.group * (mode is Mode.CENTRAL),
            rates.participant_travel_day,
        ),
        (Item.VENUE, days * (mode is Mode.CENTRAL), rates.venue_day),
        (Item.ONLINE, days * (mode is Mode.ONLINE), rates.online_day),
        (Item.MATERIALS, len(chosen) * problem.group, rates.materials_person),
        (Item.COACHING, problem.coaching_hours * problem.group, rates.coaching_hour),
    )
    return tuple(
        Line(item=item, quantity=quantity, unit=unit)
        for item, quantity, unit in lines
        if quantity and unit
    )


def cost(problem: Problem, mode: Mode, sessions: Iterable[Candidate]) -> int:
    """Return what sessions and the coaching beside them cost, in cents."""
    return sum(line.total for line in cost_lines(problem, mode, sessions))

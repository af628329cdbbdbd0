"""From figures of a survey to what they mean for a leader or a group of leaders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from headship.core.suppression import Suppressed
from headship.feedback.models import Cycle, Participant
from headship.frameworks.change_order import load_change_order
from headship.frameworks.responsibilities import Responsibility, load_responsibilities
from headship.stats.measurement import RatingDifference
from headship.surveys import analysis as surveys
from headship.surveys.analysis import (
    ScaleChange,
    ScaleFigure,
    ScaleQuality,
    SubjectFigures,
    UnitFigures,
)

MAGNITUDE_SCALE = "change_magnitude"
VALUES_ITEM = "against_values"
COLLEAGUES = ("teacher", "peer")
LEAST_SHOWN = 0.05  # Points; pages round to one decimal, so less than this reads 0.0.


class Order(StrEnum):
    """How most of a group sees an initiative."""

    FIRST = "first"
    SECOND = "second"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """One responsibility with what each cell says of it."""

    responsibility: Responsibility
    cells: Mapping[str, ScaleFigure | Suppressed]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One responsibility against the same raters' mean of all 21."""

    responsibility: Responsibility
    difference: RatingDifference


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One responsibility on which self and a group differ."""

    responsibility: Responsibility
    own: float
    others: float
    difference: RatingDifference


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSeen:
    """How one cell sees the named initiative; shares are those who see second-order."""

    cell: str
    lower: float
    upper: float
    order: Order


def subject_figures(participant: Participant) -> SubjectFigures:
    """Return everything that may be shown about one leader."""
    return surveys.subject_figures(participant.subject)


def rated(figures: SubjectFigures) -> list[Rated]:
    """Return the 21 responsibilities in the order of the spine."""
    return [
        Rated(responsibility=it, cells=figures.scales[it.key])
        for it in load_responsibilities()
    ]


def main_cell(figures: SubjectFigures) -> str | None:
    """Return the cell that strengths are read from: teachers, else other colleagues."""
    for group in COLLEAGUES:
        if cell := figures.cell_of(group):
            return cell.key
    return None


def standings(
    rows: Sequence[Rated], cell: str | None
) -> tuple[list[Standing], list[Standing]]:
    """Return what stands out above and below the rest, and leave ties alone.

    A responsibility stands out if the 99 % interval of its difference from the same
    raters' mean over all 21 leaves out zero.
    """
    found = [
        Standing(responsibility=row.responsibility, difference=standing)
        for row in rows
        if (standing := _clear(_standing(row, cell)))
    ]
    found.sort(key=lambda it: -abs(it.difference.estimate))
    return (
        [it for it in found if it.difference.estimate > 0],
        [it for it in found if it.difference.estimate < 0],
    )


def gaps(rows: Sequence[Rated], cell: str | None) -> list[Gap]:
    """Return where self and a cell clearly differ, the widest first."""
    found = []
    for row in rows:
        own, others = row.cells.get("self"), row.cells.get(cell or "")
        if not isinstance(own, ScaleFigure) or not isinstance(others, ScaleFigure):
            continue
        if gap := _clear(others.gap):
            found.append(
                Gap(
                    responsibility=row.responsibility,
                    own=own.mean.estimate,
                    others=others.mean.estimate,
                    difference=gap,
                )
            )
    return sorted(found, key=lambda it: -abs(it.difference.estimate))


def orders_seen(participant: Participant) -> dict[str, OrderSeen | Suppressed]:
    """Return how each cell sees the initiative; empty if none was named."""
    if not participant.initiative:
        return {}
    screen = load_change_order().screen
    threshold = surveys.Threshold(
        scale=MAGNITUDE_SCALE,
        score=screen.second_order_mean,
        item=VALUES_ITEM,
        answer=screen.values_alone,
    )
    shares = surveys.shares_at_least(participant.subject, threshold)
    return {
        cell: share
        if isinstance(share, Suppressed)
        else OrderSeen(
            cell=cell,
            lower=share.lower,
            upper=share.upper,
            order=_order(share.lower, share.upper, screen.mixed_share),
        )
        for cell, share in shares.items()
    }


def qualities(participant: Participant, group: str) -> list[ScaleQuality]:
    """Return how well the 21 scales measure in one rater group."""
    by_scale = {
        it.scale: it for it in surveys.scale_qualities(participant.subject, group)
    }
    return [by_scale[it.key] for it in load_responsibilities()]


def changes(
    earlier: Participant, now: Participant, group: str
) -> Mapping[str, ScaleChange | Suppressed] | None:
    """Return the change in each responsibility since an earlier cycle."""
    return surveys.scale_changes(earlier.subject, now.subject, group)


def unit_figures(
    cycle: Cycle, units: Sequence[Sequence[Participant]] = (), chosen: int | None = None
) -> UnitFigures:
    """Return the figures of one unit of a cycle's leaders; None means all of them."""
    return surveys.unit_figures(
        cycle.survey,
        units=[[it.subject_id for it in unit] for unit in units],
        chosen=chosen,
    )


def _standing(row: Rated, cell: str | None) -> RatingDifference | None:
    figure = row.cells.get(cell or "")
    return figure.standing if isinstance(figure, ScaleFigure) else None


def is_clear(difference: RatingDifference) -> bool:
    """Say whether an interval leaves out zero, also as a page rounds it."""
    interval = difference.interval
    return interval is not None and (
        interval.lower >= LEAST_SHOWN or interval.upper <= -LEAST_SHOWN
    )


def _clear(difference: RatingDifference | None) -> RatingDifference | None:
    return difference if difference is not None and is_clear(difference) else None


def _order(lower: float, upper: float, mixed_share: float) -> Order:
    if upper <= mixed_share:
        return Order.FIRST
    if lower >= 1 - mixed_share:
        return Order.SECOND
    return Order.MIXED

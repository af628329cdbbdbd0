"""Words that several reports share."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from headship.core.charts import Series, Shape
from headship.frameworks.responsibilities import Component
from headship.surveys.analysis import Cell
from headship.surveys.models import RaterGroup, Survey

Words = str | Promise

COMPONENT_LABELS: tuple[tuple[str, Words], ...] = (
    (Component.FOCUS.value, pgettext_lazy("component", "Focus")),
    (Component.CHANGE.value, pgettext_lazy("component", "Change")),
    (Component.COMMUNITY.value, pgettext_lazy("component", "Community")),
)
ENDS: tuple[Words, Words] = (_("never or rarely"), _("almost always"))
SHAPES: Mapping[str, Shape] = {
    "self": Shape.OPEN_CIRCLE,
    "teacher": Shape.CIRCLE,
    "supervisor": Shape.DIAMOND,
    "peer": Shape.SQUARE,
}


def group_titles(survey: Survey) -> dict[str, str]:
    """Return each rater group's title by its key."""
    return {group.key: group.title for group in survey.groups.all()}


def cell_label(cell: Cell, titles: Mapping[str, str]) -> str:
    """Return the title of a cell; merged groups are named together."""
    return " + ".join(titles[key] for key in cell.groups)


def cell_series(cells: Iterable[Cell], titles: Mapping[str, str]) -> tuple[Series, ...]:
    """Return the legend of a report: a shape for each cell."""
    return tuple(
        Series(
            key=cell.key,
            label=format_lazy("{} ({})", cell_label(cell, titles), cell.n),
            shape=SHAPES.get(cell.groups[0], Shape.CIRCLE),
        )
        for cell in cells
    )


def group_series(
    groups: Iterable[RaterGroup], hidden: Iterable[str]
) -> tuple[Series, ...]:
    """Return the legend of a group report."""
    return tuple(
        Series(key=it.key, label=it.title, shape=SHAPES.get(it.key, Shape.CIRCLE))
        for it in groups
        if it.key not in set(hidden)
    )

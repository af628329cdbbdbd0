"""How long options work on each of the 21 responsibilities, drawn as the spine."""

from collections.abc import Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from headship.core.charts import Mark, Series, Shape, Spine, SpineRow, draw_spine
from headship.core.naming import name_of
from headship.frameworks.responsibilities import (
    Component,
    Responsibility,
    load_responsibilities,
)
from headship.programs.options.offers import Option
from headship.programs.options.problem import ENOUGH_MINUTES, Problem

SHAPES = (Shape.CIRCLE, Shape.DIAMOND, Shape.SQUARE)
HOUR = 60
COMPONENT_LABELS = (
    (Component.FOCUS.value, pgettext_lazy("component", "Focus")),
    (Component.CHANGE.value, pgettext_lazy("component", "Change")),
    (Component.COMMUNITY.value, pgettext_lazy("component", "Community")),
)


def coverage_spine(problem: Problem, options: Sequence[Option]) -> SafeString:
    """Draw the hours that each option spends on each responsibility."""
    most = max([ENOUGH_MINUTES, *(_minutes(it, r) for it in options for r in _all())])
    return draw_spine(
        Spine(
            title=gettext("Hours on each of the 21 responsibilities"),
            desc=gettext("One mark for each option; what was asked for is named."),
            rows=tuple(_row(problem, options, it) for it in _all()),
            series=tuple(
                Series(
                    key=str(number),
                    label=gettext("Option %(number)d") % {"number": number},
                    shape=shape,
                )
                for number, shape in zip(
                    range(1, len(options) + 1), SHAPES, strict=False
                )
            ),
            groups=COMPONENT_LABELS,
            low=0,
            high=float(-(-most // HOUR)),
            ends=(_("none"), _("hours")),
        )
    )


def _all() -> tuple[Responsibility, ...]:
    return load_responsibilities()


def _row(
    problem: Problem, options: Sequence[Option], responsibility: Responsibility
) -> SpineRow:
    is_needed = responsibility.key in problem.needs
    return SpineRow(
        key=responsibility.key,
        label=name_of(responsibility),
        group=responsibility.component.value,
        note=_("asked for") if is_needed else "",
        marks=tuple(
            Mark(series=str(number), value=_minutes(it, responsibility) / HOUR)
            for number, it in enumerate(options, start=1)
        ),
    )


def _minutes(option: Option, responsibility: Responsibility) -> int:
    key = responsibility.key
    return sum(session.minutes.get(key, 0) for session in option.sessions)

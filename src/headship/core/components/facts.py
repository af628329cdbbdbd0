"""Components that show what is known and how far something has come."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.forms import BoundField
from django.utils.safestring import SafeString

from headship.core.components.rendering import render_component


def facts(pairs: Iterable[tuple[Any, Any]]) -> SafeString:
    """Write names and values; a missing value is shown as unknown."""
    return render_component("facts", pairs=list(pairs))


def progress(value: int, total: int, label: str = "") -> SafeString:
    """Write how much of something is done, as a bar and in words."""
    return render_component("progress", value=value, total=total, label=label)


def rating_item(
    field: BoundField, number: int | None = None, ends: Sequence[str] = ()
) -> SafeString:
    """Write one statement to rate as a row of real radio buttons.

    The field is a ``ChoiceField`` with ``RadioSelect``; a choice with an empty value
    is not offered, the choice ``x`` ("I can't judge") stands apart from the scale.
    """
    options = [option for option in field if str(option.data["value"]) != ""]
    return render_component(
        "rating_item",
        field=field,
        number=number,
        scale=[option for option in options if option.data["value"] != "x"],
        apart=[option for option in options if option.data["value"] == "x"],
        ends=ends,
    )

"""The radio buttons of one statement, written often and therefore fast."""

from functools import lru_cache

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

NAME = "name-of-the-statement"  # Stands in the kept row until a page names it.
Options = tuple[tuple[int, str], ...]


def rating_row(name: str, scale: Options, apart: Options, chosen: int) -> SafeString:
    """Write a statement's radio buttons: the scale, and what stands apart from it.

    Options are values with labels; ``chosen`` is a value, or one that no option has.
    The row of each set of options is built once, since a page repeats it.
    """
    row = _row(scale, apart).replace(NAME, escape(name))
    marked = f'value="{chosen:d}"'
    return mark_safe(row.replace(marked, f"{marked} checked"))  # noqa: S308 -- built here


@lru_cache(maxsize=64)
def _row(scale: Options, apart: Options) -> SafeString:
    return format_html(
        '<div class="rating-row"><div class="rating-scale">{}</div>{}</div>',
        format_html_join(
            "", _OPTION, ((NAME, value, value, text) for value, text in scale)
        ),
        format_html_join("", _APART, ((NAME, value, text) for value, text in apart)),
    )


_OPTION = (
    '<label class="rating-option"><input type="radio" name="{}" value="{}">'
    '<span class="rating-mark" aria-hidden="true">{}</span>'
    '<span class="rating-label">{}</span></label>'
)
_APART = (
    '<label class="rating-option rating-apart"><input type="radio" name="{}" value="{}">'
    '<span class="rating-label">{}</span></label>'
)

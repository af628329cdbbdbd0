"""Icons: shapes of one sprite, drawn in the color of the text beside them."""

from functools import cache

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString


@cache
def icon(name: str) -> SafeString:
    """Draw an icon of ``core/icons.svg``; it says nothing to a screen reader."""
    return format_html(
        '<svg class="icon" width="20" height="20" aria-hidden="true" focusable="false">'
        '<use href="{}#{}"></use></svg>',
        static("core/icons.svg"),
        name,
    )

"""The style sheets of a page, found once per process."""

from functools import cache

from django.conf import settings
from django.utils.safestring import SafeString

from headship.core.components.rendering import render_component

NAMES = {"page": "sheets", "rater": "rater_sheets"}


def sheets(kind: str = "page") -> SafeString:
    """Write the links to the style sheets of a kind of page: page or rater."""
    if settings.LOCAL:
        return render_component(NAMES[kind])
    return _kept(kind)


@cache
def _kept(kind: str) -> SafeString:
    return render_component(NAMES[kind])

"""Parts of evidence pages that are written too often for a template's loop."""

from collections.abc import Iterable

from django import template
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString

from headship.core.components.numbers import count
from headship.evidence.reports.facets import Option

register = template.Library()

# Formatted with values that are escaped below; a page has two hundred of them.
_OPTION = (
    '<label for="f-{key}-{value}"><input type="checkbox" id="f-{key}-{value}" '
    'name="{key}" value="{value}"{checked}><span{lang}>{label}</span> '
    '<span class="evidence-count">{count}</span></label>'
)


@register.simple_tag
def filter_options(key: str, options: Iterable[Option], lang: str = "") -> SafeString:
    """Write the checkboxes of one filter with the count of each value.

    ``key`` and ``lang`` are words of the code's own; everything else is escaped.
    """
    return SafeString(
        "".join(
            _OPTION.format(
                key=key,
                value=escape(one.value),
                checked=" checked" if one.is_chosen else "",
                label=conditional_escape(str(one.label)),
                lang=f' lang="{lang}"' if lang else "",
                count=one.count if one.count < 1000 else count(one.count),
            )
            for one in options
        )
    )

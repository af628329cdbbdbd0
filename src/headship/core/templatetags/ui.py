"""The components that every page is made of.

Each is a function of ``core.components`` and one template in ``core/ui``; all of them,
in all their states, are on ``/styleguide/``.
"""

from django import template

from headship.core.components import (
    controls,
    facts,
    icons,
    layout,
    numbers,
    ratings,
    sheets,
    wayfinding,
)
from headship.core.components.attributes import as_json
from headship.core.naming import name_of, short_name_of

register = template.Library()

for block in (
    layout.card,
    layout.empty_state,
    layout.figure,
    layout.notice,
    layout.table,
):
    register.simple_block_tag(block)

for tag in (
    controls.button,
    controls.field,
    controls.form_errors,
    controls.link_button,
    facts.facts,
    facts.progress,
    facts.rating_item,
    icons.icon,
    layout.badge,
    ratings.rating_row,
    sheets.sheets,
    wayfinding.breadcrumbs,
    wayfinding.stepper,
    wayfinding.tabs,
):
    register.simple_tag(tag)

for page_tag in (
    controls.orgurl,
    wayfinding.frame,
    wayfinding.language_switch,
    wayfinding.pagination,
):
    register.simple_tag(page_tag, takes_context=True)

for filter_ in (as_json, name_of, short_name_of):
    register.filter(filter_)
for name in (
    "change",
    "count",
    "day",
    "interval",
    "money",
    "score",
    "share",
    "unknown",
):
    register.filter(name, getattr(numbers, name))

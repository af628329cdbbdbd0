"""What templates ask for and do not get, or get only by a query of their own.

A template reads what its page was given. Django is silent when a name is misspelt and
when a relation is fetched one row at a time; here both are noted whenever any test
renders one of our templates, and the test fails (see ``tests/conftest.py``).

- A thing that has no such attribute is a fault, in ``{% if %}`` too; only of a plain
  value may be asked whether it has one: ``{% if rate.reason %}`` means "is suppressed".
- A name that is not there is a fault where it is shown; ``{% if name %}`` and
  ``{{ name|default:… }}`` may ask for what only some pages give.
- A query while a variable is looked up is a fault; loops over querysets are not.
"""

from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connections
from django.template import engines
from django.template.base import (
    FilterExpression,
    Node,
    Variable,
    VariableDoesNotExist,
)
from django.template.context import BaseContext

import headship

OURS = str(Path(headship.__file__).parent)
OPTIONAL = {"default", "default_if_none"}  # Filters that say what stands in its place.


class Watch:
    """Notes the faults of our templates while it is on."""

    def __init__(self):
        self.faults = set()
        self._origins, self._expressions, self._variables = [], [], []

    def render_node(self, node, context):
        self._origins.append(node.origin.name)
        try:
            return _RENDER_NODE(node, context)
        finally:
            self._origins.pop()

    def resolve_expression(self, expression, context, ignore_failures=False):
        filters = {function.__name__ for function, _ in expression.filters}
        self._expressions.append(ignore_failures or bool(filters & OPTIONAL))
        try:
            return _RESOLVE_EXPRESSION(expression, context, ignore_failures)
        finally:
            self._expressions.pop()

    def resolve_variable(self, variable, context):
        self._variables.append(variable)
        try:
            return _RESOLVE_VARIABLE(variable, context)
        except VariableDoesNotExist as error:
            self._note_missing(variable, *error.params)
            raise
        finally:
            self._variables.pop()

    def _note_missing(self, variable, key, thing):
        is_page = isinstance(thing, BaseContext)
        is_plain = is_page or type(thing).__module__ == "builtins"
        if is_plain and self._expressions and self._expressions[-1]:
            return
        owner = "page" if is_page else type(thing).__name__
        self._note(variable, f"{owner} has no {key}")

    def _note(self, variable, what):
        origin = self._origins[-1] if self._origins else ""
        if origin.startswith(OURS):
            place = origin.removeprefix(OURS).split("/templates/")[-1]
            self.faults.add(f"{place}: {{{{ {variable.var} }}}}: {what}")

    def execute(self, execute, sql, *rest):
        """Note a query that begins while a variable is looked up."""
        if self._variables:
            self._note(self._variables[-1], f"queries: {sql[:80]}")
        return execute(sql, *rest)


class Unresolved(str):
    """The empty text that stands for what is missing; tells of blocktranslate's."""

    def __contains__(self, _text):
        return True  # So that blocktranslate fills in its name, which is told below.

    def __mod__(self, name):
        self.faults.add(f"blocktranslate: {{{{ {name} }}}}: page has no {name}")
        return ""


_RENDER_NODE = Node.render_annotated
_RESOLVE_EXPRESSION = FilterExpression.resolve
_RESOLVE_VARIABLE = Variable.resolve


@contextmanager
def watching():
    """Yield the set of faults that the templates rendered meanwhile have."""
    watch, unresolved = Watch(), Unresolved()
    unresolved.faults = watch.faults
    queries = connections["default"].execute_wrapper(watch.execute)
    with queries, pytest.MonkeyPatch.context() as patch:
        patch.setattr(engines["django"].engine, "string_if_invalid", unresolved)
        patch.setattr(Node, "render_annotated", _unbound(watch.render_node))
        patch.setattr(FilterExpression, "resolve", _unbound(watch.resolve_expression))
        patch.setattr(Variable, "resolve", _unbound(watch.resolve_variable))
        yield watch.faults


def _unbound(method):
    """Return a function, so that it is given the object whose method it replaces."""

    def call(*parts, **options):
        return method(*parts, **options)

    return call

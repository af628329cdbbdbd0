"""Sentences are marked as the collector for catalogs expects.

It knows functions by their names and reads no escapes: a sentence behind another name,
or with a code point in place of a letter, would stay English without a word.
"""

import ast

import pytest
from tests.core.catalog import PACKAGE, SHAPES

MODULES = sorted(PACKAGE.glob("**/*.py"))


def aliases(tree):
    """Return the unknown names that a module gives to functions of gettext."""
    return {
        name.asname
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for name in node.names
        if "gettext" in name.name and name.asname not in {None, "_"}
    }


def escaped(source, tree):
    """Return the marked strings of a module that have escapes in place of letters."""
    words = (
        ast.get_source_segment(source, word)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SHAPES
        for word in node.args
        if isinstance(word, ast.Constant)
    )
    return {it for it in words if "\\u" in it or "\\x" in it}


@pytest.mark.parametrize(
    ("source", "named", "written"),
    [
        ("from x import gettext as _\n_('Plain')", set(), set()),
        ("from x import gettext as now\nnow('Lost')", {"now"}, set()),
        ("_('Lost\\u00a0too')", set(), {"'Lost\\u00a0too'"}),
    ],
)
def test_what_the_collector_misses_is_found(source, named, written):
    tree = ast.parse(source)

    assert (aliases(tree), escaped(source, tree)) == (named, written)


def test_collector_finds_every_sentence_of_the_rooms():
    missed = {}
    for path in MODULES:
        source = path.read_text(encoding="utf-8")
        tree = ast.parse(source)
        if found := aliases(tree) | escaped(source, tree):
            missed[str(path.relative_to(PACKAGE))] = found

    assert len(MODULES) > 200
    assert not missed

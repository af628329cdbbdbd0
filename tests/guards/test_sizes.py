"""Files and functions end where a reader would lose the thread; split by noun."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("src", "tests", "scripts", "benchmarks", "validation")
LONGEST = {".py": 500, ".html": 200, ".css": 250, ".js": 250}
LONGEST_FUNCTION = 60
LONGEST_VIEW = 25
LONGEST_FORMULA = 80  # A function of headship.stats; papers number their steps too.
NOT_OURS = {"vendor", "migrations", "__pycache__"}


def written(ending):
    """Return the files of one kind that people wrote."""
    return [
        path
        for folder in FOLDERS
        for path in sorted((ROOT / folder).rglob(f"*{ending}"))
        if not NOT_OURS.intersection(path.parts)
    ]


def lines_without_docstring(function):
    """Count the lines of a function but for the docstring."""
    total = function.end_lineno - function.lineno + 1
    if ast.get_docstring(function) is None:
        return total
    first = function.body[0]
    return total - (first.end_lineno - first.lineno + 1)


def functions(path):
    return [
        node
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


@pytest.mark.parametrize("ending", LONGEST)
def test_no_file_is_too_long(ending):
    long = {
        str(path.relative_to(ROOT)): count
        for path in written(ending)
        if (count := len(path.read_text().splitlines())) > LONGEST[ending]
    }

    assert long == {}


def test_no_function_is_too_long():
    long = {
        f"{path.relative_to(ROOT)}: {function.name}": count
        for path in written(".py")
        for function in functions(path)
        if (count := lines_without_docstring(function))
        > (LONGEST_FORMULA if "stats" in path.parts else LONGEST_FUNCTION)
    }

    assert long == {}


def test_no_view_is_too_long():
    long = {
        f"{path.relative_to(ROOT)}: {function.name}": count
        for path in written(".py")
        if path.name == "views.py" or path.parent.name == "views"
        if "src" in path.parts
        for function in functions(path)
        if (count := lines_without_docstring(function)) > LONGEST_VIEW
    }

    assert long == {}

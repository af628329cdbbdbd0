import doctest
import importlib
import pkgutil

import pytest

from headship.stats import wwc

MODULES = [module.name for module in pkgutil.iter_modules(wwc.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_run(name):
    # importlib, because the package's attribute of that name may be the function.
    module = importlib.import_module(f"headship.stats.wwc.{name}")

    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("name", wwc.__all__)
def test_every_function_documents_its_formula_and_limits(name):
    item = getattr(wwc, name)
    if not callable(item) or isinstance(item, type):
        return

    for part in ("Formula:", "Assumes:", "Do not use when:", ">>> ", "References\n"):
        assert part in item.__doc__, part

import doctest
import importlib
import pkgutil

import pytest

from headship.stats import effects

MODULES = [module.name for module in pkgutil.iter_modules(effects.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_run(name):
    module = importlib.import_module(f"headship.stats.effects.{name}")

    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("name", effects.__all__)
def test_every_function_documents_its_formula_and_limits(name):
    item = getattr(effects, name)
    if not callable(item) or isinstance(item, type):
        return

    for part in (
        "Parameters\n",
        "Returns\n",
        "Raises\n",
        "Formula:",
        "Assumes:",
        "Do not use when:",
        ">>> ",
        "References\n",
    ):
        assert part in item.__doc__, part

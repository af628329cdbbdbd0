import doctest
import importlib
import pkgutil

import pytest

from headship.stats import measurement

MODULES = [module.name for module in pkgutil.iter_modules(measurement.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_the_docstrings_hold(name):
    module = importlib.import_module(f"headship.stats.measurement.{name}")
    assert doctest.testmod(module).failed == 0

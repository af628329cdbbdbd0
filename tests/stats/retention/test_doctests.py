"""The worked examples in the docstrings run."""

import doctest
import importlib
import pkgutil

import pytest

from headship.stats import retention

MODULES = [name for _, name, _ in pkgutil.iter_modules(retention.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name):
    module = importlib.import_module(f"headship.stats.retention.{name}")

    assert doctest.testmod(module).failed == 0

import doctest
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from headship.stats import meta

MODULES = sorted(
    path.stem
    for path in Path(meta.__file__).parent.glob("*.py")
    if not path.stem.startswith("_")
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name):
    import_module(f"headship.stats.meta.{name}")
    module = sys.modules[f"headship.stats.meta.{name}"]

    found = doctest.testmod(module, extraglobs={"np": import_module("numpy")})

    assert found.failed == 0
    assert found.attempted > 0


@pytest.mark.parametrize("name", meta.__all__)
def test_public_functions_are_documented(name):
    value = getattr(meta, name)
    needed = ["Parameters", "Returns", "Raises", "Notes", "Examples", "References"]
    lines = ["Formula:", "Assumes:", "Do not use when:"]

    if isinstance(value, type):
        assert value.__doc__
    else:
        text = value.__doc__
        assert [word for word in needed + lines if word not in text] == []


def test_import_leaves_slow_parts_of_scipy_alone():
    code = (
        "import sys, headship.stats.meta;"
        "print({'scipy.stats', 'scipy.optimize'} & sys.modules.keys())"
    )

    found = subprocess.run(  # noqa: S603 -- our own interpreter and code
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert found.stdout.strip() == "set()"

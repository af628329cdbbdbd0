"""Every recorded result of the meta-analysis areas, against our functions."""

import math
from importlib import import_module

import pytest

MODULES = [
    import_module(f"validation.agreement.meta_{name}")
    for name in (
        "artifacts",
        "bias",
        "dependent",
        "multilevel",
        "pooled",
        "selection",
    )
]
AREAS = ("meta", "meta2", "pcurve")


@pytest.fixture(scope="module")
def ours(shared):
    return {module.__name__: module.values(shared) for module in MODULES}


@pytest.fixture(scope="module")
def theirs(read_shared):
    rows = read_shared("reference/reference_values.csv")
    return {
        (row["test_id"], row["quantity"]): float(row["value"])
        for row in rows
        if row["area"] in AREAS
    }


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_values_agree_with_the_recorded_results(module, ours, theirs):
    wrong = []
    for key, value in ours[module.__name__].items():
        if key not in theirs:
            continue
        rtol, atol = module.tolerance(*key)
        if not math.isclose(value, theirs[key], rel_tol=rtol, abs_tol=atol):
            wrong.append((key, value, theirs[key], value - theirs[key]))

    assert wrong == []


def test_every_recorded_row_is_computed_or_declined(ours, theirs):
    computed = set().union(*(values.keys() for values in ours.values()))
    declined = tuple(key for module in MODULES for key in module.NOT_IMPLEMENTED)

    missing = sorted(
        key
        for key in theirs
        if key not in computed and not "/".join(key).startswith(declined)
    )

    assert missing == []


def test_no_row_is_both_computed_and_declined(ours, theirs):
    computed = set().union(*(values.keys() for values in ours.values()))
    declined = tuple(key for module in MODULES for key in module.NOT_IMPLEMENTED)

    assert [
        k for k in computed & theirs.keys() if "/".join(k).startswith(declined)
    ] == []

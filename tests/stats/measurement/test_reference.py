"""Every recorded result of the topic agrees with ours."""

import pytest
from validation.agreement import (
    measurement_models,
    measurement_raters,
    measurement_scales,
)

PARTS = [measurement_scales, measurement_raters, measurement_models]
AREAS = {"psych", "mfrm"}


@pytest.fixture(scope="module")
def recorded(read_shared):
    return {
        (row["test_id"], row["quantity"]): float(row["value"])
        for row in read_shared("reference/reference_values.csv")
        if row["area"] in AREAS
    }


def covered(part, test_id):
    return test_id.startswith(part.PREFIXES) and not test_id.startswith(
        tuple(part.NOT_IMPLEMENTED)
    )


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_recorded_result_agrees(part, recorded, shared):
    ours = part.values(shared)

    expected = {key for key in recorded if covered(part, key[0])}
    assert set(ours) == expected
    wrong = []
    for key, value in ours.items():
        relative, absolute = part.tolerance(*key)
        close = pytest.approx(recorded[key], rel=relative, abs=absolute)
        if value != close:
            wrong.append((*key, recorded[key], value))
    assert wrong == []


def test_every_row_is_ours_or_explained(recorded):
    unexplained = {
        test_id
        for test_id, _ in recorded
        if not any(test_id.startswith(part.PREFIXES) for part in PARTS)
    }
    assert unexplained == set()

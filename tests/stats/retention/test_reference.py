"""Every recorded result of the topic agrees with ours."""

import pytest
from validation.agreement import retention as agreement


@pytest.fixture(scope="module")
def ours(shared):
    return agreement.values(shared)


@pytest.fixture(scope="module")
def recorded(read_shared):
    return [
        row
        for row in read_shared("reference/reference_values.csv")
        if row["area"] == "surv"
    ]


def disagreements(recorded, ours):
    found = []
    for row in recorded:
        key = row["test_id"], row["quantity"]
        if key in ours:
            theirs = float(row["value"])
            close = pytest.approx(theirs, rel=agreement.tolerance(*key), abs=0.0)
            if ours[key] != close:
                found.append((*key, theirs, ours[key]))
    return found


def test_every_recorded_result_is_ours_or_explained(recorded, ours):
    unexplained = [
        (row["test_id"], row["quantity"])
        for row in recorded
        if (row["test_id"], row["quantity"]) not in ours
        and row["test_id"] not in agreement.NOT_IMPLEMENTED
    ]

    assert unexplained == []


def test_no_value_of_ours_is_without_a_record(recorded, ours):
    assert set(ours) <= {(row["test_id"], row["quantity"]) for row in recorded}


def test_every_value_agrees(recorded, ours):
    assert disagreements(recorded, ours) == []

"""Every recorded result of the topic agrees with ours."""

import pytest
from validation.agreement import impact as agreement

SLOW = "insteval."


@pytest.fixture(scope="module")
def ours(shared):
    return agreement.quick_values(shared)


@pytest.fixture(scope="module")
def recorded(read_shared):
    return [
        row
        for row in read_shared("reference/reference_values.csv")
        if row["area"] == "impact" and not row["test_id"].startswith("power.")
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
    explained = (SLOW, *agreement.NOT_IMPLEMENTED)
    unexplained = [
        (row["test_id"], row["quantity"])
        for row in recorded
        if (row["test_id"], row["quantity"]) not in ours
        and not row["test_id"].startswith(explained)
    ]

    assert unexplained == []


def test_no_value_of_ours_is_without_a_record(recorded, ours):
    assert set(ours) <= {(row["test_id"], row["quantity"]) for row in recorded}


def test_every_value_agrees(recorded, ours):
    assert disagreements(recorded, ours) == []


@pytest.mark.slow
def test_crossed_ratings_of_lecturers_agree(recorded, shared):
    ours = agreement.slow_values(shared)

    assert len(ours) == sum(row["test_id"].startswith(SLOW) for row in recorded) == 9
    assert disagreements(recorded, ours) == []

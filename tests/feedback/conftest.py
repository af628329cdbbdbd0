"""A principal's 360 in every state."""

import pytest

from tests.feedback import rounds

KEEP = "leadership-360.helps_most"


@pytest.fixture
def staff(riverside, school):
    return rounds.make_people(riverside, 6, schools=[school])


@pytest.fixture
def cycle(leader):
    return rounds.make_cycle(leader)


@pytest.fixture
def participant(cycle, leader, principal, staff):
    return rounds.add_leader(cycle, leader, principal, teachers=staff)


@pytest.fixture
def opened(cycle, participant, leader):
    rounds.open_cycle(cycle, leader)
    return rounds.reload(participant)


@pytest.fixture
def answered(opened):
    """Return the principal's part after six teachers, self and supervisor answered."""
    rounds.answer(opened, "self", [5])
    rounds.answer(opened, "supervisor", [3])
    rounds.answer(opened, "teacher", [3, 4, 4, 4, 5, 2])
    return opened


@pytest.fixture
def closed(answered, leader):
    rounds.close_cycle(answered.cycle, leader)
    return rounds.reload(answered)

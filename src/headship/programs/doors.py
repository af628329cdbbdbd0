"""The code at a door: half says which door, half changes every thirty seconds.

The changing half is derived from the server's secret, so that no table holds it and a
photograph of it is soon worth nothing. Only servers compare times; what the clock of a
phone says does not matter. Tolerance for the past is for people who scan and then wait
for the page; for the future it is one step, for servers whose clocks differ a little.
"""

from datetime import datetime, timedelta
from enum import Enum, auto
from uuid import UUID

from headship.core import tokens

STEP = timedelta(seconds=30)
STEPS_OF_GRACE = 4  # Two minutes after a code was last shown it stops working.
STEPS_AHEAD = 1
STEPS_REMEMBERED = 240  # Two hours: so long an old code is told apart from a wrong one.
STEPS_FORESEEN = 20  # Ten minutes: further apart than that no two servers are.
HALF = 5  # Characters of base 32: 25 bits, enough for two minutes of trying.


class Verdict(Enum):
    """What a code is worth now."""

    GOOD = auto()
    EXPIRED = auto()
    AHEAD = auto()
    WRONG = auto()


def code_at(door: UUID, tag: str, moment: datetime) -> str:
    """Return the code that a door shows at a moment."""
    return tag + _half(door, _step(moment))


def judge(door: UUID, half: str, moment: datetime) -> Verdict:
    """Say whether the changing half of a code is a door's, now or lately."""
    step = _step(moment)
    for verdict, steps in (
        (Verdict.GOOD, range(step + STEPS_AHEAD, step - STEPS_OF_GRACE - 1, -1)),
        (Verdict.AHEAD, range(step + STEPS_AHEAD + 1, step + STEPS_FORESEEN + 1)),
        (
            Verdict.EXPIRED,
            range(step - STEPS_OF_GRACE - 1, step - STEPS_REMEMBERED, -1),
        ),
    ):
        if any(_half(door, one) == half for one in steps):
            return verdict
    return Verdict.WRONG


def split(code: str) -> tuple[str, str]:
    """Return both halves of a code, however a person typed it."""
    letters = tokens.normalize(code)
    return letters[:HALF], letters[HALF:]


def spell(code: str) -> str:
    """Return a code as it is shown for typing."""
    return f"{code[:HALF]}-{code[HALF:]}"


def _step(moment: datetime) -> int:
    return int(moment.timestamp() // STEP.total_seconds())


def _half(door: UUID, step: int) -> str:
    return tokens.derive("door", f"{door}:{step}")[:HALF]

"""What has to reach people's own calendars when sessions or seats change.

The places that change something call these; each is called once, inside the action's
transaction, after the rows are written (days that go are deleted after the call).
"""

from headship.programs.models import MakeUp, Participant, Session


def session_changed(session: Session, kind: str) -> None:
    """A session was ``scheduled``, ``rescheduled`` or ``cancelled``."""


def participant_changed(participant: Participant, kind: str) -> None:
    """A participant was ``enrolled`` or ``left``: all sessions ahead come or go."""


def make_up_changed(make_up: MakeUp, kind: str) -> None:
    """A make-up was ``assigned`` or ``removed``: its one session comes or goes."""

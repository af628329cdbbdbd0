"""Sessions ahead whose lead no longer may lead, as several pages show them."""

from dataclasses import dataclass

from django.db.models import QuerySet

from headship.core.clock import now
from headship.programs.models import Session
from headship.programs.policies.leads import Lapse, lapses
from headship.programs.queries.sessions import loaded


@dataclass(frozen=True, slots=True, kw_only=True)
class LapseRow:
    """One session that needs another lead."""

    session: Session
    lapse: Lapse


def lapse_rows(sessions: QuerySet[Session]) -> tuple[LapseRow, ...]:
    """Return those of some sessions that need another lead, soonest first."""
    found = lapses(sessions, now())
    by_key = loaded(Session.objects.filter(pk__in=found)).in_bulk() if found else {}
    return tuple(
        LapseRow(session=by_key[key], lapse=lapse) for key, lapse in found.items()
    )

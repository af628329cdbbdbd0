"""What the doors below share."""

from contextlib import AbstractContextManager

from django.db.models import QuerySet
from django_scopes import scope

from headship.programs.models import Cohort, Participant, Session, SessionDay

TAKES_PART = (Participant.State.ENROLLED, Participant.State.COMPLETED)


def at_provider(cohort: Cohort) -> AbstractContextManager[None]:
    """Enter the scope of the organization that a cohort belongs to.

    What a participant or a district does in a cohort, such as accepting a seat, is
    counted among the provider's rows, not among the own organization's.
    """
    entered: AbstractContextManager[None] = scope(organization=cohort.organization)
    return entered


def participants() -> QuerySet[Participant]:
    """Return places with whom and what they belong to."""
    return Participant.objects.select_related(
        "cohort__organization", "cohort__program", "organization", "member"
    )


def sessions() -> QuerySet[Session]:
    """Return sessions with their cohort and plan."""
    return Session.objects.select_related("cohort__organization", "program_session")


def days() -> QuerySet[SessionDay]:
    """Return days with their session and venue."""
    return SessionDay.objects.select_related("session__cohort__organization", "venue")

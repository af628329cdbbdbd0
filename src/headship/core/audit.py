"""Recording what people do, and the words for it."""

from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.db.models import TextChoices

from headship.core.clock import now
from headship.core.models import AuditEvent

_labels: dict[str, Any] = {}


class Actor(Protocol):
    """Whoever acts: a membership, which knows its organization.

    A curator of the evidence library acts for none.
    """

    @property
    def ref(self) -> UUID | None: ...

    @property
    def organization(self) -> Any: ...


def vocabulary(events: type[TextChoices]) -> type[TextChoices]:
    """Register an app's events, so that the audit page can name them."""
    for value, label in events.choices:
        if value in _labels:
            raise ValueError(f"Audit event {value} is defined twice.")
        _labels[value] = label
    return events


def label(event: str) -> str:
    """Return the words for an event."""
    return str(_labels.get(event, event))


def labels() -> dict[str, str]:
    """Return every event with its words."""
    return {event: str(words) for event, words in _labels.items()}


def record(
    event: TextChoices,
    *,
    subject: Any,
    by: Actor,
    details: dict[str, Any] | None = None,
) -> AuditEvent:
    """Record one event. Details hold names and counts, never an answer.

    A subject whose words are its author's own has an ``audit_label`` instead.
    """
    entry = AuditEvent(
        at=now(),
        organization_ref=by.organization.ref if by.organization else None,
        actor_ref=by.ref,
        actor_label=str(by)[:200],
        event=event.value,
        subject_kind=type(subject).__name__.lower(),
        subject_ref=subject.ref,
        subject_label=str(getattr(subject, "audit_label", subject))[:200],
        details=details or {},
    )
    entry.save()
    return entry


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """Headship itself, acting for an organization on a timer, or for none."""

    organization: Any = None
    ref: None = None

    def __str__(self) -> str:
        return "Headship"

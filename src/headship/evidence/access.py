"""Whose saved search it is, and who may curate; the rest of the library is everyone's.

The library belongs to no organization, so nothing here asks for one.
"""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from headship.accounts.models import User
from headship.evidence.models import (
    CURATED_MODELS,
    Change,
    Curator,
    Intervention,
    SavedSearch,
)


def get_saved_search(user: User, ref: object) -> SavedSearch:
    """Return one of the person's own searches; nobody else's exists for them."""
    found: SavedSearch = get_object_or_404(SavedSearch, user=user, ref=ref)
    return found


def get_curator(user: Any) -> Curator:
    """Return the person as a curator; for others the curators' pages do not exist."""
    found: Curator = get_object_or_404(
        Curator.objects.select_related("user"), user=user, dismissed_at=None
    )
    return found


def get_change(ref: object) -> Change:
    """Return a proposed change, for a curator."""
    changes = Change.objects.select_related("proposed_by__user", "reviewed_by__user")
    found: Change = get_object_or_404(changes, ref=ref)
    return found


def check_kind(kind: str) -> None:
    """Refuse a kind of record that does not exist."""
    if kind not in CURATED_MODELS:
        raise Http404


def get_record(kind: str, ref: object) -> Any:
    """Return a record of one kind."""
    check_kind(kind)
    return get_object_or_404(CURATED_MODELS[kind], ref=ref)


def get_published_record(kind: str, ref: object) -> Any:
    """Return a record that anyone may read; of an unpublished program none exists."""
    record = get_record(kind, ref)
    program = getattr(record, "intervention", record)
    if isinstance(program, Intervention) and not program.is_published:
        raise Http404
    return record

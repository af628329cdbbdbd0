"""Whose saved search it is; everything else in the library is everyone's."""

from django.shortcuts import get_object_or_404

from headship.accounts.models import User
from headship.evidence.models import SavedSearch


def get_saved_search(user: User, ref: object) -> SavedSearch:
    """Return one of the person's own searches; nobody else's exists for them."""
    found: SavedSearch = get_object_or_404(SavedSearch, user=user, ref=ref)
    return found

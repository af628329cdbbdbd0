"""Keeping a person's bookmarks; they are nobody else's matter and leave no event."""

from django.db import transaction
from django.utils.translation import gettext as _

from headship.accounts.models import User
from headship.core.clock import now
from headship.core.errors import PolicyError
from headship.evidence.models import SavedSearch

MOST_SEARCHES = 100  # To a person; a list that nobody reads helps nobody.


@transaction.atomic
def save_search(*, name: str, query: str, by: User) -> SavedSearch:
    """Save a search; the same search again is the one that is there."""
    known = SavedSearch.objects.filter(user=by)
    if known.exclude(query=query).count() >= MOST_SEARCHES:
        raise PolicyError(
            _("You have %(most)s saved searches. Forget one to save another.")
            % {"most": MOST_SEARCHES}
        )
    saved, _is_new = SavedSearch.objects.get_or_create(
        user=by, query=query, defaults={"name": name, "saved_at": now()}
    )
    return saved


@transaction.atomic
def rename_search(*, search: SavedSearch, name: str, by: User) -> SavedSearch:
    """Give one's own search another name."""
    _check_is_own(search, by)
    search.name = name
    search.save(update_fields=["name"])
    return search


@transaction.atomic
def forget_search(*, search: SavedSearch, by: User) -> None:
    """Forget one's own search."""
    _check_is_own(search, by)
    search.delete()


def _check_is_own(search: SavedSearch, by: User) -> None:
    if search.user_id != by.pk:
        raise PolicyError(_("This search belongs to somebody else."))

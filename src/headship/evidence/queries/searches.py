"""Reading a person's saved searches."""

from django.db.models import QuerySet

from headship.accounts.models import User
from headship.evidence.models import SavedSearch


def saved_searches(user: User) -> QuerySet[SavedSearch]:
    """Return the searches a person has saved, by name."""
    return SavedSearch.objects.filter(user=user)

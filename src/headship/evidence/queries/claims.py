"""Claims of the literature, in the order in which they are read."""

from django.db.models import QuerySet

from headship.evidence.models import Claim


def claims() -> QuerySet[Claim]:
    """Return every claim."""
    return Claim.objects.order_by("order", "key")

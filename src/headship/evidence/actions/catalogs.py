"""Making the search catalog."""

import uuid

from django.db import transaction

from headship.core.clock import now
from headship.evidence.models import SearchCatalog
from headship.evidence.queries.catalogs import gather_published
from headship.evidence.search.catalog import write_catalog


@transaction.atomic
def make_catalog() -> SearchCatalog:
    """Make the search catalog anew from what is published.

    It holds nothing that the records do not, so it is no event of its own: the action
    that changed the records calls it in its transaction and is the one recorded.
    """
    # The lock lets makers of two catalogs read one after the other.
    list(SearchCatalog.objects.select_for_update().filter(number=1).only("pk"))
    version = uuid.uuid4()
    content = write_catalog(gather_published(str(version)))
    made, _ = SearchCatalog.objects.update_or_create(
        number=1, defaults={"version": version, "content": content, "made_at": now()}
    )
    return made

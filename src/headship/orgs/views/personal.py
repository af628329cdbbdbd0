"""A person's own pages that know of organizations."""

from django.views.decorators.http import require_GET

from headship.core.http import render_page
from headship.orgs import queries


@require_GET
def organization_list(request):
    """Show the organizations a person belongs to, to change between them."""
    places = list(queries.memberships_of(request.user))
    return render_page(request, "orgs/organization_list.html", {"places": places})

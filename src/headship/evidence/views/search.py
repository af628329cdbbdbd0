"""Finding one's way into the library: words, filters, order; anyone may."""

from django.contrib.auth.decorators import login_not_required
from django.views.decorators.http import require_safe

from headship.core.http import render_page
from headship.evidence.forms.search import SearchForm
from headship.evidence.reports.search import search_page
from headship.evidence.views.places import place_in_address
from headship.evidence.views.schools import chosen_place, kept_private


@login_not_required
@require_safe
def home(request):
    """Show what a search finds, or the whole library if nothing is asked."""
    form = SearchForm(request.GET)
    place, number = chosen_place(request), request.GET.get("page")
    page = search_page(form.question, form.view_chosen, number, place)
    context = {"page": page, **place_in_address(request)}
    response = render_page(request, "evidence/home.html", context, part="search")
    return kept_private(response, place)

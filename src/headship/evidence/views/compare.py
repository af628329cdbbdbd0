"""Interventions side by side; the address says which, and for which place."""

from django.contrib.auth.decorators import login_not_required
from django.views.decorators.http import require_safe

from headship.core.http import csv_response, render_page
from headship.evidence.reports.compare import compare_page, compare_table
from headship.evidence.views.schools import COMPARED, chosen_place, kept_private

LONGEST = 100
MOST_SLUGS = 20


@login_not_required
@require_safe
def compare(request):
    """Put up to five interventions side by side."""
    page = _page(request)
    context = {"page": page, "words": request.GET.get("add", "")[:LONGEST]}
    response = render_page(request, "evidence/compare.html", context)
    return kept_private(response, page.place)


@login_not_required
@require_safe
def compare_csv(request):
    """Hand out the same as a table."""
    page = _page(request)
    response = csv_response("headship-compare.csv", *compare_table(page))
    return kept_private(response, page.place)


def _page(request):
    return compare_page(
        request.GET.getlist(COMPARED)[:MOST_SLUGS],
        chosen_place(request),
        domain=request.GET.get("domain", ""),
        words=request.GET.get("add", "")[:LONGEST],
    )

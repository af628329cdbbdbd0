"""Pages that anyone may read: what the 21 responsibilities are, and how sure that is."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.views.decorators.http import require_safe

from headship.core.http import csv_response, render_page
from headship.responsibilities import reports


@login_not_required
@require_safe
def responsibility_list(request):
    """Show all 21 with their intervals, and why they must not be ranked."""
    page = reports.list_page()
    return render_page(
        request, "responsibilities/responsibility_list.html", {"page": page}
    )


@login_not_required
@require_safe
def responsibility_csv(_request):
    """Hand out the table behind the figure."""
    header, rows = reports.evidence_table()
    return csv_response("headship-responsibilities.csv", header, rows)


@login_not_required
@require_safe
def responsibility_detail(request, slug):
    """Show one responsibility: what it means, how, why, when, and the evidence."""
    page = reports.detail_page(slug)
    if page is None:
        raise Http404
    return render_page(
        request, "responsibilities/responsibility_detail.html", {"page": page}
    )


@login_not_required
@require_safe
def change_order(request):
    """Show how to tell the two orders of change apart and what each calls for."""
    page = reports.change_order_page()
    return render_page(request, "responsibilities/change_order.html", {"page": page})

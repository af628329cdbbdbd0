"""What research claims in general, for anyone."""

from django.contrib.auth.decorators import login_not_required
from django.views.decorators.http import require_safe

from headship.core.http import csv_response, render_page
from headship.evidence.queries.claims import claims
from headship.evidence.reports.claims import claim_page, claim_rows


@login_not_required
@require_safe
def claim_list(request):
    """List every claim with its source, method and limits."""
    context = {"page": claim_page(claims())}
    return render_page(request, "evidence/claim_list.html", context)


@login_not_required
@require_safe
def claim_list_csv(request):
    """Give the claims as a table."""
    header, rows = claim_rows(claims())
    return csv_response("claims.csv", header, rows)

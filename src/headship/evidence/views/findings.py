"""The page of one finding: its figures, and the way to them, for anyone."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from headship.core.http import csv_response, render_page
from headship.evidence.queries.findings import published_findings
from headship.evidence.reports.finding import finding_page, worked_finding
from headship.evidence.reports.steps import STEPS_HEADER, step_cells


@login_not_required
@require_safe
def finding_detail(request, number):
    """Show what was reported, published and recomputed, under the edition asked for."""
    finding = get_object_or_404(published_findings(), number=number)
    page = finding_page(finding, request.GET.get("standards", ""))
    return render_page(request, "evidence/finding_detail.html", {"page": page})


@login_not_required
@require_safe
def finding_steps_csv(request, number):
    """Hand out the steps with all digits."""
    finding = get_object_or_404(published_findings(), number=number)
    worked = worked_finding(finding, request.GET.get("standards", ""))
    filename = f"finding-{number}-standards-{worked.standards}.csv"
    return csv_response(filename, STEPS_HEADER, step_cells(worked))

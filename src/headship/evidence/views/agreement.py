"""How far published figures follow from published numbers, for anyone."""

from django.contrib.auth.decorators import login_not_required
from django.views.decorators.http import require_safe

from headship.core.http import csv_response, render_page
from headship.evidence.forms.agreement import AgreementForm
from headship.evidence.reports import agreement as reports
from headship.evidence.views.caching import cached_until_published
from headship.evidence.views.limits import limited


@login_not_required
@require_safe
def agreement(request):
    """Show the counts by edition and kind of outcome."""
    page = reports.agreement_page()
    return render_page(request, "evidence/agreement.html", {"page": page})


@login_not_required
@require_safe
@limited("download")
@cached_until_published
def agreement_csv(_request):
    """Hand out the counts."""
    rows = reports.agreement_cells(reports.agreement_page())
    return csv_response("evidence-agreement.csv", reports.AGREEMENT_HEADER, rows)


@login_not_required
@require_safe
def agreement_findings(request):
    """List the findings behind a count."""
    form = AgreementForm(request.GET)
    page = reports.findings_page(form.chosen, request.GET.get("page"))
    context = {"page": page, "form": form}
    return render_page(request, "evidence/agreement_findings.html", context)


@login_not_required
@require_safe
@limited("download")
@cached_until_published
def agreement_findings_csv(request):
    """Hand out the findings behind a count."""
    rows = reports.finding_cells(AgreementForm(request.GET).chosen)
    return csv_response(
        "evidence-agreement-findings.csv", reports.FINDINGS_HEADER, rows
    )

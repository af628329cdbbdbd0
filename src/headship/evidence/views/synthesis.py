"""Pooling findings of one's own choice, for anyone."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from headship.core.http import csv_response, render_page
from headship.evidence.forms.synthesis import SynthesisForm
from headship.evidence.queries.interventions import published_interventions
from headship.evidence.reports.pooled_tables import SYNTHESIS_HEADER, synthesis_cells
from headship.evidence.reports.synthesis import synthesis_page
from headship.evidence.views.caching import cached_until_published
from headship.evidence.views.limits import limited


@login_not_required
@require_safe
def synthesis(request):
    """Show what the chosen findings come to together."""
    page = _page(request)
    return render_page(request, "evidence/synthesis.html", {"page": page})


@login_not_required
@require_safe
@limited("download")
@cached_until_published
def synthesis_csv(request):
    """Hand out the pooled findings and what they come to."""
    rows = synthesis_cells(_page(request))
    return csv_response("evidence-synthesis.csv", SYNTHESIS_HEADER, rows)


def _page(request):
    form = SynthesisForm(request.GET)
    intervention = None
    if form.intervention:
        intervention = get_object_or_404(
            published_interventions(), slug=form.intervention
        )
    return synthesis_page(form.domain, intervention, form.numbers)

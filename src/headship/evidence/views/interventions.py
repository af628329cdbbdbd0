"""The record of one intervention, for anyone."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from headship.core.http import render_page
from headship.evidence.queries.interventions import published_interventions
from headship.evidence.reports.interventions import intervention_page
from headship.evidence.views.places import place_in_address


@login_not_required
@require_safe
def intervention_detail(request, slug):
    """Show what it is, every verdict, every finding, and who was studied."""
    one = get_object_or_404(published_interventions(), slug=slug)
    page = intervention_page(one, request.GET.get("page"))
    context = {"page": page, **place_in_address(request)}
    return render_page(
        request, "evidence/intervention_detail.html", context, part="findings"
    )

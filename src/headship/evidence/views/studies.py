"""The record of one study, for anyone."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from headship.core.http import render_page
from headship.evidence.queries.studies import published_studies
from headship.evidence.reports.studies import study_page


@login_not_required
@require_safe
def study_detail(request, ref):
    """Show how it was done, who was in it, who reviewed it and what it found."""
    study = get_object_or_404(published_studies(), ref=ref)
    page = study_page(study)
    return render_page(request, "evidence/study_detail.html", {"page": page})

"""Taking results along: as CSV, as JSON, as a feed."""

import json

from django.contrib.auth.decorators import login_not_required
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from headship.core.http import csv_response, render_page
from headship.evidence.forms.search import SearchForm, View
from headship.evidence.queries.catalogs import current_catalog
from headship.evidence.queries.interventions import (
    findings_on,
    published_interventions,
)
from headship.evidence.queries.results import findings_in_turn, interventions_in_turn
from headship.evidence.queries.studies import findings_of, published_studies
from headship.evidence.reports.downloads import download_page
from headship.evidence.reports.records import (
    FINDING_COLUMNS,
    INTERVENTION_COLUMNS,
    finding_record,
    intervention_row,
    rows_of,
)
from headship.evidence.search.questions import Answer, Question
from headship.evidence.views.caching import cached_until_published
from headship.evidence.views.limits import limited


@login_not_required
@require_safe
def download(request):
    """Say what can be downloaded, and what its columns mean."""
    return render_page(request, "evidence/download.html", {"page": download_page()})


@login_not_required
@require_safe
@limited("download")
@cached_until_published
def search_csv(request):
    """Hand out what a search found: programs, or findings."""
    form = SearchForm(request.GET)
    answer = Answer(current_catalog(), form.question)
    if form.view_chosen is View.FINDINGS:
        return _answer_csv(answer, "headship-evidence-search.csv")
    groups = answer.groups(0, answer.intervention_count)
    found = interventions_in_turn([group.pk for group in groups])
    rows = rows_of(found, intervention_row, INTERVENTION_COLUMNS)
    return csv_response("headship-evidence-search.csv", [*INTERVENTION_COLUMNS], rows)


@login_not_required
@require_safe
@limited("download")
@cached_until_published
def findings_csv(request):
    """Hand out every finding as CSV."""
    answer = Answer(current_catalog(), Question())
    return _answer_csv(answer, "headship-evidence-findings.csv")


@login_not_required
@require_safe
@limited("download")
@cached_until_published
def intervention_csv(request, slug):
    """Hand out the findings on one intervention."""
    one = get_object_or_404(published_interventions(), slug=slug)
    return _findings_csv(findings_on(one), f"headship-evidence-{slug}.csv")


@login_not_required
@require_safe
@limited("download")
@cached_until_published
def study_csv(request, ref):
    """Hand out the findings of one study."""
    study = get_object_or_404(published_studies(), ref=ref)
    return _findings_csv(findings_of(study), f"headship-evidence-study-{ref}.csv")


def _answer_csv(answer, name):
    return _findings_csv(findings_in_turn(answer.catalog, answer.finding_order()), name)


def _findings_csv(found, name):
    rows = rows_of(found, finding_record, FINDING_COLUMNS)
    return csv_response(name, [*FINDING_COLUMNS], rows)


@login_not_required
@require_safe
@limited("download")
@cached_until_published
def findings_json(request):
    """Hand out every finding as one JSON array."""
    answer = Answer(current_catalog(), Question())
    found = findings_in_turn(answer.catalog, answer.finding_order())
    return StreamingHttpResponse(
        _array(map(finding_record, found)),
        content_type="application/json",
        headers={
            "Content-Disposition": 'attachment; filename="headship-evidence-findings.json"'
        },
    )


def _array(records):
    """Write records as the elements of an array, one to a line."""
    before = "[\n"
    for record in records:
        yield before + json.dumps(record, ensure_ascii=False)
        before = ",\n"
    yield "\n]\n" if before != "[\n" else "[]\n"

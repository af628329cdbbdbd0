"""What a record held before, for anyone."""

from django.contrib.auth.decorators import login_not_required
from django.views.decorators.http import require_safe

from headship.core.http import csv_response, render_page
from headship.evidence.access import get_published_record
from headship.evidence.reports.curation import history, history_rows


@login_not_required
@require_safe
def record_history(request, kind, ref):
    """Show each change of a record with what stood there before."""
    record = get_published_record(kind, ref)
    context = {"record": record, "kind": kind, "changes": history(record, kind)}
    return render_page(request, "evidence/record_history.html", context)


@login_not_required
@require_safe
def record_history_csv(request, kind, ref):
    """Give the history of a record as a table."""
    record = get_published_record(kind, ref)
    header, rows = history_rows(history(record, kind))
    return csv_response(f"history-{record.ref}.csv", header, rows)

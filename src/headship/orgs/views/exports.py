"""Data: taking it along, and the way to delete it."""

from django.contrib import messages
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headship.accounts.confirming import password_again
from headship.core import files
from headship.core.http import csv_response, go, page_of, render_page
from headship.orgs import actions, policies, queries
from headship.orgs.access import get_export, require
from headship.orgs.permissions import Permission

DATA = Permission.DATA_MANAGE
EXPORT_CSV = ["asked_at", "by", "state", "kept_until", "rows", "bytes"]


@require_GET
def export_list(request):
    require(request.member, DATA)
    organization = request.member.organization
    exports = page_of(request, queries.recent_exports(organization))
    context = {
        "exports": exports,
        "is_under_way": any(it.is_under_way for it in exports),
        "cannot_delete": policies.why_not_delete(organization),
    }
    return render_page(request, "orgs/export_list.html", context, part="exports")


@require_GET
def export_list_csv(request):
    require(request.member, DATA)
    rows = (
        [
            it.created_at.isoformat(),
            it.created_by,
            it.state,
            it.kept_until.isoformat() if it.is_there else "",
            it.row_count,
            it.size,
        ]
        for it in queries.recent_exports(request.member.organization)
    )
    return csv_response("exports.csv", EXPORT_CSV, rows)


@require_http_methods(["GET", "POST"])
def export_request(request):
    require(request.member, DATA)
    if (answer := password_again(request)) is not None:
        return answer
    if request.method == "GET":
        return render_page(request, "orgs/export_request.html", {})
    actions.request_export(by=request.member)
    messages.success(request, _("The export is being written. You can leave the page."))
    return go(request, "orgs:export_list")


@require_POST
def export_download(request, ref):
    """Hand out the file; a POST, because taking it is audited."""
    export = get_export(request.member, ref, DATA)
    actions.download_export(export=export, by=request.member)
    return files.send(export.stored, export.filename)

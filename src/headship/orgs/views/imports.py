"""Imports: upload, progress, preview, decision."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headship.core.components.wayfinding import Tab
from headship.core.http import csv_response, go, page_of, render_page
from headship.orgs import actions, policies, queries, reports
from headship.orgs.access import get_import, require
from headship.orgs.forms.imports import (
    ConfirmForm,
    DirectoryUploadForm,
    RosterUploadForm,
)
from headship.orgs.models import ImportJob
from headship.orgs.permissions import Permission
from headship.orgs.roster import uploads

IMPORT = Permission.ROSTER_IMPORT
PLAN_CSV = ["kind", "what", "name", "id", "line", "reason", "field", "before", "after"]
IMPORT_CSV = ["file", "kind", "uploaded_at", "by", "state"]
SHOWN_PROBLEMS = 100
PROBLEM_CSV = ["file", "line", "column", "reason", "advice"]


@require_GET
def import_list(request):
    require(request.member, IMPORT)
    jobs = page_of(request, queries.recent_imports(request.member.organization))
    return render_page(request, "orgs/import_list.html", {"jobs": jobs})


@require_GET
def import_list_csv(request):
    require(request.member, IMPORT)
    rows = (
        [job.filename, job.kind, job.created_at.isoformat(), job.created_by, job.state]
        for job in queries.recent_imports(request.member.organization)
    )
    return csv_response("imports.csv", IMPORT_CSV, rows)


@require_http_methods(["GET", "POST"])
def roster_import(request):
    require(request.member, IMPORT)
    form = RosterUploadForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        return render_page(request, "orgs/roster_import.html", {"form": form})
    job = actions.start_import(
        by=request.member, kind=ImportJob.Kind.ROSTER, upload=form.cleaned_data["file"]
    )
    return redirect(job)


@require_http_methods(["GET", "POST"])
def directory_import(request):
    require(request.member, IMPORT)
    form = DirectoryUploadForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        return render_page(request, "orgs/directory_import.html", {"form": form})
    job = actions.start_import(
        by=request.member,
        kind=ImportJob.Kind.DIRECTORY,
        upload=form.cleaned_data["file"],
        lea_id=form.cleaned_data["lea_id"],
    )
    return redirect(job)


@require_GET
def import_detail(request, ref):
    job = get_import(request.member, ref, IMPORT)
    shown = request.GET.get("show", "")
    changes = [
        change
        for change in uploads.read_plan(job.folder)
        if shown in {"", change["verb"]}
    ]
    page = page_of(request, changes)
    context = {
        "job": job,
        "problems": reports.problem_rows(job.problems[:SHOWN_PROBLEMS]),
        "notes": reports.note_rows(job.notes),
        "counts": reports.count_rows(job.counts),
        "tabs": _tabs(job, shown),
        "changes": page,
        "lines": list(reports.change_lines(page)),
        "archives_many": policies.archives_many(job),
        "form": ConfirmForm(initial={"fingerprint": job.fingerprint}),
    }
    return render_page(request, "orgs/import_detail.html", context, part="import")


def _tabs(job, shown):
    """Return one tab for each kind of change that the preview has."""
    totals = dict.fromkeys(("create", "change", "archive", "restore"), 0)
    for verbs in job.counts.values():
        for verb in totals:
            totals[verb] += verbs.get(verb, 0)
    tabs = [Tab(label=_("All changes"), url="?", is_current=not shown)]
    return tabs + [
        Tab(
            label=reports.VERB_WORDS[verb],
            url=f"?show={verb}",
            is_current=shown == verb,
            count=count,
        )
        for verb, count in totals.items()
        if count
    ]


@require_GET
def import_plan_csv(request, ref):
    job = get_import(request.member, ref, IMPORT)
    rows = [
        [line.kind, line.words, line.label, line.key, line.line, line.reason, *field]
        for line in reports.change_lines(uploads.read_plan(job.folder))
        for field in line.fields
    ]
    return csv_response("import.csv", PLAN_CSV, rows)


@require_GET
def import_problems_csv(request, ref):
    job = get_import(request.member, ref, IMPORT)
    problems = reports.problem_rows(job.problems)
    rows = [[problem[name] for name in PROBLEM_CSV] for problem in problems]
    return csv_response("problems.csv", PROBLEM_CSV, rows)


@require_POST
def import_confirm(request, ref):
    job = get_import(request.member, ref, IMPORT)
    form = ConfirmForm(request.POST)
    if form.is_valid():
        actions.confirm_import(job=job, by=request.member, **form.cleaned_data)
    else:
        messages.error(request, _("Something was missing. Reload the page."))
    return redirect(job)


@require_POST
def import_discard(request, ref):
    job = get_import(request.member, ref, IMPORT)
    actions.discard_import(job=job, by=request.member)
    messages.success(request, _("The file is deleted; nothing was changed."))
    return go(request, "orgs:import_list")

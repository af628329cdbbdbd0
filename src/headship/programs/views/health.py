"""Program health, for those who run programs."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from headship.core.components.wayfinding import Tab
from headship.core.http import csv_response, download, page_of
from headship.orgs.access import require
from headship.orgs.permissions import Permission, has_permission
from headship.programs.forms.health import HealthForm
from headship.programs.queries.programs import find_programs
from headship.programs.reports import health as reports
from headship.programs.reports.workbook import workbook

PER_PAGE = 25
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def health(request):
    require(request.member, Permission.PROGRAM_VIEW)
    form, wanted, by = _wanted(request)
    page = reports.health_page(request.member.organization, wanted, by=by)
    rows = page_of(request, page.rows, PER_PAGE)
    context = {
        "page": page,
        "rows": rows,
        "form": form,
        "by": by,
        "may_manage": has_permission(request.member, Permission.PROGRAM_MANAGE),
        "query": _query(request),
        "tabs": _tabs(_query(request), by),
    }
    return render(request, "programs/health.html", context)


@require_GET
def health_csv(request):
    require(request.member, Permission.PROGRAM_VIEW)
    _form, wanted, by = _wanted(request)
    tables = reports.health_tables(request.member.organization, wanted, [by])
    return csv_response("program-health.csv", *tables[by])


@require_GET
def health_xlsx(request):
    require(request.member, Permission.PROGRAM_VIEW)
    _form, wanted, _by = _wanted(request)
    names = {"cohort": _("Cohorts"), "district": _("Districts")}
    tables = reports.health_tables(request.member.organization, wanted, names)
    return download(
        workbook({name: tables[by] for by, name in names.items()}),
        "program-health.xlsx",
        XLSX,
    )


def _wanted(request):
    programs = find_programs(request.member.organization, {})
    form = HealthForm(request.GET, programs=programs)
    wanted = form.cleaned_data if form.is_valid() else {}
    by = "district" if request.GET.get("by") == "district" else "cohort"
    return form, wanted, by


def _tabs(query, by):
    return [
        Tab(label=_("By cohort"), url=f"?{query}", is_current=by == "cohort"),
        Tab(
            label=_("By district"),
            url=f"?{query}&by=district",
            is_current=by == "district",
        ),
    ]


def _query(request):
    query = request.GET.copy()
    for name in ("page", "by"):
        query.pop(name, None)
    return query.urlencode()

"""Reporting contact hours to states and districts."""

from django.contrib import messages
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headship.core.http import csv_response
from headship.orgs.access import get_for_member, require
from headship.orgs.permissions import Permission
from headship.programs.actions import hours as actions
from headship.programs.forms.certificates import HoursForm, LayoutForm
from headship.programs.hour_columns import GENERIC, table, write_columns
from headship.programs.queries import certificates as queries
from headship.programs.views.pages import go

MANAGE = Permission.PROGRAM_MANAGE


@require_GET
def hours_report(request):
    """Choose what to report, and in which columns."""
    require(request.member, MANAGE)
    layouts = queries.layouts(request.member.organization)
    context = {"form": HoursForm(layouts=layouts), "layouts": layouts}
    return render(request, "programs/hours_report.html", context)


@require_GET
def hours_report_csv(request):
    require(request.member, MANAGE)
    organization = request.member.organization
    layouts = queries.layouts(organization)
    form = HoursForm(request.GET, layouts=layouts)
    if not form.is_valid():
        context = {"form": form, "layouts": layouts}
        return render(request, "programs/hours_report.html", context)
    found = queries.find_certificates(organization, form.wanted)
    chosen = layouts.filter(ref=form.cleaned_data["layout"] or None).first()
    columns = chosen.columns if chosen else GENERIC
    return csv_response("contact-hours.csv", *table(columns, found))


@require_http_methods(["GET", "POST"])
def hours_layout_create(request):
    require(request.member, MANAGE)
    form = LayoutForm(request.POST or None, initial={"columns": write_columns(GENERIC)})
    return _layout_page(request, form, None)


@require_http_methods(["GET", "POST"])
def hours_layout_change(request, ref):
    layout = _layout(request, ref)
    told = {"name": layout.name, "columns": write_columns(layout.columns)}
    return _layout_page(request, LayoutForm(request.POST or None, initial=told), layout)


@require_POST
def hours_layout_remove(request, ref):
    actions.remove_layout(layout=_layout(request, ref), by=request.member)
    messages.success(request, _("The layout is removed."))
    return go(request, "hours_report")


def _layout_page(request, form, layout):
    if request.method == "GET" or not form.is_valid():
        context = {"form": form, "layout": layout}
        return render(request, "programs/hours_layout.html", context)
    actions.save_layout(layout=layout, by=request.member, **form.cleaned_data)
    messages.success(request, _("The layout is saved."))
    return go(request, "hours_report")


def _layout(request, ref):
    layouts = queries.layouts(request.member.organization)
    return get_for_member(layouts, request.member, MANAGE, ref=ref)

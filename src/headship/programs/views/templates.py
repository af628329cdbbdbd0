"""The shelf: program templates and case studies that ship with Headship."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from headship.frameworks.responsibilities import get_responsibility
from headship.orgs.access import require
from headship.orgs.permissions import Permission, has_permission
from headship.programs import shelf
from headship.programs.actions import programs as actions
from headship.programs.forms.programs import ShapeForm
from headship.programs.reports import programs as reports
from headship.programs.reports import spine
from headship.programs.views.pages import send_table

VIEW, MANAGE = Permission.PROGRAM_VIEW, Permission.PROGRAM_MANAGE


@require_GET
def template_list(request):
    require(request.member, VIEW)
    context = {"templates": list(shelf.templates().values())}
    return render(request, "programs/template_list.html", context)


@require_GET
def template_detail(request, key):
    require(request.member, VIEW)
    template = _template(key)
    chosen = {"title": template.title, **request.GET.dict()} if request.GET else None
    form = ShapeForm(chosen, template=template)
    context = {
        "page": reports.template_page(template, form.shape),
        "form": form,
        "can_manage": has_permission(request.member, MANAGE),
    }
    return render(request, "programs/template_detail.html", context)


@require_GET
def template_coverage_csv(request, key):
    require(request.member, VIEW)
    template = _template(key)
    shape = ShapeForm(request.GET or None, template=template).shape
    sessions = shelf.fit(template, shape).sessions
    rows = spine.coverage_rows(block for it in sessions for block in it.blocks)
    table = spine.coverage_table(rows)
    return send_table("coverage.csv", spine.HEADER, table)


@require_POST
def template_start(request, key):
    require(request.member, MANAGE)
    template = _template(key)
    form = ShapeForm(request.POST, template=template)
    if not form.is_valid():
        page = reports.template_page(template, template.usual)
        context = {"page": page, "form": form, "can_manage": True}
        return render(request, "programs/template_detail.html", context)
    program = actions.start_program(
        template_key=template.key,
        shape=form.shape,
        title=form.cleaned_data["title"],
        by=request.member,
    )
    messages.success(request, _("The program is a draft. Change what you like."))
    return redirect(program)


@require_GET
def case_list(request):
    require(request.member, Permission.SESSION_LEAD)
    context = {"cases": list(shelf.cases().values())}
    return render(request, "programs/case_list.html", context)


@require_GET
def case_detail(request, key):
    require(request.member, Permission.SESSION_LEAD)
    case = shelf.cases().get(key)
    if case is None:
        raise Http404
    names = [get_responsibility(it) for it in case.responsibilities]
    context = {"case": case, "responsibilities": names}
    return render(request, "programs/case_detail.html", context)


def _template(key: str) -> shelf.Template:
    found = shelf.templates().get(key)
    if found is None:
        raise Http404
    return found

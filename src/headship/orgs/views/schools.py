"""Schools: the list, one school, and what can be done about them."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from headship.core.http import ask, csv_response, page_of, render_page
from headship.orgs import actions, queries, reports
from headship.orgs.access import get_school, require
from headship.orgs.forms.lists import SchoolFilterForm
from headship.orgs.forms.schools import ContextForm, SchoolForm
from headship.orgs.models import SchoolContext
from headship.orgs.permissions import Permission, has_permission

VIEW, MANAGE = Permission.SCHOOL_VIEW, Permission.SCHOOL_MANAGE


@require_GET
def school_list(request):
    require(request.member, VIEW)
    form = SchoolFilterForm(request.GET)
    found = queries.find_schools(request.member.organization, form.wanted())
    schools = page_of(request, found)
    for school in schools:
        school.grades = reports.grades(getattr(school, "context", None))
    context = {
        "form": form,
        "schools": schools,
        "is_filtered": bool(form.wanted()),
        "may_manage": has_permission(request.member, MANAGE),
        "may_import": has_permission(request.member, Permission.ROSTER_IMPORT),
    }
    return render_page(request, "orgs/school_list.html", context, part="schools")


@require_GET
def school_list_csv(request):
    require(request.member, VIEW)
    wanted = SchoolFilterForm(request.GET).wanted()
    schools = queries.find_schools(request.member.organization, wanted)
    rows = list(reports.school_csv_rows(schools))
    return csv_response("schools.csv", reports.SCHOOL_CSV, rows)


@require_GET
def school_detail(request, ref):
    school = get_school(request.member, ref, VIEW)
    may_see_people = has_permission(request.member, Permission.PERSON_VIEW)
    context = {
        "school": school,
        "facts": reports.school_facts(school),
        "people": may_see_people and page_of(request, queries.people_of_school(school)),
        "may_manage": has_permission(request.member, MANAGE),
    }
    return render_page(request, "orgs/school_detail.html", context)


def _forms(request, school=None):
    context = getattr(school, "context", None) if school else None
    data = request.POST or None
    return (
        SchoolForm(data, instance=school, organization=request.member.organization),
        ContextForm(data, instance=context or SchoolContext()),
    )


def _show_forms(request, form, context_form, school=None):
    context = {"form": form, "context_form": context_form, "school": school}
    return render_page(request, "orgs/school_form.html", context)


@require_http_methods(["GET", "POST"])
def school_add(request):
    require(request.member, MANAGE)
    form, context_form = _forms(request)
    if not (form.is_valid() & context_form.is_valid()):
        return _show_forms(request, form, context_form)
    school = actions.create_school(
        by=request.member,
        values=form.cleaned_data,
        context=context_form.cleaned_data,
    )
    messages.success(request, _("%(name)s is added.") % {"name": school})
    return redirect(school)


@require_http_methods(["GET", "POST"])
def school_change(request, ref):
    school = get_school(request.member, ref, MANAGE)
    form, context_form = _forms(request, school)
    if not (form.is_valid() & context_form.is_valid()):
        return _show_forms(request, form, context_form, school)
    actions.change_school(
        school=school,
        by=request.member,
        values=form.cleaned_data,
        context=context_form.cleaned_data,
    )
    messages.success(request, _("The changes are saved."))
    return redirect(school)


@require_http_methods(["GET", "POST"])
def school_archive(request, ref):
    school = get_school(request.member, ref, MANAGE)
    if request.method == "GET":
        return ask(
            request,
            title=_("Archive %(name)s?") % {"name": school},
            text=_(
                "It is no longer offered in lists. Its people stay, nothing is "
                "deleted, and it can be restored."
            ),
            action=_("Archive"),
            kind="danger",
            back=school.get_absolute_url(),
        )
    actions.archive_school(school=school, by=request.member)
    messages.success(request, _("%(name)s is in the archive.") % {"name": school})
    return redirect(school)


@require_http_methods(["GET", "POST"])
def school_restore(request, ref):
    school = get_school(request.member, ref, MANAGE)
    if request.method == "GET":
        return ask(
            request,
            title=_("Restore %(name)s?") % {"name": school},
            text=_("It is offered in lists again, with the people it had."),
            action=_("Restore"),
            back=school.get_absolute_url(),
        )
    actions.restore_school(school=school, by=request.member)
    messages.success(request, _("%(name)s is back.") % {"name": school})
    return redirect(school)

"""Cohorts as their provider runs them."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headship.core.http import ask, page_of, render_page
from headship.orgs.access import require
from headship.orgs.permissions import Permission, has_permission
from headship.programs.access import get_cohort, get_cohort_district, get_program
from headship.programs.actions import cohorts as actions
from headship.programs.actions import participants
from headship.programs.forms.cohorts import (
    CohortFilterForm,
    CohortForm,
    DistrictForm,
    InviteForm,
    RosterFilterForm,
)
from headship.programs.policies import cohorts as policies
from headship.programs.policies.programs import check_is_offered
from headship.programs.queries import cohorts as queries
from headship.programs.reports import cohorts as reports
from headship.programs.views.pages import go, send_table, show_form

VIEW, MANAGE = Permission.PROGRAM_VIEW, Permission.PROGRAM_MANAGE


@require_GET
def cohort_list(request):
    require(request.member, VIEW)
    form = CohortFilterForm(request.GET)
    found = queries.find_cohorts(request.member.organization, form.wanted())
    page = page_of(request, found)
    context = {
        "form": form,
        "page": page,
        "rows": reports.cohort_rows(page.object_list),
        "is_filtered": bool(form.wanted()),
        "can_manage": has_permission(request.member, MANAGE),
    }
    return render_page(request, "programs/cohort_list.html", context, part="cohorts")


@require_GET
def cohort_list_csv(request):
    require(request.member, VIEW)
    wanted = CohortFilterForm(request.GET).wanted()
    found = queries.find_cohorts(request.member.organization, wanted)
    return send_table("cohorts.csv", reports.COHORTS, reports.cohort_table(found))


@require_http_methods(["GET", "POST"])
def cohort_plan(request, ref):
    program = get_program(request.member, ref, MANAGE)
    check_is_offered(program)
    initial = {"time_zone": program.organization.time_zone}
    form = CohortForm(request.POST or None, initial=initial)
    if not form.is_valid():
        return show_form(
            request,
            form,
            title=_("Plan a cohort"),
            lead=_("Of the program “%(title)s”.") % {"title": program},
            action=_("Plan the cohort"),
            back=program.get_absolute_url(),
            up_label=program,
        )
    cohort = actions.plan_cohort(program=program, plan=form.plan, by=request.member)
    messages.success(
        request, _("The cohort is planned. Invite districts, then open it.")
    )
    return redirect(cohort)


@require_GET
def cohort_detail(request, ref):
    cohort = get_cohort(request.member, ref)
    form = RosterFilterForm(request.GET, cohort=cohort)
    people = queries.find_participants(cohort, form.wanted())
    context = {
        "page": reports.cohort_page(cohort, request.member),
        "form": form,
        "people": page_of(request, people),
        "is_filtered": bool(form.wanted()),
    }
    return render_page(request, "programs/cohort_detail.html", context, part="roster")


@require_GET
def cohort_roster_csv(request, ref):
    cohort = get_cohort(request.member, ref)
    wanted = RosterFilterForm(request.GET, cohort=cohort).wanted()
    rows = reports.roster_table(queries.find_participants(cohort, wanted))
    return send_table("roster.csv", reports.ROSTER, rows)


@require_http_methods(["GET", "POST"])
def cohort_change(request, ref):
    cohort = get_cohort(request.member, ref, MANAGE)
    policies.check_is_not_over(cohort)
    initial = CohortForm.initial_of(cohort)
    form = CohortForm(request.POST or None, initial=initial, cohort=cohort)
    if not form.is_valid():
        return show_form(
            request,
            form,
            title=_("Change the cohort"),
            lead=_("More seats go to the waiting list at once."),
            action=_("Save"),
            back=cohort.get_absolute_url(),
            up_label=cohort,
        )
    actions.change_cohort(cohort=cohort, plan=form.plan, by=request.member)
    return redirect(cohort)


@require_POST
def cohort_open(request, ref):
    cohort = get_cohort(request.member, ref, MANAGE)
    actions.open_cohort(cohort=cohort, by=request.member)
    messages.success(request, _("Enrollment is open."))
    return redirect(cohort)


@require_POST
def cohort_start(request, ref):
    cohort = get_cohort(request.member, ref, MANAGE)
    actions.start_cohort(cohort=cohort, by=request.member)
    messages.success(request, _("The cohort runs. Free seats can still be filled."))
    return redirect(cohort)


@require_http_methods(["GET", "POST"])
def cohort_finish(request, ref):
    cohort = get_cohort(request.member, ref, MANAGE)
    if request.method == "GET":
        policies.check_can_finish(cohort)
        return ask(
            request,
            title=_("Finish %(title)s?") % {"title": cohort},
            text=_("Its record then stays as it is. This cannot be undone."),
            action=_("Finish the cohort"),
            back=cohort.get_absolute_url(),
        )
    actions.finish_cohort(cohort=cohort, by=request.member)
    return redirect(cohort)


@require_http_methods(["GET", "POST"])
def cohort_cancel(request, ref):
    cohort = get_cohort(request.member, ref, MANAGE)
    if request.method == "GET":
        policies.check_can_cancel(cohort)
        return ask(
            request,
            title=_("Cancel %(title)s?") % {"title": cohort},
            text=_("Nobody can join any more. This cannot be undone."),
            action=_("Cancel the cohort"),
            kind="danger",
            back=cohort.get_absolute_url(),
        )
    actions.cancel_cohort(cohort=cohort, by=request.member)
    return redirect(cohort)


@require_http_methods(["GET", "POST"])
def district_invite(request, ref):
    cohort = get_cohort(request.member, ref, MANAGE)
    policies.check_is_not_over(cohort)
    form = DistrictForm(request.POST or None)
    if not form.is_valid():
        return show_form(
            request,
            form,
            title=_("Invite a district"),
            lead=_("Its people can take part once the district has agreed."),
            action=_("Invite"),
            back=cohort.get_absolute_url(),
            up_label=cohort,
        )
    part = actions.invite_district(
        cohort=cohort, district=form.district, by=request.member
    )
    messages.success(
        request,
        _("%(district)s finds the invitation under Learn, Joined programs.")
        % {"district": part},
    )
    return redirect(cohort)


@require_POST
def district_remove(request, ref):
    part = get_cohort_district(request.member, ref)
    cohort = part.cohort
    actions.remove_district(part=part, by=request.member)
    return redirect(cohort)


@require_http_methods(["GET", "POST"])
def participant_invite(request, ref):
    cohort = get_cohort(request.member, ref, MANAGE)
    policies.check_takes_people(cohort)
    form = InviteForm(request.POST or None, cohort=cohort)
    if not form.is_valid():
        return show_form(
            request,
            form,
            title=_("Invite people"),
            lead=_("Of your own organization or of a district that has agreed."),
            action=_("Invite"),
            back=cohort.get_absolute_url(),
            up_label=cohort,
        )
    invited = participants.invite_people(
        cohort=cohort,
        people=form.members,
        leader_role=form.cleaned_data["leader_role"],
        by=request.member,
    )
    words = ngettext("%(names)s is invited.", "%(names)s are invited.", len(invited))
    messages.success(request, words % {"names": ", ".join(map(str, invited))})
    return go(request, "participant_invite", ref=ref)

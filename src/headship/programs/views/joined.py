"""Cohorts of other organizations, as a district that takes part sees them."""

from django.contrib import messages
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headship.core.http import page_of
from headship.orgs.access import require
from headship.orgs.permissions import Permission
from headship.programs.access import get_home_participant, get_joined_cohort
from headship.programs.actions import cohorts as cohort_actions
from headship.programs.actions import participants as actions
from headship.programs.forms.cohorts import SendForm
from headship.programs.forms.fields import ReasonForm
from headship.programs.policies import cohorts as policies
from headship.programs.queries import crossing
from headship.programs.reports import cohorts as reports
from headship.programs.reports import feedback as feedback_reports
from headship.programs.views.pages import address, ask_reason, go, send_table, show_form

VIEW, MANAGE = Permission.PROGRAM_VIEW, Permission.PROGRAM_MANAGE


@require_GET
def joined_list(request):
    require(request.member, VIEW)
    parts = crossing.joined_cohorts(request.member.organization)
    context = {"page": page_of(request, parts)}
    return render(request, "programs/joined_list.html", context)


@require_GET
def joined_list_csv(request):
    require(request.member, VIEW)
    parts = crossing.joined_cohorts(request.member.organization)
    rows = reports.consortium_table(parts)
    return send_table("joined-programs.csv", reports.CONSORTIA, rows)


@require_GET
def joined_people_csv(request):
    require(request.member, VIEW)
    people = crossing.home_participants(request.member.organization)
    rows = reports.own_people_table(people)
    return send_table("our-people-in-programs.csv", reports.OWN_PEOPLE, rows)


@require_GET
def joined_detail(request, ref):
    part = get_joined_cohort(request.member, ref)
    page = reports.joined_page(part, request.member)
    return render(request, "programs/joined_detail.html", {"page": page})


@require_GET
def joined_feedback(request, ref):
    part = get_joined_cohort(request.member, ref)
    page = feedback_reports.joined_feedback_page(part)
    return render(request, "programs/joined_feedback.html", {"page": page})


@require_GET
def joined_feedback_csv(request, ref):
    part = get_joined_cohort(request.member, ref)
    header, rows = feedback_reports.joined_feedback_table(part)
    return send_table("cohort-feedback.csv", header, rows)


@require_POST
def joined_agree(request, ref):
    part = get_joined_cohort(request.member, ref, MANAGE)
    cohort_actions.agree(part=part, by=request.member)
    messages.success(request, _("Your people can take part now."))
    return go(request, "joined_detail", ref=ref)


@require_POST
def joined_decline(request, ref):
    part = get_joined_cohort(request.member, ref, MANAGE)
    cohort_actions.decline_district(part=part, by=request.member)
    return go(request, "joined_list")


@require_http_methods(["GET", "POST"])
def joined_send(request, ref):
    part = get_joined_cohort(request.member, ref, MANAGE)
    policies.check_may_send(part)
    candidates = crossing.people_to_send(part)
    form = SendForm(request.POST or None, candidates=candidates)
    if not form.is_valid():
        return show_form(
            request,
            form,
            title=_("Send people"),
            lead=_(
                "They are invited and decide themselves. The provider sees their names "
                "and leader roles, attendance and whether they practice; never their "
                "360 reports."
            ),
            action=_("Invite them"),
            back=address(request, "joined_detail", ref=ref),
            up_label=part.cohort,
        )
    sent = actions.send_people(part=part, by=request.member, **form.cleaned_data)
    words = ngettext("%(n)d person is invited.", "%(n)d people are invited.", len(sent))
    messages.success(request, words % {"n": len(sent)})
    return go(request, "joined_detail", ref=ref)


@require_http_methods(["GET", "POST"])
def joined_withdraw(request, ref):
    participant = get_home_participant(request.member, ref, MANAGE)
    policies.check_can_withdraw(participant)
    form = ReasonForm(request.POST or None)
    back = address(request, "joined_detail", ref=participant.cohort.ref)
    if not form.is_valid():
        return ask_reason(
            request,
            form,
            title=_("Withdraw %(name)s?") % {"name": participant},
            text=_("The seat goes to whoever has waited longest."),
            action=_("Withdraw"),
            kind="danger",
            back=back,
        )
    actions.withdraw(participant=participant, by=request.member, **form.cleaned_data)
    return go(request, "joined_detail", ref=participant.cohort.ref)

"""A participant's own places, dates and decisions, under their own organization."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headship.orgs.access import require
from headship.orgs.permissions import Permission
from headship.programs.access import get_my_participation, get_my_session
from headship.programs.actions import participants as actions
from headship.programs.forms.cohorts import ApplyForm
from headship.programs.forms.fields import ReasonForm
from headship.programs.policies import cohorts as policies
from headship.programs.queries import crossing
from headship.programs.reports import cohorts as reports
from headship.programs.reports import sessions as session_reports
from headship.programs.views.pages import address, ask_reason, go, send_table, show_form

TAKE_PART = Permission.LEARNING_TAKE_PART


@require_GET
def my_learning(request):
    require(request.member, TAKE_PART)
    context = {
        "places": reports.place_pages(request.member),
        "open_cohorts": crossing.cohorts_open_to(request.member),
    }
    return render(request, "programs/my_learning.html", context)


@require_GET
def my_sessions_csv(request):
    require(request.member, TAKE_PART)
    rows = session_reports.session_table(crossing.my_sessions(request.member))
    return send_table("my-sessions.csv", session_reports.SESSIONS, rows)


@require_GET
def my_cohort(request, ref):
    place = get_my_participation(request.member, ref)
    page = reports.place_page(place)
    return render(request, "programs/my_cohort.html", {"page": page})


@require_GET
def my_session(request, ref):
    session, place = get_my_session(request.member, ref)
    page = session_reports.my_session_page(session, place)
    return render(request, "programs/my_session.html", {"page": page})


@require_POST
def my_accept(request, ref):
    place = get_my_participation(request.member, ref)
    actions.accept_invitation(participant=place, by=request.member)
    if place.is_enrolled:
        messages.success(request, _("You have a seat. The dates are below."))
    else:
        messages.success(
            request, _("No seat is free. You are on the waiting list and hear from us.")
        )
    return go(request, "my_cohort", ref=ref)


@require_http_methods(["GET", "POST"])
def my_decline(request, ref):
    place = get_my_participation(request.member, ref)
    policies.check_can_decline(place)
    form = ReasonForm(request.POST or None)
    if not form.is_valid():
        return ask_reason(
            request,
            form,
            title=_("Decline “%(cohort)s”?") % {"cohort": place.cohort},
            text=_("The provider reads the reason. You can be invited again."),
            action=_("Decline"),
            back=address(request, "my_cohort", ref=ref),
        )
    actions.decline_participant(
        participant=place, by=request.member, **form.cleaned_data
    )
    return go(request, "my_learning")


@require_http_methods(["GET", "POST"])
def my_withdraw(request, ref):
    place = get_my_participation(request.member, ref)
    policies.check_can_withdraw(place)
    form = ReasonForm(request.POST or None)
    if not form.is_valid():
        return ask_reason(
            request,
            form,
            title=_("Withdraw from “%(cohort)s”?") % {"cohort": place.cohort},
            text=_(
                "Your seat goes to whoever has waited longest. What you attended stays "
                "on record."
            ),
            action=_("Withdraw"),
            kind="danger",
            back=address(request, "my_cohort", ref=ref),
        )
    actions.withdraw(participant=place, by=request.member, **form.cleaned_data)
    return go(request, "my_learning")


@require_http_methods(["GET", "POST"])
def my_apply(request, ref):
    require(request.member, TAKE_PART)
    cohort = _open_cohort(request, ref)
    form = ApplyForm(request.POST or None)
    if not form.is_valid():
        return show_form(
            request,
            form,
            title=_("Apply to “%(cohort)s”") % {"cohort": cohort},
            lead=_(
                "%(provider)s decides. It then sees your name, leader role, attendance "
                "and whether you practice; never your 360 report."
            )
            % {"provider": cohort.organization},
            action=_("Apply"),
            back=address(request, "my_learning"),
            up_label=_("My learning"),
        )
    place = actions.apply(cohort=cohort, by=request.member, **form.cleaned_data)
    messages.success(request, _("Your application is on its way."))
    return go(request, "my_cohort", ref=place.ref)


def _open_cohort(request, ref):
    for cohort in crossing.cohorts_open_to(request.member):
        if cohort.ref == ref:
            return cohort
    raise Http404

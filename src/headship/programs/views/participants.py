"""People in cohorts, from the provider's side."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headship.core.http import ask
from headship.orgs.permissions import Permission
from headship.programs.access import get_make_up, get_participant
from headship.programs.actions import facilitators
from headship.programs.actions import participants as actions
from headship.programs.forms.cohorts import MakeUpForm, MissedForm, TransferForm
from headship.programs.forms.fields import ReasonForm
from headship.programs.policies import cohorts as policies
from headship.programs.queries import cohorts as queries
from headship.programs.queries import sessions as session_queries
from headship.programs.reports import cohorts as reports
from headship.programs.views.pages import ask_reason, show_form

MANAGE = Permission.PROGRAM_MANAGE


@require_GET
def participant_detail(request, ref):
    participant = get_participant(request.member, ref)
    page = reports.participant_page(participant, request.member)
    return render(request, "programs/participant_detail.html", {"page": page})


@require_POST
def participant_admit(request, ref):
    participant = get_participant(request.member, ref, MANAGE)
    actions.accept_application(participant=participant, by=request.member)
    if participant.is_enrolled:
        messages.success(request, _("%(name)s has a seat.") % {"name": participant})
    else:
        messages.success(
            request,
            _("No seat is free; %(name)s is on the waiting list.")
            % {"name": participant},
        )
    return redirect(participant.cohort)


@require_http_methods(["GET", "POST"])
def participant_decline(request, ref):
    participant = get_participant(request.member, ref, MANAGE)
    policies.check_can_decline(participant)
    form = ReasonForm(request.POST or None)
    if not form.is_valid():
        return ask_reason(
            request,
            form,
            title=_("Decline %(name)s?") % {"name": participant},
            text=_("The person reads the reason and can be invited again."),
            action=_("Decline"),
            kind="danger",
            back=participant.cohort.get_absolute_url(),
        )
    actions.decline_participant(
        participant=participant, by=request.member, **form.cleaned_data
    )
    return redirect(participant.cohort)


@require_http_methods(["GET", "POST"])
def participant_withdraw(request, ref):
    participant = get_participant(request.member, ref, MANAGE)
    policies.check_can_withdraw(participant)
    form = ReasonForm(request.POST or None)
    if not form.is_valid():
        return ask_reason(
            request,
            form,
            title=_("Withdraw %(name)s?") % {"name": participant},
            text=_(
                "The seat goes to whoever has waited longest. What was attended stays "
                "on record."
            ),
            action=_("Withdraw"),
            kind="danger",
            back=participant.get_absolute_url(),
        )
    actions.withdraw(participant=participant, by=request.member, **form.cleaned_data)
    return redirect(participant)


@require_http_methods(["GET", "POST"])
def participant_transfer(request, ref):
    participant = get_participant(request.member, ref, MANAGE)
    cohorts = queries.other_cohorts(participant.cohort)
    form = TransferForm(request.POST or None, cohorts=cohorts)
    if not form.is_valid():
        return show_form(
            request,
            form,
            title=_("Move %(name)s to another cohort") % {"name": participant},
            lead=_("There must be a free seat. What was attended stays on record."),
            action=_("Move"),
            back=participant.get_absolute_url(),
            up_label=participant,
        )
    place = actions.transfer(
        participant=participant, by=request.member, **form.cleaned_data
    )
    return redirect(place)


@require_http_methods(["GET", "POST"])
def participant_complete(request, ref):
    participant = get_participant(request.member, ref, MANAGE)
    if request.method == "GET":
        policies.check_can_complete(participant)
        return ask(
            request,
            title=_("Has %(name)s completed the program?") % {"name": participant},
            text=_("A certificate of the whole program can then be issued."),
            action=_("Record as completed"),
            back=participant.get_absolute_url(),
        )
    actions.complete(participant=participant, by=request.member)
    return redirect(participant)


@require_http_methods(["GET", "POST"])
def make_up_assign(request, ref):
    """Choose the missed session with GET, then where it is made up with POST."""
    participant = get_participant(request.member, ref, MANAGE)
    own = session_queries.sessions(participant.cohort)
    asked = MissedForm(request.GET or None, sessions=own)
    if not asked.is_valid():
        context = {"participant": participant, "form": asked}
        return render(request, "programs/make_up_assign.html", context)
    missed = asked.cleaned_data["missed"]
    choices = session_queries.make_up_sessions(missed)
    form = MakeUpForm(request.POST or None, sessions=choices)
    if not form.is_valid():
        return show_form(
            request,
            form,
            title=_("Make up “%(session)s”") % {"session": missed},
            lead=_("In the same session of another of your cohorts."),
            action=_("Arrange the make-up"),
            back=participant.get_absolute_url(),
            up_label=participant,
        )
    actions.assign_make_up(
        participant=participant, missed=missed, by=request.member, **form.cleaned_data
    )
    messages.success(request, _("The make-up is arranged."))
    return redirect(participant)


@require_POST
def make_up_remove(request, ref):
    make_up = get_make_up(request.member, ref)
    participant = make_up.participant
    actions.remove_make_up(make_up=make_up, by=request.member)
    return redirect(participant)


@require_POST
def training_begin(request, ref):
    participant = get_participant(request.member, ref, MANAGE)
    trainee = facilitators.begin_training(participant=participant, by=request.member)
    return redirect(trainee)

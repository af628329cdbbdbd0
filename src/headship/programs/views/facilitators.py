"""Facilitators, their ledgers, and training new ones."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headship.core.http import ask, page_of, render_page
from headship.orgs.access import require
from headship.orgs.permissions import Permission
from headship.programs.access import (
    get_absence,
    get_facilitator,
    get_own_facilitator,
    get_qualification,
)
from headship.programs.actions import facilitators as actions
from headship.programs.forms.facilitators import (
    AbsenceForm,
    FacilitatorFilterForm,
    FacilitatorForm,
    MentorForm,
    QualificationForm,
    RevokeForm,
)
from headship.programs.policies import facilitators as policies
from headship.programs.queries import facilitators as queries
from headship.programs.reports import facilitators as reports
from headship.programs.views.pages import address, send_table, show_form

MANAGE = Permission.PROGRAM_MANAGE


@require_GET
def facilitator_list(request):
    require(request.member, MANAGE)
    form = FacilitatorFilterForm(request.GET)
    found = queries.find_facilitators(request.member.organization, form.wanted())
    page = page_of(request, found)
    context = {
        "form": form,
        "page": page,
        "rows": reports.facilitator_rows(page.object_list),
        "is_filtered": bool(form.wanted()),
    }
    return render_page(
        request, "programs/facilitator_list.html", context, part="facilitators"
    )


@require_GET
def facilitator_list_csv(request):
    require(request.member, MANAGE)
    wanted = FacilitatorFilterForm(request.GET).wanted()
    found = queries.find_facilitators(request.member.organization, wanted)
    rows = reports.facilitator_table(found)
    return send_table("facilitators.csv", reports.FACILITATORS, rows)


@require_http_methods(["GET", "POST"])
def facilitator_add(request):
    require(request.member, MANAGE)
    candidates = queries.possible_facilitators(request.member.organization)
    form = FacilitatorForm(request.POST or None, candidates=candidates)
    if not form.is_valid():
        return show_form(
            request,
            form,
            title=_("Add a facilitator"),
            lead=_("The ledger says what is missing before the person may lead."),
            action=_("Add"),
            back=address(request, "facilitator_list"),
            up_label=_("Facilitators"),
        )
    return redirect(actions.add_facilitator(by=request.member, **form.cleaned_data))


@require_GET
def facilitator_detail(request, ref):
    facilitator = get_facilitator(request.member, ref)
    page = reports.facilitator_page(facilitator, request.member)
    return render(request, "programs/facilitator_detail.html", {"page": page})


@require_GET
def facilitator_ledger_csv(request, ref):
    facilitator = get_facilitator(request.member, ref)
    rows = reports.ledger_table(facilitator)
    return send_table("ledger.csv", reports.LEDGER, rows)


@require_GET
def my_ledger(request):
    """Show a facilitator the own ledger, without any button."""
    require(request.member, Permission.LEARNING_TAKE_PART)
    facilitator = get_own_facilitator(request.member)
    if facilitator is None:
        raise Http404
    page = reports.facilitator_page(facilitator, request.member)
    return render(request, "programs/my_ledger.html", {"page": page})


@require_http_methods(["GET", "POST"])
def facilitator_mentor(request, ref):
    facilitator = get_facilitator(request.member, ref, MANAGE)
    others = queries.active(facilitator.organization).exclude(pk=facilitator.pk)
    initial = {"mentor": facilitator.mentor.ref if facilitator.mentor else None}
    form = MentorForm(request.POST or None, candidates=others, initial=initial)
    if not form.is_valid():
        return show_form(
            request,
            form,
            title=_("Mentor of %(name)s") % {"name": facilitator},
            lead=_("An experienced facilitator to turn to."),
            action=_("Save"),
            back=facilitator.get_absolute_url(),
            up_label=facilitator,
        )
    actions.set_mentor(facilitator=facilitator, by=request.member, **form.cleaned_data)
    return redirect(facilitator)


@require_http_methods(["GET", "POST"])
def qualification_add(request, ref):
    facilitator = get_facilitator(request.member, ref, MANAGE)
    others = queries.active(facilitator.organization).exclude(pk=facilitator.pk)
    form = QualificationForm(
        request.POST or None,
        observers=others,
        zone=facilitator.organization.time_zone,
    )
    if not form.is_valid():
        return show_form(
            request,
            form,
            title=_("Add to the ledger of %(name)s") % {"name": facilitator},
            action=_("Add the line"),
            back=facilitator.get_absolute_url(),
            up_label=facilitator,
        )
    actions.add_qualification(
        facilitator=facilitator, text=form.text, by=request.member
    )
    return redirect(facilitator)


@require_http_methods(["GET", "POST"])
def qualification_remove(request, ref):
    line = get_qualification(request.member, ref)
    if request.method == "GET":
        return ask(
            request,
            title=_("Strike “%(what)s”?") % {"what": line.words},
            text=_("Only for lines written by mistake. This cannot be undone."),
            action=_("Strike the line"),
            kind="danger",
            back=line.facilitator.get_absolute_url(),
        )
    actions.remove_qualification(line=line, by=request.member)
    return redirect(line.facilitator)


@require_http_methods(["GET", "POST"])
def qualification_revoke(request, ref):
    line = get_qualification(request.member, ref)
    form = RevokeForm(request.POST or None, zone=line.organization.time_zone)
    if not form.is_valid():
        return show_form(
            request,
            form,
            title=_("Revoke “%(what)s”?") % {"what": line.words},
            lead=_(
                "Sessions ahead that need it are shown, so that you can find leads."
            ),
            action=_("Revoke the line"),
            back=line.facilitator.get_absolute_url(),
            up_label=line.facilitator,
        )
    actions.revoke_qualification(line=line, by=request.member, **form.cleaned_data)
    return redirect(line.facilitator)


@require_http_methods(["GET", "POST"])
def absence_add(request, ref):
    facilitator = get_facilitator(request.member, ref, MANAGE)
    zone = facilitator.organization.time_zone
    form = AbsenceForm(request.POST or None, zone=zone)
    if not form.is_valid():
        return show_form(
            request,
            form,
            title=_("When is %(name)s away?") % {"name": facilitator},
            lead=_("In the time of %(zone)s.") % {"zone": zone},
            action=_("Save"),
            back=facilitator.get_absolute_url(),
            up_label=facilitator,
        )
    actions.add_absence(
        facilitator=facilitator,
        starts_at=form.cleaned_data["starts_at"],
        ends_at=form.cleaned_data["ends_at"],
        by=request.member,
    )
    return redirect(facilitator)


@require_POST
def absence_remove(request, ref):
    absence = get_absence(request.member, ref)
    actions.remove_absence(absence=absence, by=request.member)
    return redirect(absence.facilitator)


@require_POST
def facilitator_retire(request, ref):
    facilitator = get_facilitator(request.member, ref, MANAGE)
    actions.retire_facilitator(facilitator=facilitator, by=request.member)
    return redirect(facilitator)


@require_POST
def facilitator_return(request, ref):
    facilitator = get_facilitator(request.member, ref, MANAGE)
    actions.return_facilitator(facilitator=facilitator, by=request.member)
    return redirect(facilitator)


@require_http_methods(["GET", "POST"])
def facilitator_admit(request, ref):
    """End a training: at home for people of a district, here for one's own."""
    trainee = get_facilitator(request.member, ref, MANAGE)
    is_ours = trainee.member.organization_id == trainee.organization_id
    if request.method == "GET":
        policies.check_training_is_done(trainee, request.member.organization)
        return ask(
            request,
            title=_("Admit %(name)s?") % {"name": trainee},
            text=_("The gate is passed: %(name)s may lead sessions.")
            % {"name": trainee}
            if is_ours
            else _("%(name)s may then lead at home, for %(district)s only.")
            % {"name": trainee, "district": trainee.member.organization},
            action=_("Admit"),
            back=trainee.get_absolute_url(),
        )
    act = actions.end_training if is_ours else actions.admit_local_facilitator
    act(trainee=trainee, by=request.member)
    messages.success(request, _("%(name)s may lead now.") % {"name": trainee})
    return redirect(trainee)

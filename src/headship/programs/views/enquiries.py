"""Following enquiries up, for those who run programs."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headship.core.http import csv_response, page_of, render_page
from headship.orgs.access import require
from headship.orgs.permissions import Permission
from headship.programs import access
from headship.programs.actions import enquiries as actions
from headship.programs.forms.enquiries import (
    FilterForm,
    FollowUpForm,
    NoteForm,
    RecordForm,
)
from headship.programs.policies import enquiries as policies
from headship.programs.queries import enquiries as queries
from headship.programs.reports import enquiries as reports
from headship.programs.views.pages import go

PER_PAGE = 25


@require_GET
def enquiry_list(request):
    require(request.member, Permission.PROGRAM_MANAGE)
    form = FilterForm(request.GET)
    page = page_of(request, _found(request, form), PER_PAGE)
    context = {"page": page, "form": form, "is_filtered": any(form.data.values())}
    return render_page(request, "programs/enquiry_list.html", context, part="rows")


@require_GET
def enquiry_list_csv(request):
    require(request.member, Permission.PROGRAM_MANAGE)
    header, rows = reports.enquiry_table(_found(request, FilterForm(request.GET)))
    return csv_response("enquiries.csv", header, rows)


@require_http_methods(["GET", "POST"])
def enquiry_record(request):
    require(request.member, Permission.PROGRAM_MANAGE)
    organization = request.member.organization
    form = RecordForm(request.POST or None, organization=organization)
    if request.method == "GET" or not form.is_valid():
        return render(request, "programs/enquiry_record.html", {"form": form})
    enquiry = actions.record_enquiry(
        question=form.question, came_by=form.cleaned_data["came_by"], by=request.member
    )
    messages.success(request, _("The enquiry is on the list."))
    return redirect(enquiry)


@require_http_methods(["GET", "POST"])
def enquiry_detail(request, ref):
    """Show an enquiry; sending the form changes where it stands."""
    enquiry = access.get_enquiry(request.member, ref)
    form = FollowUpForm(
        request.POST or None,
        organization=request.member.organization,
        initial={
            "state": enquiry.state,
            "owner": enquiry.owner_id,
            "follow_up_on": enquiry.follow_up_on,
        },
    )
    if request.method == "GET" or not form.is_valid():
        context = {
            "enquiry": enquiry,
            "notes": enquiry.notes.select_related("by"),
            "form": form,
            "note_form": NoteForm(),
        }
        return render(request, "programs/enquiry_detail.html", context)
    actions.follow_up(enquiry=enquiry, plan=form.plan, by=request.member)
    messages.success(request, _("The enquiry is changed."))
    return redirect(enquiry)


@require_POST
def enquiry_note(request, ref):
    enquiry = access.get_enquiry(request.member, ref)
    form = NoteForm(request.POST)
    if form.is_valid():
        actions.note_enquiry(
            enquiry=enquiry, text=form.cleaned_data["text"], by=request.member
        )
    else:
        messages.error(request, _("Write something before you keep the note."))
    return redirect(enquiry)


@require_http_methods(["GET", "POST"])
def enquiry_erase(request, ref):
    enquiry = access.get_enquiry(request.member, ref)
    policies.check_can_erase(enquiry)
    if request.method == "GET":
        return render(request, "programs/enquiry_erase.html", {"enquiry": enquiry})
    actions.erase_enquiry(enquiry=enquiry, by=request.member)
    messages.success(request, _("The enquiry and its notes are gone."))
    return go(request, "enquiry_list")


def _found(request, form):
    wanted = form.cleaned_data if form.is_valid() else {}
    return queries.find_enquiries(request.member.organization, wanted)

"""Pages of curators: proposals, and the records they are about."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from headship.core.http import csv_response, page_of, render_page
from headship.evidence.access import (
    check_kind,
    get_change,
    get_curator,
    get_record,
)
from headship.evidence.actions import curation as actions
from headship.evidence.actions.notices import choose_mail
from headship.evidence.forms.curation import (
    ChangeSearchForm,
    MailForm,
    NoteForm,
    RecordSearchForm,
)
from headship.evidence.forms.records import FORMS
from headship.evidence.models import Change
from headship.evidence.queries.records import (
    editable_fields,
    latest_loads,
    open_change_of,
    proposals,
    records,
    snapshot,
)
from headship.evidence.reports.curation import change_page, change_rows, record_rows

PER_PAGE = 25


@require_safe
def change_list(request):
    """List proposals, undecided ones first, and the latest imports."""
    curator = get_curator(request.user)
    form = ChangeSearchForm(request.GET)
    page = page_of(request, proposals(form.state), PER_PAGE)
    context = {
        "page": page,
        "form": form,
        "curator": curator,
        "loads": latest_loads(),
        "kinds": Change.Kind,
    }
    return render_page(request, "evidence/change_list.html", context)


@require_safe
def change_list_csv(request):
    """Give the proposals as a table."""
    get_curator(request.user)
    header, rows = change_rows(proposals(ChangeSearchForm(request.GET).state))
    return csv_response("proposals.csv", header, rows)


@require_safe
def record_list(request):
    """Find a record to correct."""
    get_curator(request.user)
    form = RecordSearchForm(request.GET)
    found = records(form.kind, form.words)
    context = {"page": page_of(request, found, PER_PAGE), "form": form}
    return render_page(request, "evidence/record_list.html", context, part="rows")


@require_safe
def record_list_csv(request):
    """Give the records that were found as a table."""
    get_curator(request.user)
    form = RecordSearchForm(request.GET)
    header, rows = record_rows(form.kind, records(form.kind, form.words))
    return csv_response(f"{form.kind}-records.csv", header, rows)


@require_http_methods(["GET", "HEAD", "POST"])
def record_create(request, kind):
    """Propose a new record."""
    curator = get_curator(request.user)
    check_kind(kind)
    form = _form(kind, None, request, request.GET.dict())
    if not form.is_valid():
        return _form_page(request, form, kind)
    change = actions.propose_change(proposal=form.proposal(kind, None), by=curator)
    return redirect(change)


@require_http_methods(["GET", "HEAD", "POST"])
def record_change(request, kind, ref):
    """Propose how a record should be written; an open proposal comes first."""
    curator = get_curator(request.user)
    record = get_record(kind, ref)
    if waiting := open_change_of(record.ref):
        messages.info(request, _("There is an open proposal about this record."))
        return redirect(waiting)
    form = _form(kind, record, request, snapshot(kind, record))
    if not form.is_valid():
        return _form_page(request, form, kind, record)
    change = actions.propose_change(proposal=form.proposal(kind, record), by=curator)
    return redirect(change)


@require_safe
def change_detail(request, ref):
    """Show what a proposal changes, and what can be done with it."""
    page = change_page(get_change(ref), get_curator(request.user))
    context = {"page": page, "form": NoteForm()}
    return render_page(request, "evidence/change_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change_edit(request, ref):
    """Write a draft anew."""
    curator = get_curator(request.user)
    change = get_change(ref)
    record = get_record(change.kind, change.target) if change.target else None
    initial = change.payload | {"reason": change.reason}
    form = _form(change.kind, record, request, initial)
    if not form.is_valid():
        return _form_page(request, form, change.kind, record, change)
    proposal = form.proposal(change.kind, record)
    return redirect(actions.revise_change(change=change, proposal=proposal, by=curator))


@require_POST
def change_submit(request, ref):
    """Ask another curator to look."""
    curator = get_curator(request.user)
    change = actions.submit_change(change=get_change(ref), by=curator)
    messages.success(request, _("Another curator can look at it now."))
    return redirect(change)


@require_POST
def change_withdraw(request, ref):
    """Take a proposal back."""
    curator = get_curator(request.user)
    actions.withdraw_change(change=get_change(ref), by=curator)
    messages.success(request, _("The proposal is withdrawn."))
    return redirect("evidence:change_list")


@require_POST
def change_publish(request, ref):
    """Write a proposal into the library."""
    curator = get_curator(request.user)
    form = NoteForm(request.POST)
    change = actions.publish_change(change=get_change(ref), by=curator, note=form.note)
    messages.success(request, _("It is published."))
    return redirect(change)


@require_POST
def change_decline(request, ref):
    """Refuse a proposal, with the reason."""
    curator = get_curator(request.user)
    form = NoteForm(request.POST)
    change = actions.decline_change(change=get_change(ref), by=curator, note=form.note)
    messages.success(request, _("The proposal is declined."))
    return redirect(change)


@require_POST
def curator_mail(request):
    """Turn mail about proposals on or off."""
    curator = get_curator(request.user)
    wants = MailForm(request.POST).wants
    choose_mail(wants=wants, by=curator)
    words = (
        _("You get mail when a proposal waits for you or yours is decided.")
        if wants
        else _("You get no more mail about proposals.")
    )
    messages.success(request, words)
    return redirect("evidence:change_list")


def _form(kind, record, request, initial):
    fields = editable_fields(kind, record)
    return FORMS[kind](request.POST or None, initial=initial, editable=fields)


def _form_page(request, form, kind, record=None, change=None):
    context = {
        "form": form,
        "kind": Change.Kind(kind).label,
        "record": record,
        "change": change,
    }
    return render_page(request, "evidence/record_form.html", context)

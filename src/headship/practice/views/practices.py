"""A person's practices."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headship.core.http import csv_response, go, page_of
from headship.orgs.access import require
from headship.orgs.permissions import Permission
from headship.practice import actions, queries
from headship.practice.access import get_practice
from headship.practice.forms import (
    FileForm,
    LinkForm,
    NoteForm,
    PracticeForm,
    ReminderForm,
    ShareForm,
)

PER_PAGE = 25


@require_GET
def practice_list(request):
    require(request.member, Permission.PRACTICE_MANAGE)
    found = queries.practices(request.member)
    context = {
        "page": page_of(request, found, PER_PAGE),
        "wants_reminders": queries.wants_reminders(request.member),
        "shared_count": queries.shared_with(request.member).count(),
    }
    return render(request, "practice/practice_list.html", context)


@require_GET
def practice_list_csv(request):
    require(request.member, Permission.PRACTICE_MANAGE)
    header = ["responsibility", "what", "due_on", "state", "evidence", "reflection"]
    rows = (
        [
            it.responsibility.name,
            it.what,
            it.due_on,
            it.state,
            it.evidence,
            it.reflection,
        ]
        for it in queries.practices(request.member)
    )
    return csv_response("practices.csv", header, rows)


@require_http_methods(["GET", "POST"])
def practice_create(request):
    require(request.member, Permission.PRACTICE_MANAGE)
    form = PracticeForm(request.POST or None, zone=_zone(request))
    if request.method == "GET" or not form.is_valid():
        return render(request, "practice/practice_create.html", {"form": form})
    practice = actions.undertake(plan=form.plan, by=request.member)
    messages.success(request, _("It is on your home page until it is done."))
    return redirect(practice)


@require_http_methods(["GET", "POST"])
def practice_detail(request, ref):
    practice = get_practice(request.member, ref)
    form = NoteForm(request.POST or None, initial=_noted(practice))
    if request.method == "GET" or not form.is_valid():
        return show_practice(request, practice, form=form)
    actions.note_practice(practice=practice, by=request.member, **form.cleaned_data)
    if "done" in request.POST:
        actions.finish_practice(practice=practice, by=request.member)
        messages.success(request, _("Done. Well worth a look back in a month."))
        return go(request, "practice:practice_list")
    messages.success(request, _("Your notes are saved."))
    return redirect(practice)


def show_practice(request, practice, **forms):
    """Show a practice with its log; forms that were not understood are shown again."""
    log = queries.log_of(practice)
    shared = {
        "audiences": sorted(log.audiences),
        "coach": log.coach.ref if log.coach else None,
    }
    context = {
        "practice": practice,
        "log": log,
        "form": NoteForm(initial=_noted(practice)),
        "file_form": FileForm(),
        "link_form": LinkForm(),
        "share_form": ShareForm(
            initial=shared,
            coaches=queries.coaches(request.member),
            is_task=practice.is_task,
        ),
    }
    return render(request, "practice/practice_detail.html", context | forms)


def _noted(practice):
    names = ("evidence", "reflection", "question")
    return {name: getattr(practice, name) for name in names}


@require_http_methods(["GET", "POST"])
def practice_change(request, ref):
    practice = get_practice(request.member, ref)
    planned = {
        "responsibility": practice.responsibility_key,
        "what": practice.what,
        "due_on": practice.due_on,
    }
    form = PracticeForm(request.POST or None, zone=_zone(request), initial=planned)
    if request.method == "GET" or not form.is_valid():
        context = {"practice": practice, "form": form}
        return render(request, "practice/practice_change.html", context)
    actions.change_practice(practice=practice, plan=form.plan, by=request.member)
    return redirect(practice)


@require_POST
def practice_drop(request, ref):
    practice = get_practice(request.member, ref)
    actions.drop_practice(practice=practice, by=request.member)
    messages.success(request, _("Dropped. You can take it up again."))
    return redirect(practice)


@require_POST
def practice_reopen(request, ref):
    practice = get_practice(request.member, ref)
    actions.reopen_practice(practice=practice, by=request.member)
    return redirect(practice)


@require_POST
def practice_reminders(request):
    require(request.member, Permission.PRACTICE_MANAGE)
    form = ReminderForm(request.POST)
    form.is_valid()
    wants = form.cleaned_data["wants_reminders"]
    actions.choose_reminders(wants=wants, by=request.member)
    words = (
        _("You will be reminded three days before a date, and never after it.")
        if wants
        else _("You will not be reminded any more.")
    )
    messages.success(request, words)
    return go(request, "practice:practice_list")


def _zone(request) -> str:
    return request.member.organization.time_zone

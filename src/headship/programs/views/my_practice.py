"""A participant's tasks and dosage, and what peers of the same cohort share."""

from django.contrib import messages
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from headship.core import files
from headship.core.clock import now
from headship.core.http import csv_response, page_of
from headship.orgs.access import require
from headship.orgs.permissions import Permission
from headship.practice.actions import give_feedback
from headship.practice.forms import FeedbackForm
from headship.practice.models import PracticeFeedback
from headship.programs.access import get_my_participation, get_peer_log
from headship.programs.policies import practice as policies
from headship.programs.queries import dosage
from headship.programs.queries import practice as queries
from headship.programs.reports import practice as reports
from headship.programs.views.pages import go

PER_PAGE = 25


@require_GET
def my_dosage(request, ref):
    """Show a participant's own tasks, hours and what is missing."""
    place = get_my_participation(request.member, ref)
    policies.check_takes_part(place)
    context = {
        "place": place,
        "row": dosage.my_dosage(place, now()),
        "practices": queries.my_tasks(place),
    }
    return render(request, "programs/my_dosage.html", context)


@require_GET
def my_dosage_csv(request, ref):
    place = get_my_participation(request.member, ref)
    policies.check_takes_part(place)
    row = dosage.my_dosage(place, now())
    return csv_response("my-dosage.csv", *reports.dosage_table([row]))


@require_GET
def peer_log_list(request):
    require(request.member, Permission.LEARNING_TAKE_PART)
    found = queries.peer_logs(request.member)
    context = {"page": page_of(request, found, PER_PAGE)}
    return render(request, "programs/peer_log_list.html", context)


@require_GET
def peer_log_list_csv(request):
    require(request.member, Permission.LEARNING_TAKE_PART)
    table = reports.peer_table(queries.peer_logs(request.member))
    return csv_response("shared-by-my-cohort.csv", *table)


@require_http_methods(["GET", "POST"])
def peer_log(request, ref):
    practice = get_peer_log(request.member, ref)
    form = FeedbackForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        context = {"log": queries.whole_log(practice), "form": form}
        return render(request, "programs/peer_log.html", context)
    give_feedback(
        practice=practice,
        part=PracticeFeedback.Part.PEER,
        text=form.cleaned_data["text"],
        by=request.member,
    )
    words = _("%(name)s can read your feedback.") % {"name": practice.member}
    messages.success(request, words)
    return go(request, "peer_log", ref=ref)


@require_GET
def peer_file(request, ref, item):
    evidence = queries.file_of(get_peer_log(request.member, ref), item)
    return files.send(evidence.stored, evidence.filename)

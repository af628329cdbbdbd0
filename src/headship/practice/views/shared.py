"""What colleagues share with their coach."""

from django.contrib import messages
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from headship.core import files
from headship.core.http import csv_response, go, page_of
from headship.orgs.access import require
from headship.orgs.permissions import Permission
from headship.practice import actions, queries
from headship.practice.access import get_coached_practice, get_file
from headship.practice.forms import FeedbackForm
from headship.practice.models import PracticeFeedback

PER_PAGE = 25


@require_GET
def shared_list(request):
    require(request.member, Permission.PRACTICE_MANAGE)
    found = queries.shared_with(request.member)
    context = {"page": page_of(request, found, PER_PAGE)}
    return render(request, "practice/shared_list.html", context)


@require_GET
def shared_list_csv(request):
    require(request.member, Permission.PRACTICE_MANAGE)
    header = ["person", "practice", "responsibility", "due_on", "state"]
    rows = [
        [it.member, it.what, it.responsibility_key, it.due_on, it.state]
        for it in queries.shared_with(request.member)
    ]
    return csv_response("shared-practices.csv", header, rows)


@require_http_methods(["GET", "POST"])
def shared_detail(request, ref):
    practice = get_coached_practice(request.member, ref)
    form = FeedbackForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        context = {"log": queries.log_of(practice), "form": form}
        return render(request, "practice/shared_detail.html", context)
    actions.give_feedback(
        practice=practice,
        part=PracticeFeedback.Part.COACH,
        text=form.cleaned_data["text"],
        by=request.member,
    )
    messages.success(
        request, _("%(name)s can read your feedback.") % {"name": practice.member}
    )
    return go(request, "practice:shared_detail", ref=ref)


@require_GET
def shared_file(request, ref, item):
    evidence = get_file(get_coached_practice(request.member, ref), item)
    return files.send(evidence.stored, evidence.filename)

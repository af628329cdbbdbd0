"""A leader's own part in cycles, and a supervisor's approvals."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headship.core.http import csv_response, go
from headship.feedback import actions, policies, queries
from headship.feedback.access import get_nomination, get_own_review
from headship.feedback.forms import (
    MOST_PEOPLE,
    InitiativeForm,
    NominationForm,
    PeopleSearchForm,
    ShareForm,
)
from headship.feedback.reports import lists
from headship.orgs.access import require
from headship.orgs.permissions import Permission


@require_GET
def review_list(request):
    """List the member's own reviews and the reports others share with them."""
    context = {
        "reviews": queries.reviews(request.member),
        "shared": queries.shared_reports(request.member),
    }
    return render(request, "feedback/review_list.html", context)


@require_GET
def review_list_csv(request):
    reviews = queries.reviews(request.member)
    shared = queries.shared_reports(request.member)
    header, rows = lists.reviews_table(reviews, shared)
    return csv_response("reviews.csv", header, rows)


@require_GET
def review_detail(request, ref):
    participant = get_own_review(request.member, ref)
    context = {
        "participant": participant,
        "nominations": queries.nominations(participant),
        "raters": queries.invited_counts(participant),
    }
    return render(request, "feedback/review_detail.html", context)


@require_http_methods(["GET", "POST"])
def review_nominate(request, ref):
    participant = get_own_review(request.member, ref)
    policies.check_can_nominate(participant)
    search = PeopleSearchForm(request.GET)
    people = queries.possible_raters(participant)
    found = queries.called(people, search.words)
    form = NominationForm(
        request.POST or None, candidates=people, shown=found[:MOST_PEOPLE]
    )
    if request.method == "GET" or not form.is_valid():
        context = {"form": form, "participant": participant, "search": search}
        context |= {"found_count": found.count(), "most": MOST_PEOPLE}
        return render(request, "feedback/review_nominate.html", context)
    actions.nominate(
        participant=participant,
        nominees=list(form.cleaned_data["nominees"]),
        group=form.cleaned_data["group"],
        by=request.member,
    )
    messages.success(request, _("Your supervisor will decide on these raters."))
    return redirect(participant)


@require_POST
def nomination_withdraw(request, ref, nomination):
    participant = get_own_review(request.member, ref)
    found = get_object_or_404(participant.nominations, ref=nomination)
    actions.withdraw_nomination(nomination=found, by=request.member)
    return redirect(participant)


@require_http_methods(["GET", "POST"])
def review_initiative(request, ref):
    participant = get_own_review(request.member, ref)
    form = InitiativeForm(
        request.POST or None, initial={"initiative": participant.initiative}
    )
    if request.method == "GET" or not form.is_valid():
        context = {"form": form, "participant": participant}
        return render(request, "feedback/review_initiative.html", context)
    actions.name_initiative(
        participant=participant,
        initiative=form.cleaned_data["initiative"],
        by=request.member,
    )
    messages.success(request, _("The initiative is saved."))
    return redirect(participant)


@require_GET
def approval_list(request):
    require(request.member, Permission.NOMINATION_APPROVE)
    context = {"nominations": queries.nominations_to_decide(request.member)}
    return render(request, "feedback/approval_list.html", context)


@require_GET
def approval_list_csv(request):
    require(request.member, Permission.NOMINATION_APPROVE)
    nominations = queries.nominations_to_decide(request.member)
    header, rows = lists.nominations_table(nominations)
    return csv_response("nominations.csv", header, rows)


@require_POST
def nomination_approve(request, ref):
    nomination = get_nomination(request.member, ref)
    actions.approve_nomination(nomination=nomination, by=request.member)
    messages.success(
        request, _("%(name)s will be asked.") % {"name": nomination.member}
    )
    return go(request, "feedback:approval_list")


@require_POST
def nomination_decline(request, ref):
    nomination = get_nomination(request.member, ref)
    actions.decline_nomination(nomination=nomination, by=request.member)
    messages.success(
        request, _("%(name)s will not be asked.") % {"name": nomination.member}
    )
    return go(request, "feedback:approval_list")


@require_http_methods(["GET", "POST"])
def report_share(request, ref):
    participant = get_own_review(request.member, ref)
    form = ShareForm(
        request.POST or None, candidates=queries.possible_readers(participant)
    )
    if request.method == "GET" or not form.is_valid():
        context = {
            "form": form,
            "participant": participant,
            "shares": queries.shares(participant),
        }
        return render(request, "feedback/report_share.html", context)
    reader = form.cleaned_data["reader"]
    actions.share_report(participant=participant, reader=reader, by=request.member)
    messages.success(request, _("%(name)s can read the report.") % {"name": reader})
    return go(request, "feedback:report_share", ref=ref)


@require_POST
def report_unshare(request, ref, reader):
    participant = get_own_review(request.member, ref)
    share = get_object_or_404(participant.shares, member__ref=reader)
    actions.unshare_report(share=share, by=request.member)
    messages.success(request, _("The report is yours alone again."))
    return go(request, "feedback:report_share", ref=ref)

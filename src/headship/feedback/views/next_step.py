"""From a report to at most three practices."""

from django.contrib import messages
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from headship.core.http import go
from headship.feedback import policies
from headship.feedback.access import get_own_review
from headship.feedback.forms import NextStepFormSet
from headship.feedback.reports.next_step import next_step_page
from headship.practice import actions


@require_http_methods(["GET", "POST"])
def next_step(request, ref):
    participant = get_own_review(request.member, ref)
    policies.check_can_read(participant)
    page = next_step_page(participant)
    forms = NextStepFormSet(
        request.POST or None,
        form_kwargs={"zone": request.member.organization.time_zone},
        initial=[{"responsibility": key} for key in page.suggested],
    )
    if request.method == "GET" or not forms.is_valid():
        context = {"page": page, "forms": forms}
        return render(request, "feedback/next_step.html", context)
    plans = [form.plan for form in forms if form.is_filled]
    actions.undertake_from_report(
        plans=plans, report=participant.ref, by=request.member
    )
    messages.success(
        request, _("Undertaken. Your practices are on your home page until done.")
    )
    return go(request, "home:organization")

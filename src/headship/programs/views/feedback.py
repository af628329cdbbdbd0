"""Feedback on sessions, for those who lead them and those who run the program."""

from django.contrib import messages
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headship.core.http import csv_response
from headship.programs import access
from headship.programs.actions import feedback as actions
from headship.programs.policies import feedback as policies
from headship.programs.reports import feedback as reports
from headship.programs.views.pages import go


@require_GET
def session_feedback(request, ref):
    session = access.get_led_session(request.member, ref)
    page = reports.feedback_page(session)
    return render(request, "programs/session_feedback.html", {"page": page})


@require_GET
def session_feedback_csv(request, ref):
    session = access.get_led_session(request.member, ref)
    header, rows = reports.feedback_table(session)
    return csv_response("session-feedback.csv", header, rows)


@require_POST
def feedback_open(request, ref):
    session = access.get_led_session(request.member, ref)
    actions.open_feedback(session=session, by=request.member)
    messages.success(request, _("Feedback is open. Everyone who takes part is asked."))
    return go(request, "session_feedback", ref=ref)


@require_POST
def feedback_remind(request, ref):
    feedback = policies.opened(access.get_led_session(request.member, ref))
    actions.remind(feedback=feedback, by=request.member)
    messages.success(request, _("Reminders go to everyone who has not answered."))
    return go(request, "session_feedback", ref=ref)


@require_http_methods(["GET", "POST"])
def feedback_close(request, ref):
    session = access.get_led_session(request.member, ref)
    feedback = policies.opened(session)
    policies.check_can_close(feedback)
    if request.method == "GET":
        page = reports.feedback_page(session)
        return render(request, "programs/feedback_close.html", {"page": page})
    actions.close_feedback(feedback=feedback, by=request.member)
    messages.success(request, _("Feedback is closed and its figures can be read."))
    return go(request, "session_feedback", ref=ref)


@require_GET
def cohort_feedback(request, ref):
    cohort = access.get_cohort(request.member, ref)
    page = reports.cohort_feedback_page(cohort)
    return render(request, "programs/cohort_feedback.html", {"page": page})


@require_GET
def cohort_feedback_csv(request, ref):
    cohort = access.get_cohort(request.member, ref)
    header, rows = reports.cohort_feedback_table(cohort)
    return csv_response("cohort-feedback.csv", header, rows)

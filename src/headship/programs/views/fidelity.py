"""Was a session led as planned? The accounts of those who were there."""

from django.contrib import messages
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from headship.core.http import csv_response
from headship.programs import access
from headship.programs.actions import fidelity as actions
from headship.programs.forms.fidelity import RemarksForm, block_forms
from headship.programs.policies import fidelity as policies
from headship.programs.queries import fidelity as queries
from headship.programs.reports import fidelity as reports
from headship.programs.views.pages import go


@require_GET
def session_fidelity(request, ref):
    session = access.get_led_session(request.member, ref)
    page = reports.fidelity_page(session, request.member)
    return render(request, "programs/session_fidelity.html", {"page": page})


@require_http_methods(["GET", "POST"])
def fidelity_record(request, ref):
    session = access.get_led_session(request.member, ref)
    assignment = queries.own_assignment(request.member, session)
    blocks = policies.check_can_record(session, assignment)
    rows = block_forms(blocks, request.POST or None)
    remarks = RemarksForm(request.POST or None)
    is_sound = all([it.is_valid() for it in (*rows, remarks)])  # noqa: C419 -- each shows its errors
    if request.method == "GET" or not is_sound:
        context = {"session": session, "rows": rows, "remarks": remarks}
        return render(request, "programs/fidelity_record.html", context)
    actions.record_fidelity(
        assignment=assignment,
        accounts=[row.account for row in rows],
        remarks=remarks.cleaned_data["remarks"],
        by=request.member,
    )
    messages.success(request, _("Your account of the session is recorded."))
    return go(request, "session_fidelity", ref=ref)


@require_GET
def cohort_fidelity(request, ref):
    cohort = access.get_cohort(request.member, ref)
    page = reports.cohort_fidelity_page(cohort)
    return render(request, "programs/cohort_fidelity.html", {"page": page})


@require_GET
def cohort_fidelity_csv(request, ref):
    cohort = access.get_cohort(request.member, ref)
    header, rows = reports.cohort_fidelity_table(cohort)
    return csv_response("fidelity.csv", header, rows)

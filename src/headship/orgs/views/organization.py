"""The organization itself: roles, audit log, settings."""

from django.contrib import messages
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from headship.core.http import csv_response, go, page_of, render_page
from headship.orgs import actions, queries, reports
from headship.orgs.access import require
from headship.orgs.forms.lists import EventFilterForm
from headship.orgs.forms.organizations import OrganizationForm
from headship.orgs.permissions import Permission

EVENT_CSV = ["time", "person", "event", "subject", "details"]


@require_GET
def roles(request):
    require(request.member, Permission.PERSON_VIEW)
    page = reports.roles_page(queries.role_counts(request.member.organization))
    return render_page(request, "orgs/roles.html", {"page": page})


@require_GET
def roles_csv(request):
    require(request.member, Permission.PERSON_VIEW)
    page = reports.roles_page({})
    header = ["permission", *(role.label for role in page.roles)]
    rows = [
        [words, *("yes" if granted else "no" for granted in row)]
        for words, row in page.permissions
    ]
    return csv_response("roles.csv", header, rows)


def _event_filter(request):
    events = queries.events_met(request.member.organization)
    return EventFilterForm(request.GET, events=events)


@require_GET
def audit_log(request):
    require(request.member, Permission.AUDIT_VIEW)
    form = _event_filter(request)
    events = page_of(
        request, queries.find_events(request.member.organization, form.wanted())
    )
    context = {
        "form": form,
        "events": events,
        "lines": list(reports.event_lines(events)),
        "is_filtered": bool(form.wanted()),
    }
    return render_page(request, "orgs/audit_log.html", context, part="events")


@require_GET
def audit_log_csv(request):
    require(request.member, Permission.AUDIT_VIEW)
    wanted = _event_filter(request).wanted()
    events = queries.find_events(request.member.organization, wanted)
    rows = [
        [line.at.isoformat(), line.actor, line.words, line.subject, line.details]
        for line in reports.event_lines(events)
    ]
    return csv_response("audit-log.csv", EVENT_CSV, rows)


@require_http_methods(["GET", "POST"])
def organization_settings(request):
    require(request.member, Permission.ORGANIZATION_MANAGE)
    organization = request.member.organization
    form = OrganizationForm(request.POST or None, organization=organization)
    if not form.is_valid():
        return render_page(request, "orgs/organization_settings.html", {"form": form})
    actions.change_organization(by=request.member, **form.cleaned_data)
    messages.success(request, _("The settings are saved."))
    return go(request, "orgs:organization_settings")

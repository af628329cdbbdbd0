"""Scheduling sessions, and the places where they take place."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headship.core.clock import now
from headship.core.http import page_of, render_page
from headship.orgs.access import require
from headship.orgs.permissions import Permission, has_permission
from headship.programs.access import (
    get_cohort,
    get_session,
    get_shown_session,
    get_venue,
)
from headship.programs.actions import sessions as actions
from headship.programs.forms.fields import ReasonForm
from headship.programs.forms.sessions import (
    DayFormSet,
    LeadForm,
    SessionFilterForm,
    SessionForm,
    VenueFilterForm,
    VenueForm,
    days_initial,
    proposed_days,
)
from headship.programs.policies import sessions as policies
from headship.programs.policies.cohorts import check_is_not_over
from headship.programs.policies.leads import lead_choices, needing_a_lead
from headship.programs.queries import facilitators, programs
from headship.programs.queries import sessions as queries
from headship.programs.reports import sessions as reports
from headship.programs.views.pages import address, ask_reason, go, send_table, show_form

VIEW, MANAGE = Permission.PROGRAM_VIEW, Permission.PROGRAM_MANAGE


def _found(request, form):
    wanted = form.wanted()
    organization = request.member.organization
    if "since" in wanted:
        zone = ZoneInfo(organization.time_zone)
        first = datetime.combine(wanted["since"], time.min, zone)
        wanted["since"] = first.astimezone(UTC)
    if wanted.get("lead") == "needed":
        wanted["keys"] = needing_a_lead(queries.find_sessions(organization, {}), now())
    return queries.find_sessions(organization, wanted)


@require_GET
def session_list(request):
    require(request.member, VIEW)
    form = SessionFilterForm(request.GET)
    page = page_of(request, _found(request, form))
    context = {
        "form": form,
        "page": page,
        "is_filtered": bool(form.wanted()),
        "lapsed": reports.lapsed(page),
    }
    return render_page(request, "programs/session_list.html", context, part="sessions")


@require_GET
def session_list_csv(request):
    require(request.member, VIEW)
    found = _found(request, SessionFilterForm(request.GET))
    return send_table("sessions.csv", *reports.provider_table(found))


@require_GET
def session_detail(request, ref):
    session = get_shown_session(request.member, ref)
    page = reports.session_page(session, request.member)
    return render(request, "programs/session_detail.html", {"page": page})


@require_http_methods(["GET", "POST"])
def session_schedule(request, ref):
    cohort = get_cohort(request.member, ref, MANAGE)
    check_is_not_over(cohort)
    form, days = _forms(request, cohort)
    if not _works(form, days):
        return _show(request, form, days, cohort)
    session = actions.schedule_session(
        cohort=cohort, plan=form.plan(_plans(days)), by=request.member
    )
    messages.success(request, _("The session is scheduled."))
    return redirect(session)


@require_http_methods(["GET", "POST"])
def session_reschedule(request, ref):
    session = get_session(request.member, ref, MANAGE)
    policies.check_is_scheduled(session)
    form, days = _forms(request, session.cohort, session)
    if not _works(form, days, session):
        return _show(request, form, days, session.cohort, session)
    actions.reschedule_session(
        session=session, plan=form.plan(_plans(days)), by=request.member
    )
    messages.success(request, _("The session is changed, and calendars are told."))
    return redirect(session)


def _forms(request, cohort, session=None):
    organization = request.member.organization
    planned = programs.planned_sessions(cohort.program)
    if session:
        initial, days_at_first = SessionForm.initial_of(session), days_initial(session)
    else:
        initial, days_at_first = _proposed(request, cohort, planned)
    form = SessionForm(
        request.POST or None,
        cohort=cohort,
        facilitators=facilitators.active(organization),
        planned=planned,
        initial=initial,
    )
    venues = queries.find_venues(organization, {})
    days = DayFormSet(
        request.POST or None,
        prefix="days",
        initial=days_at_first,
        form_kwargs={"cohort": cohort, "venues": venues},
    )
    return form, days


def _proposed(request, cohort, planned):
    """Return what a new form begins with: the session asked for, in its usual time."""
    wanted = request.GET.get("planned")
    found = next((it for it in planned if str(it.ref) == wanted), None)
    if found is None or request.method == "POST":
        return {}, None
    before = queries.latest_session(cohort)
    first = {"program_session": found.ref}
    if before:
        first["mode"] = before.mode
    return first, proposed_days(found, cohort, before)


def _works(form, days, session=None) -> bool:
    if not (form.is_bound and form.is_valid() and days.is_valid()):
        return False
    return form.check(_plans(days), session)


def _plans(days):
    found = [form.cleaned_data.get("plan") for form in days]
    return tuple(plan for plan in found if plan)


def _show(request, form, days, cohort, session=None):
    context = {"form": form, "days": days, "cohort": cohort, "session": session}
    return render(request, "programs/session_form.html", context)


@require_http_methods(["GET", "POST"])
def session_lead(request, ref):
    """Give a session another lead, of those who are qualified and free."""
    session = get_session(request.member, ref, MANAGE)
    policies.check_is_scheduled(session)
    choices = lead_choices(session)
    able = [it.facilitator for it in choices if not it.reasons]
    form = LeadForm(request.POST or None, leads=able)
    if not form.is_valid():
        page = reports.session_page(session, request.member)
        refused = [it for it in choices if it.reasons]
        context = {"form": form, "page": page, "refused": refused}
        return render(request, "programs/session_lead.html", context)
    actions.replace_lead(session=session, lead=form.new_lead, by=request.member)
    messages.success(
        request, _("%(name)s leads, and calendars are told.") % {"name": form.new_lead}
    )
    return redirect(session)


@require_http_methods(["GET", "POST"])
def session_cancel(request, ref):
    session = get_session(request.member, ref, MANAGE)
    policies.check_can_cancel(session)
    form = ReasonForm(request.POST or None)
    if not form.is_valid():
        return ask_reason(
            request,
            form,
            title=_("Cancel “%(session)s”?") % {"session": session},
            text=_("Participants and facilitators are told. This cannot be undone."),
            action=_("Cancel the session"),
            kind="danger",
            back=session.get_absolute_url(),
        )
    actions.cancel_session(session=session, by=request.member, **form.cleaned_data)
    return redirect(session)


@require_POST
def session_hold(request, ref):
    session = get_session(request.member, ref, MANAGE)
    actions.hold_session(session=session, by=request.member)
    messages.success(request, _("The session is recorded as held."))
    return redirect(session)


@require_GET
def venue_list(request):
    require(request.member, VIEW)
    form = VenueFilterForm(request.GET)
    found = queries.find_venues(request.member.organization, form.wanted())
    context = {
        "form": form,
        "venues": page_of(request, found),
        "is_filtered": bool(form.wanted()),
        "can_manage": has_permission(request.member, MANAGE),
    }
    return render_page(request, "programs/venue_list.html", context, part="venues")


@require_GET
def venue_list_csv(request):
    require(request.member, VIEW)
    wanted = VenueFilterForm(request.GET).wanted()
    found = queries.find_venues(request.member.organization, wanted)
    return send_table("venues.csv", reports.VENUES, reports.venue_table(found))


@require_http_methods(["GET", "POST"])
def venue_add(request):
    require(request.member, MANAGE)
    organization = request.member.organization
    initial = {"time_zone": organization.time_zone}
    form = VenueForm(request.POST or None, initial=initial, organization=organization)
    if not form.is_valid():
        return _venue_page(request, form, _("Add a venue"))
    actions.add_venue(text=form.text, by=request.member)
    return go(request, "venue_list")


@require_http_methods(["GET", "POST"])
def venue_change(request, ref):
    venue = get_venue(request.member, ref)
    initial = {name: getattr(venue, name) for name in VenueForm.base_fields}
    organization = request.member.organization
    form = VenueForm(
        request.POST or None, initial=initial, organization=organization, venue=venue
    )
    if not form.is_valid():
        return _venue_page(request, form, _("Change the venue"))
    actions.change_venue(venue=venue, text=form.text, by=request.member)
    return go(request, "venue_list")


def _venue_page(request, form, title):
    return show_form(
        request,
        form,
        title=title,
        lead=_("One room at a time: Headship refuses two sessions in it at once."),
        action=_("Save"),
        back=address(request, "venue_list"),
        up_label=_("Venues"),
    )

"""Who was there: the roster of a day, the sheet on paper, the hours of a cohort."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from headship.core.http import csv_response, page_of, render_page
from headship.core.pdf import to_pdf
from headship.programs import access
from headship.programs.actions import attendance as actions
from headship.programs.forms.attendance import PeopleFilterForm, RosterForm
from headship.programs.queries import attendance as queries
from headship.programs.queries import cohorts as cohort_queries
from headship.programs.reports import attendance as reports
from headship.programs.views.pages import go

EMPTY_LINES = 3  # On paper, for people nobody expected.


@require_http_methods(["GET", "POST"])
def attendance_day(request, ref):
    """Show a day's roster; sending it records and corrects."""
    day = access.get_led_day(request.member, ref)
    rows = queries.roster(day)
    form = RosterForm(request.POST or None, day=day, rows=rows)
    if request.method == "GET" or not form.is_valid():
        context = {"form": form, "page": reports.day_page(day, rows)}
        with timezone.override(day.zone):  # Arrivals are told in the time of the place.
            return render_page(
                request, "programs/attendance_day.html", context, part="arrivals"
            )
    changed = actions.save_sheet(day=day, sheet=form.sheet, by=request.member)
    words = ngettext("%(n)s line is saved.", "%(n)s lines are saved.", changed)
    none = _("Nothing was changed.")
    messages.success(request, words % {"n": changed} if changed else none)
    return go(request, "attendance_day", ref=day.ref)


@require_GET
def attendance_day_csv(request, ref):
    day = access.get_led_day(request.member, ref)
    return csv_response("attendance.csv", *reports.day_table(day))


@require_GET
def sign_in_sheet(request, ref):
    """Return a sheet to sign on paper, as PDF."""
    day = access.get_led_day(request.member, ref)
    context = {
        "day": day,
        "rows": queries.roster(day),
        "empty_lines": range(EMPTY_LINES),
        "hours": queries.day_hours(day),
    }
    html = render_to_string("programs/sign_in_sheet.html", context, request)
    return HttpResponse(
        to_pdf(html),
        content_type="application/pdf",
        headers={"Content-Disposition": 'inline; filename="sign-in-sheet.pdf"'},
    )


@require_GET
def cohort_attendance(request, ref):
    """Show who attended what of a cohort."""
    cohort = access.get_cohort(request.member, ref)
    wanted = PeopleFilterForm(request.GET).wanted()
    people = page_of(request, _attending(cohort, wanted))
    page = reports.cohort_hours(cohort, list(people))
    context = {"page": page, "people": people, "search": wanted.get("search", "")}
    return render(request, "programs/cohort_attendance.html", context)


@require_GET
def cohort_attendance_csv(request, ref):
    cohort = access.get_cohort(request.member, ref)
    wanted = PeopleFilterForm(request.GET).wanted()
    page = reports.cohort_hours(cohort, list(_attending(cohort, wanted)))
    return csv_response("cohort-attendance.csv", *reports.cohort_table(page))


def _attending(cohort, wanted):
    return cohort_queries.find_participants(cohort, wanted).attending()

"""The door, the roster, hours and calendars."""

from django.urls import path

from headship.programs.views import attendance, calendars, door

urlpatterns = [
    # Attendance.
    path("days/<uuid:ref>/door/", door.door, name="door"),
    path(
        "days/<uuid:ref>/attendance/", attendance.attendance_day, name="attendance_day"
    ),
    path(
        "days/<uuid:ref>/attendance.csv",
        attendance.attendance_day_csv,
        name="attendance_day_csv",
    ),
    path("days/<uuid:ref>/sheet.pdf", attendance.sign_in_sheet, name="sign_in_sheet"),
    path(
        "cohorts/<uuid:ref>/attendance/",
        attendance.cohort_attendance,
        name="cohort_attendance",
    ),
    path(
        "cohorts/<uuid:ref>/attendance.csv",
        attendance.cohort_attendance_csv,
        name="cohort_attendance_csv",
    ),
    # Calendars.
    path("mine/calendar/", calendars.my_calendar, name="my_calendar"),
    path("mine/calendar.ics", calendars.my_calendar_ics, name="my_calendar_ics"),
    path("mine/calendar/key/", calendars.calendar_key, name="calendar_key"),
    path(
        "mine/calendar/key/revoke/",
        calendars.calendar_key_revoke,
        name="calendar_key_revoke",
    ),
    path(
        "mine/sessions/<uuid:ref>/session.ics",
        calendars.my_session_ics,
        name="my_session_ics",
    ),
    path(
        "cohorts/<uuid:ref>/calendar.ics",
        calendars.cohort_calendar_ics,
        name="cohort_calendar_ics",
    ),
]

"""What anyone can open below ``/programs/``, without an account."""

from django.urls import path

from headship.programs.views import ask, calendars, door, library, verify

app_name = "programs_public"
urlpatterns = [
    # Enquiries.
    path("ask/<slug:provider>/", ask.enquiry_ask, name="enquiry_ask"),
    path("ask/<slug:provider>/sent/", ask.enquiry_sent, name="enquiry_sent"),
    # Attendance.
    path("door/", door.check_in, name="check_in"),
    # Calendars.
    path("calendar/mine.ics", calendars.calendar_feed, name="calendar_feed"),
    path("calendar/cohorts/<uuid:ref>.ics", calendars.cohort_feed, name="cohort_feed"),
    # Materials, by a link that ends.
    path("get/", library.material_get, name="material_get"),
    # Certificates.
    path("verify/", verify.certificate_find, name="certificate_find"),
    path("verify/<uuid:ref>/", verify.certificate_verify, name="certificate_verify"),
    path(
        "issuers/<uuid:ref>/revoked.json", verify.issuer_revoked, name="issuer_revoked"
    ),
]

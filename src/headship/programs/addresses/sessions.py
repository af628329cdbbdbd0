"""Sessions, venues and facilitators."""

from django.urls import path

from headship.programs.views import facilitators, sessions

_SESSION = "sessions/<uuid:ref>/"
_FACILITATOR = "facilitators/<uuid:ref>/"

urlpatterns = [
    path("sessions/", sessions.session_list, name="session_list"),
    path("sessions.csv", sessions.session_list_csv, name="session_list_csv"),
    path(
        "cohorts/<uuid:ref>/schedule/",
        sessions.session_schedule,
        name="session_schedule",
    ),
    path(_SESSION, sessions.session_detail, name="session_detail"),
    path(_SESSION + "change/", sessions.session_reschedule, name="session_reschedule"),
    path(_SESSION + "lead/", sessions.session_lead, name="session_lead"),
    path(_SESSION + "cancel/", sessions.session_cancel, name="session_cancel"),
    path(_SESSION + "held/", sessions.session_hold, name="session_hold"),
    path("venues/", sessions.venue_list, name="venue_list"),
    path("venues.csv", sessions.venue_list_csv, name="venue_list_csv"),
    path("venues/new/", sessions.venue_add, name="venue_add"),
    path("venues/<uuid:ref>/change/", sessions.venue_change, name="venue_change"),
    path("facilitators/", facilitators.facilitator_list, name="facilitator_list"),
    path(
        "facilitators.csv",
        facilitators.facilitator_list_csv,
        name="facilitator_list_csv",
    ),
    path("facilitators/new/", facilitators.facilitator_add, name="facilitator_add"),
    path("ledger/", facilitators.my_ledger, name="my_ledger"),
    path(_FACILITATOR, facilitators.facilitator_detail, name="facilitator_detail"),
    path(
        _FACILITATOR + "ledger.csv",
        facilitators.facilitator_ledger_csv,
        name="facilitator_ledger_csv",
    ),
    path(
        _FACILITATOR + "mentor/",
        facilitators.facilitator_mentor,
        name="facilitator_mentor",
    ),
    path(
        _FACILITATOR + "add/", facilitators.qualification_add, name="qualification_add"
    ),
    path(
        "qualifications/<uuid:ref>/remove/",
        facilitators.qualification_remove,
        name="qualification_remove",
    ),
    path(
        "qualifications/<uuid:ref>/revoke/",
        facilitators.qualification_revoke,
        name="qualification_revoke",
    ),
    path(_FACILITATOR + "away/", facilitators.absence_add, name="absence_add"),
    path(
        "absences/<uuid:ref>/remove/",
        facilitators.absence_remove,
        name="absence_remove",
    ),
    path(
        _FACILITATOR + "retire/",
        facilitators.facilitator_retire,
        name="facilitator_retire",
    ),
    path(
        _FACILITATOR + "return/",
        facilitators.facilitator_return,
        name="facilitator_return",
    ),
    path(
        _FACILITATOR + "admit/",
        facilitators.facilitator_admit,
        name="facilitator_admit",
    ),
]

"""Program health, a facilitator's cohorts, feedback and fidelity."""

from django.urls import path

from headship.programs.views import feedback, fidelity, health, joined, teaching

urlpatterns = [
    # Overviews.
    path("health/", health.health, name="health"),
    path("health.csv", health.health_csv, name="health_csv"),
    path("health.xlsx", health.health_xlsx, name="health_xlsx"),
    path("teaching/", teaching.my_cohorts, name="my_cohorts"),
    path("teaching.csv", teaching.my_cohorts_csv, name="my_cohorts_csv"),
    # Session feedback.
    path(
        "sessions/<uuid:ref>/feedback/",
        feedback.session_feedback,
        name="session_feedback",
    ),
    path(
        "sessions/<uuid:ref>/feedback.csv",
        feedback.session_feedback_csv,
        name="session_feedback_csv",
    ),
    path(
        "sessions/<uuid:ref>/feedback/open/",
        feedback.feedback_open,
        name="feedback_open",
    ),
    path(
        "sessions/<uuid:ref>/feedback/remind/",
        feedback.feedback_remind,
        name="feedback_remind",
    ),
    path(
        "sessions/<uuid:ref>/feedback/close/",
        feedback.feedback_close,
        name="feedback_close",
    ),
    path(
        "cohorts/<uuid:ref>/feedback/", feedback.cohort_feedback, name="cohort_feedback"
    ),
    path(
        "cohorts/<uuid:ref>/feedback.csv",
        feedback.cohort_feedback_csv,
        name="cohort_feedback_csv",
    ),
    path("joined/<uuid:ref>/feedback/", joined.joined_feedback, name="joined_feedback"),
    path(
        "joined/<uuid:ref>/feedback.csv",
        joined.joined_feedback_csv,
        name="joined_feedback_csv",
    ),
    # Fidelity.
    path(
        "sessions/<uuid:ref>/fidelity/",
        fidelity.session_fidelity,
        name="session_fidelity",
    ),
    path(
        "sessions/<uuid:ref>/fidelity/record/",
        fidelity.fidelity_record,
        name="fidelity_record",
    ),
    path(
        "cohorts/<uuid:ref>/fidelity/", fidelity.cohort_fidelity, name="cohort_fidelity"
    ),
    path(
        "cohorts/<uuid:ref>/fidelity.csv",
        fidelity.cohort_fidelity_csv,
        name="cohort_fidelity_csv",
    ),
]

"""The programs' addresses below ``/o/<org>/programs/``."""

from django.urls import URLPattern, path

from headship.programs.addresses import attendance, cohorts, programs, sessions
from headship.programs.views import (
    enquiries,
    feedback,
    fidelity,
    health,
    scopes,
    teaching,
    testimonials,
)

app_name = "programs"
urlpatterns: list[URLPattern] = [
    # Programs, cohorts, sessions and facilitators.
    *programs.urlpatterns,
    *cohorts.urlpatterns,
    *sessions.urlpatterns,
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
    # Enquiries.
    path("enquiries/", enquiries.enquiry_list, name="enquiry_list"),
    path("enquiries.csv", enquiries.enquiry_list_csv, name="enquiry_list_csv"),
    path("enquiries/new/", enquiries.enquiry_record, name="enquiry_record"),
    path("enquiries/<uuid:ref>/", enquiries.enquiry_detail, name="enquiry_detail"),
    path("enquiries/<uuid:ref>/note/", enquiries.enquiry_note, name="enquiry_note"),
    path("enquiries/<uuid:ref>/erase/", enquiries.enquiry_erase, name="enquiry_erase"),
    # Testimonials.
    path("testimonials/", testimonials.testimonial_list, name="testimonial_list"),
    path(
        "testimonials.csv",
        testimonials.testimonial_list_csv,
        name="testimonial_list_csv",
    ),
    path(
        "testimonials/<uuid:ref>/publish/",
        testimonials.testimonial_publish,
        name="testimonial_publish",
    ),
    path(
        "testimonials/<uuid:ref>/unpublish/",
        testimonials.testimonial_unpublish,
        name="testimonial_unpublish",
    ),
    path(
        "mine/<uuid:ref>/testimonial/",
        testimonials.my_testimonial,
        name="my_testimonial",
    ),
    path(
        "mine/<uuid:ref>/testimonial/withdraw/",
        testimonials.my_testimonial_withdraw,
        name="my_testimonial_withdraw",
    ),
    *attendance.urlpatterns,
    # Scopes of work.
    path("rates/", scopes.rate_edit, name="rate_edit"),
    path("scopes/", scopes.scope_list, name="scope_list"),
    path("scopes/scopes.csv", scopes.scope_list_csv, name="scope_list_csv"),
    path("scopes/new/", scopes.scope_create, name="scope_create"),
    path("scopes/<uuid:ref>/", scopes.scope_detail, name="scope_detail"),
    path("scopes/<uuid:ref>/change/", scopes.scope_change, name="scope_change"),
    path("scopes/<uuid:ref>/costs.csv", scopes.scope_costs_csv, name="scope_costs_csv"),
    path(
        "scopes/<uuid:ref>/choose/<int:number>/",
        scopes.scope_choose,
        name="scope_choose",
    ),
    path("scopes/<uuid:ref>/session/", scopes.scope_session, name="scope_session"),
    path("scopes/<uuid:ref>/meet/<slug:mode>/", scopes.scope_mode, name="scope_mode"),
    path("scopes/<uuid:ref>/rates/", scopes.scope_rates, name="scope_rates"),
    path("scopes/<uuid:ref>/propose/", scopes.scope_propose, name="scope_propose"),
    path("scopes/<uuid:ref>/draft/", scopes.scope_take_back, name="scope_take_back"),
    path("scopes/<uuid:ref>/accept/", scopes.scope_accept, name="scope_accept"),
    path("scopes/<uuid:ref>/decline/", scopes.scope_decline, name="scope_decline"),
    path("scopes/<uuid:ref>/proposal/", scopes.scope_proposal, name="scope_proposal"),
    path("scopes/<uuid:ref>/proposal.pdf", scopes.scope_pdf, name="scope_pdf"),
]

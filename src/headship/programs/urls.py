"""The programs' addresses below ``/o/<org>/programs/``."""

from django.urls import URLPattern

from headship.programs.addresses import (
    attendance,
    certificates,
    cohorts,
    enquiries,
    feedback,
    materials,
    practice,
    programs,
    scopes,
    sessions,
)

app_name = "programs"
urlpatterns: list[URLPattern] = [
    # Programs, cohorts, sessions and facilitators.
    *programs.urlpatterns,
    *cohorts.urlpatterns,
    *sessions.urlpatterns,
    # Overviews, feedback, fidelity, enquiries and testimonials.
    *feedback.urlpatterns,
    *enquiries.urlpatterns,
    *attendance.urlpatterns,
    *certificates.urlpatterns,
    # Scopes of work, practice and materials.
    *scopes.urlpatterns,
    *practice.urlpatterns,
    *materials.urlpatterns,
]

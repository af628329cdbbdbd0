"""Templates, case studies and the program designer."""

from django.urls import path

from headship.programs.views import programs, templates

urlpatterns = [
    path("templates/", templates.template_list, name="template_list"),
    path("templates/<slug:key>/", templates.template_detail, name="template_detail"),
    path(
        "templates/<slug:key>/coverage.csv",
        templates.template_coverage_csv,
        name="template_coverage_csv",
    ),
    path(
        "templates/<slug:key>/start/", templates.template_start, name="template_start"
    ),
    path("cases/", templates.case_list, name="case_list"),
    path("cases/<slug:key>/", templates.case_detail, name="case_detail"),
    path("", programs.program_list, name="program_list"),
    path("programs.csv", programs.program_list_csv, name="program_list_csv"),
    path("new/", programs.program_create, name="program_create"),
    path("<uuid:ref>/", programs.program_detail, name="program_detail"),
    path(
        "<uuid:ref>/blocks.csv",
        programs.program_outline_csv,
        name="program_outline_csv",
    ),
    path(
        "<uuid:ref>/coverage.csv",
        programs.program_coverage_csv,
        name="program_coverage_csv",
    ),
    path("<uuid:ref>/change/", programs.program_change, name="program_change"),
    path("<uuid:ref>/copy/", programs.program_copy, name="program_copy"),
    path("<uuid:ref>/offer/", programs.program_offer, name="program_offer"),
    path("<uuid:ref>/retire/", programs.program_retire, name="program_retire"),
    path("<uuid:ref>/add/", programs.program_session_add, name="program_session_add"),
    path(
        "planned/<uuid:ref>/change/",
        programs.program_session_change,
        name="program_session_change",
    ),
    path(
        "planned/<uuid:ref>/move/",
        programs.program_session_move,
        name="program_session_move",
    ),
    path(
        "planned/<uuid:ref>/remove/",
        programs.program_session_remove,
        name="program_session_remove",
    ),
    path("planned/<uuid:ref>/add/", programs.block_add, name="block_add"),
    path("blocks/<uuid:ref>/change/", programs.block_change, name="block_change"),
    path("blocks/<uuid:ref>/move/", programs.block_move, name="block_move"),
    path("blocks/<uuid:ref>/remove/", programs.block_remove, name="block_remove"),
]

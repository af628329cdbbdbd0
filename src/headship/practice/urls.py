from django.urls import path

from headship.practice.views import evidence, practices, shared

app_name = "practice"
urlpatterns = [
    path("", practices.practice_list, name="practice_list"),
    path("practices.csv", practices.practice_list_csv, name="practice_list_csv"),
    path("new/", practices.practice_create, name="practice_create"),
    path("reminders/", practices.practice_reminders, name="practice_reminders"),
    path("<uuid:ref>/", practices.practice_detail, name="practice_detail"),
    path("<uuid:ref>/change/", practices.practice_change, name="practice_change"),
    path("<uuid:ref>/drop/", practices.practice_drop, name="practice_drop"),
    path("<uuid:ref>/reopen/", practices.practice_reopen, name="practice_reopen"),
    # What shows that it was done, and who sees it.
    path("<uuid:ref>/share/", evidence.practice_share, name="practice_share"),
    path("<uuid:ref>/file/", evidence.evidence_add_file, name="evidence_add_file"),
    path("<uuid:ref>/link/", evidence.evidence_add_link, name="evidence_add_link"),
    path(
        "<uuid:ref>/evidence/<uuid:item>/",
        evidence.evidence_file,
        name="evidence_file",
    ),
    path(
        "<uuid:ref>/evidence/<uuid:item>/remove/",
        evidence.evidence_remove,
        name="evidence_remove",
    ),
    # What colleagues share with their coach.
    path("shared/", shared.shared_list, name="shared_list"),
    path("shared/practices.csv", shared.shared_list_csv, name="shared_list_csv"),
    path("shared/<uuid:ref>/", shared.shared_detail, name="shared_detail"),
    path("shared/<uuid:ref>/<uuid:item>/", shared.shared_file, name="shared_file"),
]

"""Addresses of practice between sessions."""

from django.urls import URLPattern, path

from headship.programs.views import my_practice, practice

urlpatterns: list[URLPattern] = [
    path("cohorts/<uuid:ref>/tasks/", practice.task_list, name="task_list"),
    path("cohorts/<uuid:ref>/tasks.csv", practice.task_list_csv, name="task_list_csv"),
    path("cohorts/<uuid:ref>/dosage/", practice.cohort_dosage, name="cohort_dosage"),
    path(
        "cohorts/<uuid:ref>/dosage.csv",
        practice.cohort_dosage_csv,
        name="cohort_dosage_csv",
    ),
    path("sessions/<uuid:ref>/task/", practice.task_create, name="task_create"),
    path(
        "sessions/<uuid:ref>/debrief/",
        practice.session_debrief,
        name="session_debrief",
    ),
    path("tasks/<uuid:ref>/", practice.task_detail, name="task_detail"),
    path(
        "tasks/<uuid:ref>/people.csv", practice.task_detail_csv, name="task_detail_csv"
    ),
    path("tasks/<uuid:ref>/hand-out/", practice.task_hand_out, name="task_hand_out"),
    path("tasks/<uuid:ref>/remove/", practice.task_remove, name="task_remove"),
    path("logs/<uuid:ref>/", practice.log_detail, name="log_detail"),
    path("logs/<uuid:ref>/<uuid:item>/", practice.log_file, name="log_file"),
    # A district's own people.
    path("joined/<uuid:ref>/dosage/", practice.joined_dosage, name="joined_dosage"),
    path(
        "joined/<uuid:ref>/dosage.csv",
        practice.joined_dosage_csv,
        name="joined_dosage_csv",
    ),
    # A participant's own tasks, and what peers share.
    path("mine/<uuid:ref>/practice/", my_practice.my_dosage, name="my_dosage"),
    path(
        "mine/<uuid:ref>/practice.csv",
        my_practice.my_dosage_csv,
        name="my_dosage_csv",
    ),
    path("mine/peers/", my_practice.peer_log_list, name="peer_log_list"),
    path("mine/peers.csv", my_practice.peer_log_list_csv, name="peer_log_list_csv"),
    path("mine/peers/<uuid:ref>/", my_practice.peer_log, name="peer_log"),
    path("mine/peers/<uuid:ref>/<uuid:item>/", my_practice.peer_file, name="peer_file"),
]

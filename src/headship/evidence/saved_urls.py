"""A signed-in person's saved searches, below ``/me/``."""

from django.urls import path

from headship.evidence.views import saved

app_name = "evidence_saved"
urlpatterns = [
    path("", saved.search_list, name="search_list"),
    path("save/", saved.search_save, name="search_save"),
    path("<uuid:ref>/rename/", saved.search_rename, name="search_rename"),
    path("<uuid:ref>/forget/", saved.search_forget, name="search_forget"),
]

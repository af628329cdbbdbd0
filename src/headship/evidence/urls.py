"""The evidence library's addresses: public, below ``/evidence/``."""

from django.urls import include, path

from headship.evidence.views import (
    api,
    downloads,
    feeds,
    interventions,
    search,
    studies,
)

app_name = "evidence"
urlpatterns = [
    path("", search.home, name="home"),
    path("search.csv", downloads.search_csv, name="search_csv"),
    path("feed/", feeds.feed, name="feed"),
    path(
        "interventions/<slug:slug>/",
        interventions.intervention_detail,
        name="intervention_detail",
    ),
    path("studies/<uuid:ref>/", studies.study_detail, name="study_detail"),
    path("download/", downloads.download, name="download"),
    path("findings.csv", downloads.findings_csv, name="findings_csv"),
    path("findings.json", downloads.findings_json, name="findings_json"),
    path("api/", api.api, name="api"),
    path("api/openapi.json", api.api_document, name="api_document"),
    path("api/", include(api.api_patterns())),
]

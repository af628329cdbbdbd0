"""The evidence library's addresses: public, below ``/evidence/``."""

from django.urls import include, path

from headship.evidence.views import (
    agreement,
    api,
    claims,
    compare,
    curation,
    downloads,
    feeds,
    findings,
    fit,
    history,
    interventions,
    schools,
    search,
    studies,
    synthesis,
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
    path(
        "interventions/<slug:slug>/findings.csv",
        downloads.intervention_csv,
        name="intervention_csv",
    ),
    path(
        "interventions/<slug:slug>/fit/", fit.intervention_fit, name="intervention_fit"
    ),
    path(
        "interventions/<slug:slug>/fit.csv",
        fit.intervention_fit_csv,
        name="intervention_fit_csv",
    ),
    path("fit/", schools.fit, name="fit"),
    path("fit/best/", fit.fit_list, name="fit_list"),
    path("fit/best.csv", fit.fit_list_csv, name="fit_list_csv"),
    path("schools/", schools.school_list, name="school_list"),
    path("schools.csv", schools.school_list_csv, name="school_list_csv"),
    path("compare/", compare.compare, name="compare"),
    path("compare.csv", compare.compare_csv, name="compare_csv"),
    path("studies/<uuid:ref>/", studies.study_detail, name="study_detail"),
    path("studies/<uuid:ref>/findings.csv", downloads.study_csv, name="study_csv"),
    path("findings/<int:number>/", findings.finding_detail, name="finding_detail"),
    path(
        "findings/<int:number>/steps.csv",
        findings.finding_steps_csv,
        name="finding_steps_csv",
    ),
    path("agreement/", agreement.agreement, name="agreement"),
    path("agreement.csv", agreement.agreement_csv, name="agreement_csv"),
    path(
        "agreement/findings/", agreement.agreement_findings, name="agreement_findings"
    ),
    path(
        "agreement/findings.csv",
        agreement.agreement_findings_csv,
        name="agreement_findings_csv",
    ),
    path("synthesis/", synthesis.synthesis, name="synthesis"),
    path("synthesis.csv", synthesis.synthesis_csv, name="synthesis_csv"),
    path("claims/", claims.claim_list, name="claim_list"),
    path("claims.csv", claims.claim_list_csv, name="claim_list_csv"),
    path(
        "history/<str:kind>/<uuid:ref>/", history.record_history, name="record_history"
    ),
    path(
        "history/<str:kind>/<uuid:ref>.csv",
        history.record_history_csv,
        name="record_history_csv",
    ),
    path("curate/", curation.change_list, name="change_list"),
    path("curate/proposals.csv", curation.change_list_csv, name="change_list_csv"),
    path("curate/mail/", curation.curator_mail, name="curator_mail"),
    path("curate/records/", curation.record_list, name="record_list"),
    path("curate/records.csv", curation.record_list_csv, name="record_list_csv"),
    path("curate/new/<str:kind>/", curation.record_create, name="record_create"),
    path(
        "curate/records/<str:kind>/<uuid:ref>/",
        curation.record_change,
        name="record_change",
    ),
    path("curate/proposals/<uuid:ref>/", curation.change_detail, name="change_detail"),
    path("curate/proposals/<uuid:ref>/edit/", curation.change_edit, name="change_edit"),
    path(
        "curate/proposals/<uuid:ref>/submit/",
        curation.change_submit,
        name="change_submit",
    ),
    path(
        "curate/proposals/<uuid:ref>/withdraw/",
        curation.change_withdraw,
        name="change_withdraw",
    ),
    path(
        "curate/proposals/<uuid:ref>/publish/",
        curation.change_publish,
        name="change_publish",
    ),
    path(
        "curate/proposals/<uuid:ref>/decline/",
        curation.change_decline,
        name="change_decline",
    ),
    path("download/", downloads.download, name="download"),
    path("findings.csv", downloads.findings_csv, name="findings_csv"),
    path("findings.json", downloads.findings_json, name="findings_json"),
    path("api/", api.api, name="api"),
    path("api/openapi.json", api.api_document, name="api_document"),
    path("api/", include(api.api_patterns())),
]

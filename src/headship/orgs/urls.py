from django.urls import URLPattern, URLResolver, include, path

from headship.orgs.views import (
    deletion,
    exports,
    imports,
    joining,
    organization,
    people,
    personal,
    schools,
)

app_name = "orgs"

people_pages = [
    path("", people.person_list, name="person_list"),
    path("list.csv", people.person_list_csv, name="person_list_csv"),
    path("add/", people.person_add, name="person_add"),
    path("invite/", people.person_invite, name="person_invite"),
    path("<uuid:ref>/", people.person_detail, name="person_detail"),
    path("<uuid:ref>/change/", people.person_change, name="person_change"),
    path("<uuid:ref>/archive/", people.person_archive, name="person_archive"),
    path("<uuid:ref>/restore/", people.person_restore, name="person_restore"),
]
school_pages = [
    path("", schools.school_list, name="school_list"),
    path("list.csv", schools.school_list_csv, name="school_list_csv"),
    path("add/", schools.school_add, name="school_add"),
    path("<uuid:ref>/", schools.school_detail, name="school_detail"),
    path("<uuid:ref>/change/", schools.school_change, name="school_change"),
    path("<uuid:ref>/archive/", schools.school_archive, name="school_archive"),
    path("<uuid:ref>/restore/", schools.school_restore, name="school_restore"),
]
import_pages = [
    path("", imports.import_list, name="import_list"),
    path("list.csv", imports.import_list_csv, name="import_list_csv"),
    path("roster/", imports.roster_import, name="roster_import"),
    path("directory/", imports.directory_import, name="directory_import"),
    path("<uuid:ref>/", imports.import_detail, name="import_detail"),
    path("<uuid:ref>/plan.csv", imports.import_plan_csv, name="import_plan_csv"),
    path(
        "<uuid:ref>/problems.csv",
        imports.import_problems_csv,
        name="import_problems_csv",
    ),
    path("<uuid:ref>/confirm/", imports.import_confirm, name="import_confirm"),
    path("<uuid:ref>/discard/", imports.import_discard, name="import_discard"),
]
data_pages = [
    path("", exports.export_list, name="export_list"),
    path("list.csv", exports.export_list_csv, name="export_list_csv"),
    path("export/", exports.export_request, name="export_request"),
    path(
        "exports/<uuid:ref>/download/", exports.export_download, name="export_download"
    ),
    path("delete/", deletion.deletion_schedule, name="deletion_schedule"),
    path("keep/", deletion.deletion_cancel, name="deletion_cancel"),
]
organization_pages: list[URLPattern | URLResolver] = [
    path("people/", include(people_pages)),
    path("schools/", include(school_pages)),
    path("imports/", include(import_pages)),
    path("data/", include(data_pages)),
    path("roles/", organization.roles, name="roles"),
    path("roles/list.csv", organization.roles_csv, name="roles_csv"),
    path("audit/", organization.audit_log, name="audit_log"),
    path("audit/list.csv", organization.audit_log_csv, name="audit_log_csv"),
    path("settings/", organization.organization_settings, name="organization_settings"),
]
urlpatterns = [
    path("o/<slug:org>/", include(organization_pages)),
    path("join/", joining.account_join, name="account_join"),
    path("join/account/", joining.account_open, name="account_open"),
    path("me/organizations/", personal.organization_list, name="organization_list"),
]

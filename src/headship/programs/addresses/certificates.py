"""Certificates, the keys that sign them, and reports of hours."""

from django.urls import path

from headship.programs.views import certificates, hours, my_certificates

urlpatterns = [
    path(
        "cohorts/<uuid:ref>/certificates/",
        certificates.certificate_list,
        name="certificate_list",
    ),
    path(
        "cohorts/<uuid:ref>/certificates.csv",
        certificates.certificate_list_csv,
        name="certificate_list_csv",
    ),
    path(
        "cohorts/<uuid:ref>/certificates/rule/",
        certificates.completion_rule,
        name="completion_rule",
    ),
    path(
        "cohorts/<uuid:ref>/certificates/people/",
        certificates.certificate_people,
        name="certificate_people",
    ),
    path(
        "cohorts/<uuid:ref>/certificates/people.csv",
        certificates.certificate_people_csv,
        name="certificate_people_csv",
    ),
    path(
        "cohorts/<uuid:ref>/certificates/issue/",
        certificates.certificate_issue_all,
        name="certificate_issue_all",
    ),
    path(
        "participants/<uuid:ref>/certificate/",
        certificates.certificate_issue,
        name="certificate_issue",
    ),
    path(
        "certificates/batches/<uuid:ref>/",
        certificates.certificate_batch,
        name="certificate_batch",
    ),
    path(
        "certificates/batches/<uuid:ref>/resume/",
        certificates.certificate_batch_resume,
        name="certificate_batch_resume",
    ),
    path(
        "certificates/<uuid:ref>/revoke/",
        certificates.certificate_revoke,
        name="certificate_revoke",
    ),
    path(
        "certificates/<uuid:ref>/certificate.pdf",
        certificates.certificate_pdf,
        name="certificate_pdf",
    ),
    path(
        "certificates/<uuid:ref>/badge.json",
        certificates.certificate_badge,
        name="certificate_badge",
    ),
    path("badge-keys/", certificates.badge_key_list, name="badge_key_list"),
    path("badge-keys/rotate/", certificates.badge_key_rotate, name="badge_key_rotate"),
    path("hours/", hours.hours_report, name="hours_report"),
    path("hours/report.csv", hours.hours_report_csv, name="hours_report_csv"),
    path("hours/layouts/new/", hours.hours_layout_create, name="hours_layout_create"),
    path(
        "hours/layouts/<uuid:ref>/",
        hours.hours_layout_change,
        name="hours_layout_change",
    ),
    path(
        "hours/layouts/<uuid:ref>/remove/",
        hours.hours_layout_remove,
        name="hours_layout_remove",
    ),
    path("mine/certificates/", my_certificates.my_certificates, name="my_certificates"),
    path(
        "mine/certificates.csv",
        my_certificates.my_certificates_csv,
        name="my_certificates_csv",
    ),
    path("mine/hours.csv", my_certificates.my_hours_csv, name="my_hours_csv"),
    path(
        "mine/certificates/<uuid:ref>/certificate.pdf",
        my_certificates.my_certificate_pdf,
        name="my_certificate_pdf",
    ),
    path(
        "mine/certificates/<uuid:ref>/badge.json",
        my_certificates.my_certificate_badge,
        name="my_certificate_badge",
    ),
]

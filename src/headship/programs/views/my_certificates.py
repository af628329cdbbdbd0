"""A person's own certificates and hours."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from headship.core.http import csv_response
from headship.orgs.access import require
from headship.orgs.permissions import Permission
from headship.programs import access
from headship.programs.queries import attendance, certificates
from headship.programs.reports import certificates as reports
from headship.programs.views.certificates import as_badge, as_pdf


@require_GET
def my_certificates(request):
    require(request.member, Permission.LEARNING_TAKE_PART)
    context = {
        "certificates": certificates.my_certificates(request.member),
        "days": attendance.my_days(request.member),
    }
    return render(request, "programs/my_certificates.html", context)


@require_GET
def my_certificates_csv(request):
    require(request.member, Permission.LEARNING_TAKE_PART)
    found = certificates.my_certificates(request.member)
    return csv_response("my-certificates.csv", *reports.certificate_table(found))


@require_GET
def my_hours_csv(request):
    require(request.member, Permission.LEARNING_TAKE_PART)
    days = attendance.my_days(request.member)
    return csv_response("my-hours.csv", *reports.hours_table(days))


@require_GET
def my_certificate_pdf(request, ref):
    return as_pdf(request, access.get_my_certificate(request.member, ref))


@require_GET
def my_certificate_badge(request, ref):
    return as_badge(access.get_my_certificate(request.member, ref))

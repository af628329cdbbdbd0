"""What a facilitator has before them."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from headship.core.http import csv_response
from headship.programs.reports import teaching as reports


@require_GET
def my_cohorts(request):
    page = reports.teaching_page(request.member)
    return render(request, "programs/my_cohorts.html", {"page": page})


@require_GET
def my_cohorts_csv(request):
    page = reports.teaching_page(request.member)
    header, rows = reports.teaching_table(page)
    return csv_response("my-cohorts.csv", header, rows)

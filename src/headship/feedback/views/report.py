"""A leader's report, on the page, on paper and as a table."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from headship.core.http import csv_response
from headship.core.pdf import download_pdf
from headship.feedback import policies
from headship.feedback.access import get_report
from headship.feedback.reports import change, leader, tables, technical


@require_GET
def report_detail(request, ref):
    page = leader.leader_report(_readable(request, ref), viewer=request.member)
    return render(request, "feedback/report_detail.html", {"page": page})


@require_GET
def report_pdf(request, ref):
    page = leader.leader_report(_readable(request, ref), viewer=request.member)
    return download_pdf(
        request, "feedback/report_print.html", {"page": page}, filename="report.pdf"
    )


@require_GET
def report_csv(request, ref):
    page = leader.leader_report(_readable(request, ref), viewer=request.member)
    header, rows = tables.report_table(page)
    return csv_response("report.csv", header, rows)


@require_GET
def report_technical(request, ref):
    page = technical.technical_page(_readable(request, ref))
    return render(request, "feedback/report_technical.html", {"page": page})


@require_GET
def report_technical_csv(request, ref):
    page = technical.technical_page(_readable(request, ref))
    header, rows = tables.technical_table(page)
    return csv_response("report-technical.csv", header, rows)


@require_GET
def report_change(request, ref):
    page = change.change_page(_readable(request, ref), viewer=request.member)
    return render(request, "feedback/report_change.html", {"page": page})


@require_GET
def report_change_csv(request, ref):
    page = change.change_page(_readable(request, ref), viewer=request.member)
    header, rows = tables.change_table(page)
    return csv_response("report-change.csv", header, rows)


def _readable(request, ref):
    participant = get_report(request.member, ref)
    policies.check_can_read(participant)
    return participant

from django.urls import path

from headship.feedback.views import cycles, needs, next_step, report, reviews

app_name = "feedback"
urlpatterns = [
    path("cycles/", cycles.cycle_list, name="cycle_list"),
    path("cycles/list.csv", cycles.cycle_list_csv, name="cycle_list_csv"),
    path("cycles/new/", cycles.cycle_create, name="cycle_create"),
    path("cycles/<uuid:ref>/", cycles.cycle_detail, name="cycle_detail"),
    path("cycles/<uuid:ref>/leaders/", cycles.cycle_leaders, name="cycle_leaders"),
    path(
        "cycles/<uuid:ref>/nominations/",
        cycles.cycle_nominations,
        name="cycle_nominations",
    ),
    path("cycles/<uuid:ref>/open/", cycles.cycle_open, name="cycle_open"),
    path("cycles/<uuid:ref>/extend/", cycles.cycle_extend, name="cycle_extend"),
    path("cycles/<uuid:ref>/remind/", cycles.cycle_remind, name="cycle_remind"),
    path("cycles/<uuid:ref>/close/", cycles.cycle_close, name="cycle_close"),
    path("cycles/<uuid:ref>/rates.csv", cycles.cycle_rates_csv, name="cycle_rates_csv"),
    path("cycles/<uuid:ref>/group/", cycles.group_report, name="group_report"),
    path(
        "cycles/<uuid:ref>/group.csv", cycles.group_report_csv, name="group_report_csv"
    ),
    path("cycles/<uuid:ref>/needs/", needs.group_needs, name="group_needs"),
    path("leaders/<uuid:ref>/remove/", cycles.leader_remove, name="leader_remove"),
    path("leaders/<uuid:ref>/raters/", cycles.leader_raters, name="leader_raters"),
    path(
        "leaders/<uuid:ref>/raters.csv",
        cycles.leader_raters_csv,
        name="leader_raters_csv",
    ),
    path(
        "leaders/<uuid:ref>/ask-staff/",
        cycles.leader_ask_staff,
        name="leader_ask_staff",
    ),
    path("leaders/<uuid:ref>/links/", cycles.leader_links, name="leader_links"),
    path(
        "leaders/<uuid:ref>/raters/<uuid:invitation>/remove/",
        cycles.rater_remove,
        name="rater_remove",
    ),
    path("reviews/", reviews.review_list, name="review_list"),
    path("reviews/list.csv", reviews.review_list_csv, name="review_list_csv"),
    path("reviews/<uuid:ref>/", reviews.review_detail, name="review_detail"),
    path(
        "reviews/<uuid:ref>/nominate/", reviews.review_nominate, name="review_nominate"
    ),
    path(
        "reviews/<uuid:ref>/nominations/<uuid:nomination>/withdraw/",
        reviews.nomination_withdraw,
        name="nomination_withdraw",
    ),
    path(
        "reviews/<uuid:ref>/initiative/",
        reviews.review_initiative,
        name="review_initiative",
    ),
    path("reviews/<uuid:ref>/share/", reviews.report_share, name="report_share"),
    path(
        "reviews/<uuid:ref>/share/<uuid:reader>/end/",
        reviews.report_unshare,
        name="report_unshare",
    ),
    path("reviews/<uuid:ref>/next-step/", next_step.next_step, name="next_step"),
    path("approvals/", reviews.approval_list, name="approval_list"),
    path("approvals/list.csv", reviews.approval_list_csv, name="approval_list_csv"),
    path(
        "approvals/<uuid:ref>/approve/",
        reviews.nomination_approve,
        name="nomination_approve",
    ),
    path(
        "approvals/<uuid:ref>/decline/",
        reviews.nomination_decline,
        name="nomination_decline",
    ),
    path("reports/<uuid:ref>/", report.report_detail, name="report_detail"),
    path("reports/<uuid:ref>/report.pdf", report.report_pdf, name="report_pdf"),
    path("reports/<uuid:ref>/report.csv", report.report_csv, name="report_csv"),
    path(
        "reports/<uuid:ref>/technical/",
        report.report_technical,
        name="report_technical",
    ),
    path(
        "reports/<uuid:ref>/technical.csv",
        report.report_technical_csv,
        name="report_technical_csv",
    ),
    path("reports/<uuid:ref>/change/", report.report_change, name="report_change"),
    path(
        "reports/<uuid:ref>/change.csv",
        report.report_change_csv,
        name="report_change_csv",
    ),
]

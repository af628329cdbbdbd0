"""Write ``docs/reference/performance.md`` from what ``make bench`` measured.

``python -m scripts.write_performance`` reads ``build/bench.json``.
"""

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MEASURED = ROOT / "build/bench.json"
PAGE = ROOT / "docs/reference/performance.md"

# Figure: what it is, and the bound it should keep.
FIGURES = {
    "evidence.import_s": ("13,023 findings from the export, whole command, s", "≤ 60"),
    "evidence.import_mb": ("the same, peak memory, MB", "≤ 600"),
    "evidence.effect_sizes_reproduced": (
        "published effect sizes that follow from the numbers",
        "≥ 7997",
    ),
    "evidence.effect_sizes_published": ("of so many that were published", ""),
    "evidence.synthesis_500_ms": ("500 findings pooled and drawn, median, ms", "≤ 300"),
    "evidence.search_p50_ms": ("search page, 13,023 findings, median, ms", ""),
    "evidence.search_p95_ms": ("the same, 95th percentile, ms", "≤ 150"),
    "evidence.search_8_clients_p50_ms": ("the same, 8 clients, median, ms", ""),
    "evidence.search_8_clients_p95_ms": ("the same, 95th percentile, ms", "≤ 150"),
    "evidence.search_again_8_clients_p95_ms": (
        "the same, pages asked for before, 95th percentile, ms",
        "≤ 150",
    ),
    "evidence.search_10x_p50_ms": ("search page, 130,230 findings, median, ms", ""),
    "evidence.search_10x_p95_ms": ("the same, 95th percentile, ms", ""),
    "evidence.search_10x_8_clients_p50_ms": ("the same, 8 clients, median, ms", ""),
    "evidence.search_10x_8_clients_p95_ms": ("the same, 95th percentile, ms", ""),
    "evidence.search_10x_again_8_clients_p95_ms": (
        "the same, pages asked for before, 95th percentile, ms",
        "",
    ),
    "evidence.search_10x_rss_mb": ("largest web process then, MB", ""),
    "evidence.search_sqlite_p50_ms": ("search page on SQLite, median, ms", ""),
    "evidence.search_sqlite_p95_ms": ("the same, 95th percentile, ms", "≤ 150"),
    "evidence.search_sqlite_8_clients_p50_ms": ("the same, 8 clients, median, ms", ""),
    "evidence.search_sqlite_8_clients_p95_ms": (
        "the same, 95th percentile, ms",
        "≤ 150",
    ),
    "evidence.search_sqlite_again_8_clients_p95_ms": (
        "the same, pages asked for before, 95th percentile, ms",
        "≤ 150",
    ),
    "evidence.fit_all_s": ("one school against 1,035 programs, first time, s", "≤ 1"),
    "evidence.fit_all_again_s": ("the same, slowest of later times, s", "≤ 1"),
    "evidence.schools_import_s": ("directory of 9,336 public schools, s", "≤ 20"),
    "programs.manager_p95_ms": ("program health of 200 cohorts, p95, ms", "≤ 300"),
    "programs.home_p95_ms": ("a participant's home page, p95, ms", "≤ 100"),
    "programs.ical_p95_ms": ("a calendar feed, p95, ms", "≤ 50"),
    "programs.checkins_wrong": ("500 check-ins at one door, lost or doubled", "≤ 0"),
    "programs.checkins_per_s": ("the same, PostgreSQL, check-ins/s", "≥ 8.4"),
    "programs.checkins_sqlite_per_s": ("the same, SQLite, check-ins/s", "≥ 8.4"),
    "programs.batch_wrong": ("5,000 certificates, worker killed, wrong", "≤ 0"),
    "programs.batch_certificates_per_s": ("the same, certificates/s", ""),
    "feedback.questionnaire_pages_per_s": (
        "a rater's page, 8 clients, pages/s",
        "≥ 100",
    ),
    "feedback.questionnaire_p95_ms": ("the same, 95th percentile, ms", "≤ 60"),
    "feedback.responses_per_s": (
        "complete responses stored, 60 s, responses/s",
        "≥ 150",
    ),
    "feedback.response_p95_ms": ("the same, 95th percentile, ms", "≤ 80"),
    "feedback.responses_lost": ("acknowledged responses not stored", "≤ 0"),
    "feedback.replays_refused_wrongly": (
        "responses sent again and not taken as the same",
        "≤ 0",
    ),
    "feedback.concurrent_raters_ok": (
        "of 1,000 raters sending at once, served",
        "≥ 1000",
    ),
    "feedback.report_p95_ms": (
        "leader report, 60 raters, 95th percentile, ms",
        "≤ 150",
    ),
    "feedback.report_pdf_s": ("the same as PDF, median, s", "≤ 1.5"),
    "feedback.group_report_3k_ms": (
        "group report, 50 leaders, 3,000 responses, ms",
        "",
    ),
    "feedback.group_report_30k_ms": (
        "group report, 500 leaders, 30,000 responses, ms",
        "≤ 400",
    ),
    "feedback.group_report_300k_ms": (
        "group report, 5,000 leaders, 300,000 responses, ms",
        "",
    ),
    "feedback.web_rss_mb": ("largest web process throughout, MB", "≤ 250"),
    "home.pages_per_s": ("leader's home page, 8 clients, pages/s", "≥ 70"),
    "home.p95_ms": ("the same, 95th percentile, ms", ""),
    "orgs.directory_import_s": (
        "9,336 schools from a directory, whole command, s",
        "≤ 20",
    ),
    "orgs.directory_import_mb": ("the same, peak memory, MB", "≤ 300"),
    "stats.import_s": ("importing every topic, s", "≤ 0.5"),
    "stats.import_mb": ("the same, MB", "≤ 100"),
    "stats.reml_k13_ms": ("random effects by REML, 13 studies, ms", "≤ 1"),
    "stats.reml_k13_ratio": ("metafor's time over ours", "≥ 5"),
    "stats.reml_k5000_ms": ("the same, 5,000 studies, ms", "≤ 5"),
    "stats.leave_one_out_k500_s": ("leave one out of 500, s", "≤ 0.5"),
    "stats.che_cr2_s": (
        "correlated effects with CR2, 5,000 in 1,000 studies, s",
        "≤ 0.5",
    ),
    "stats.robust_regression_k5000_ms": ("robumeta's model, 5,000 effects, ms", "≤ 50"),
    "stats.lmm_100k_s": (
        "two-level trial, 100,000 rows, REML and Satterthwaite, s",
        "≤ 0.1",
    ),
    "stats.lmm_ratio": ("lme4's time over ours", "≥ 4"),
    "stats.cr2_100k_s": ("CR2, 100,000 rows in 1,000 clusters, s", "≤ 0.5"),
    "stats.cr2_100k_bytes_per_row": ("the same, memory, bytes a row", ""),
    "stats.krippendorff_20x10000_ms": (
        "Krippendorff's alpha, 20 raters, 10,000 units, ms",
        "≤ 25",
    ),
    "stats.measurement_100k_s": (
        "alpha, ICC and r_wg, 100,000 by 66 ratings, s",
        "≤ 1",
    ),
    "stats.measurement_100k_mb": ("the same, MB", "≤ 500"),
    "stats.grm_10000x21_s": ("graded response model, 10,000 by 21, s", "≤ 1"),
    "stats.mfrm_s": ("many-facet Rasch, 1,000 by 10 by 66, s", "≤ 10"),
    "stats.randomization_10k_s": ("10,000 draws on 200 schools, s", "≤ 2"),
    "stats.km_200k_ms": ("Kaplan-Meier, 200,000 people, ms", "≤ 50"),
    "stats.logrank_200k_ms": ("log-rank, 200,000 people, ms", "≤ 50"),
    "stats.km_200k_untied_ms": ("Kaplan-Meier, all times distinct, ms", ""),
    "stats.logrank_200k_untied_ms": ("log-rank, all times distinct, ms", ""),
    "stats.wwc_13k_s": ("13,023 findings of the WWC export evaluated, s", "≤ 1"),
}
INTRODUCTION = """# Speed and memory

Measured by `make bench` on the machine below, and written by `python -m scripts.write_performance`.
The web figures are of the product as it is served: PostgreSQL on the same machine, two web processes with four threads each, production settings, real connections; the load generator shares the two cores.
Each area in one run, not the best of several, and not all on one day; machines that others share vary by a third.
"""


def page(measured: dict[str, dict[str, object]]) -> str:
    """Return the page for what was measured."""
    lines = [INTRODUCTION, "| machine | |", "|---|---|"]
    lines += [f"| {name} | {value} |" for name, value in measured["machine"].items()]
    lines += ["", "| figure | what | measured | bound | |", "|---|---|---:|---:|---|"]
    for name, (what, bound) in FIGURES.items():
        if name in measured["figures"]:
            value = float(str(measured["figures"][name]))
            mark = "" if _keeps(value, bound) else "missed"
            lines.append(f"| `{name}` | {what} | {value:,.4g} | {bound} | {mark} |")
    return "\n".join(lines) + "\n"


def _keeps(value: float, bound: str) -> bool:
    sign, _, limit = bound.partition(" ")
    if not sign:
        return True
    return value >= float(limit) if sign == "≥" else value <= float(limit)


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(json.loads(MEASURED.read_text())))


if __name__ == "__main__":
    main()

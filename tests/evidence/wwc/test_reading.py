"""What one row of the export becomes, in both layouts."""

import zipfile
from datetime import date

import pytest

from headship.evidence.wwc import FormatError, read_export
from tests.evidence.wwc.exports import (
    FINDING,
    OLD_FINDING,
    OLD_NAME,
    OLD_REPORT,
    csv_text,
    write_csv,
)

NEW, OLD = date(2025, 8, 25), date(2020, 4, 25)


def test_a_row_becomes_five_records(tmp_path):
    export = read_export([write_csv(tmp_path, [FINDING])])

    assert export.edition == NEW
    assert export.interventions[12] == {
        "wwc_id": 12,
        "name": "Lead Well",
        "source_citation": (
            "U.S. Department of Education, Institute of Education Sciences, What Works "
            "Clearinghouse. Data from study reviews."
        ),
        "source_url": "https://ies.ed.gov/ncee/WWC/intervention/12",
        "delivery_methods": ["Whole school"],
        "programs": None,
        "grades": ["K", "12"],
        "focus_areas": None,
        "edition": NEW,
    }
    context = {
        "race": {"white": 0.9, "other": 0.1},
        "locale": ["rural"],
        "grades": ["K", "12"],
        "state": ["District of Columbia"],
        "multisite": True,
        "frpl": 0.47,
    }
    study = export.studies[500]
    assert study["title"] == "Leading well in small schools"
    assert (study["design"], study["year"], study["eric"]) == ("rct", 2015, "EJ100")
    assert study["context"] == context | {"size": 124}
    review = export.reviews[70]
    assert review["context"] == context
    assert (review["study"], review["standards_version"]) == (500, "4.0")
    assert review["reviewed_on"] == date(2020, 3, 11)
    key = (12, "retention", "What Works Clearinghouse", "School Leadership 4.0")
    rating = export.ratings[key]
    assert (rating["verdict"], rating["rated_on"]) == (
        "potentially_positive",
        date(2020, 3, 11),
    )
    assert (rating["findings"], rating["standards_version"]) == ({1}, "4.0")


def test_a_finding_keeps_what_is_reported_and_nothing_else(tmp_path):
    finding = read_export([write_csv(tmp_path, [FINDING])]).findings[1]

    assert "comparison" not in finding
    assert finding["sd_treated"] is None
    assert (finding["mean_treated"], finding["mean_control"]) == (0.24, 0.4)
    assert (finding["outcome_type"], finding["favorable"]) == ("dichotomous", "lower")
    assert finding["wwc_effect_size"] == 0.450067538
    assert (finding["wwc_is_significant"], finding["essa_tier"]) == (False, None)


def test_an_archive_reads_as_its_file(tmp_path):
    archive = tmp_path / "WWC-export-archive-2025-Aug-25-172838.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("Interventions_Studies_And_Findings.csv", csv_text([FINDING]))
        packed.writestr("Dictionary.csv", "Level,Individual Files Variable Names\n")

    export = read_export([archive])

    plain = read_export([write_csv(tmp_path, [FINDING])])
    assert (export.findings, export.edition) == (plain.findings, plain.edition)


def test_separate_files_are_turned_to_favorable_and_keep_the_comparison(tmp_path):
    paths = [
        write_csv(tmp_path, [OLD_FINDING], OLD_NAME),
        write_csv(tmp_path, [OLD_REPORT], "WWC_2020-04-25_InterventionReports.csv"),
    ]

    export = read_export(paths)

    finding = export.findings[1]
    assert finding["comparison"] == "Business as usual"
    assert finding["wwc_effect_size"] == 0.450067538
    assert finding["wwc_rating"] == "without_reservations"
    assert export.interventions[12]["delivery_methods"] == ["Whole school"]
    assert [it["verdict"] for it in export.ratings.values()] == ["potentially_positive"]


def test_newer_edition_is_believed_and_older_fills_its_gaps(tmp_path):
    newer = FINDING | {"f_Effect_Size_WWC": "0.5", "f_ESSA_Rating": ""}
    older = OLD_FINDING | {"ESSA_Rating": "ESSA Tier 1"}
    lone = OLD_FINDING | {"FindingID": "2", "InterventionID": "99"}
    paths = [
        write_csv(tmp_path, [older, lone], OLD_NAME),
        write_csv(tmp_path, [newer]),
    ]

    export = read_export(paths)

    finding = export.findings[1]
    assert (finding["wwc_effect_size"], finding["comparison"]) == (
        0.5,
        "Business as usual",
    )
    assert finding["essa_tier"] is None, "a tier that was taken back stays away"
    assert export.findings[2]["edition"] == OLD
    assert sorted(export.interventions) == [12, 99]
    assert export.traps["not_in_newer"] == 1


def test_a_verdict_that_changed_says_what_it_was(tmp_path):
    before = OLD_REPORT | {"Effectiveness_Rating": "Positive Effects"}
    paths = [
        write_csv(tmp_path, [before], "WWC_2020-04-25_InterventionReports.csv"),
        write_csv(tmp_path, [FINDING]),
    ]

    export = read_export(paths)

    (rating,) = export.ratings.values()
    assert rating["verdict"] == "potentially_positive"
    assert rating["why"] == "The export of April 2020 said: positive."
    assert export.traps["verdict_changed"] == 1


def test_file_without_a_day_in_its_name_needs_an_edition(tmp_path):
    path = write_csv(tmp_path, [FINDING], "findings.csv")

    with pytest.raises(FormatError, match="Add --edition with the day"):
        read_export([path])

    assert read_export([path], edition=OLD).edition == OLD


def test_progress_is_told_every_two_thousand_rows(tmp_path):
    rows = [FINDING | {"f_FindingID": str(number)} for number in range(1, 4002)]
    told = []

    read_export([write_csv(tmp_path, rows)], progress=told.append)

    assert told == [2000, 4000]


def test_the_whole_export_is_read(shared):
    folder = shared / "data" / "wwc"

    export = read_export(
        [
            folder / "WWC_2025-08-25_Interventions_Studies_And_Findings.csv",
            folder / "WWC_2020-04-25_Findings.csv",
            folder / "WWC_2020-04-25_InterventionReports.csv",
        ]
    )

    newest = [it for it in export.findings.values() if it["edition"] == NEW]
    assert (len(newest), len(export.studies)) == (13023, 1601)
    assert export.findings[26896]["comparison"] == "Business as usual"
    assert {trap.value: count for trap, count in export.traps.items() if count} == {
        "comparison_is_mean": 11240,
        "report_id_missing": 9965,
        "no_posting_date": 4626,
        "design_missing": 12,
        "design_spelling": 568,
        "flag_above_one": 24,
        "year_with_text": 28,
        "eric_number": 2,
        "percent_scale": 2603,
        "no_comparison_people": 212,
        "icc_one": 17,
        "no_effect_size": 2470,
        "sign_against_index": 37,
        "sign_against_means": 734,
        "shares_above_one": 7,
        "clusters_equal_n": 7376,
        "zero_means_blank": 284,
        "race_unknown": 128,
        "not_a_verdict": 39,
        "direction_contradicted": 25,
        "negative_spread": 1,
        "reviews_differ": 195,
        "not_in_newer": 149,
        "verdict_changed": 6,
    }

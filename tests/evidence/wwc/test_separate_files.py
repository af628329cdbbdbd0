"""The layout of 2020: findings, studies and reports, each in a file of its own."""

import csv
import shutil
import zipfile

import pytest
from django.core.management import CommandError, call_command

from headship.evidence.models import Finding, Intervention, Load, Study
from headship.evidence.wwc import FormatError, read_export
from headship.evidence.wwc.tables import open_tables, printed_name
from tests.evidence.wwc.exports import (
    FINDING,
    OLD_FINDING,
    OLD_REPORT,
    csv_text,
    old_study,
    write_csv,
)

EDITION = "WWC-export-archive-2020-Apr-25-142355"
MORE = {"s_School_Setting_Student_Count": "340", "s_Demographics_Sample_Minority": "40"}
STUDY = old_study(FINDING | MORE)


@pytest.fixture
def folder(tmp_path):
    """Return a folder as the archive of 2020 unpacks."""
    folder = tmp_path / EDITION
    folder.mkdir()
    write_csv(folder, [OLD_FINDING], "Findings.csv")
    write_csv(folder, [STUDY], "Studies.csv")
    write_csv(folder, [OLD_REPORT], "InterventionReports.csv")
    (folder / "ReviewDictionary.csv").write_text("Individual Files Variable Names\n")
    (folder / "README.txt").write_text("Not a table.")
    return folder


@pytest.fixture
def archive(folder):
    path = folder.parent / f"{EDITION}.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for file in folder.iterdir():
            packed.write(file, file.name)
    return path


def test_folder_archive_and_files_say_the_same(folder, archive):
    files = sorted(folder.glob("*s.csv"))

    each = [read_export(paths) for paths in ([folder], [archive], files)]

    assert (
        len({str(it.findings) + str(it.studies) + str(it.ratings) for it in each}) == 1
    )
    assert each[0].files == [
        *("Findings.csv", "InterventionReports.csv", "ReviewDictionary.csv"),
        "Studies.csv",
    ]


def test_studies_say_what_the_single_file_says(folder):
    single = write_csv(
        folder.parent,
        [FINDING | MORE],
        "WWC_2020-04-25.csv",
    )

    found, expected = read_export([folder]), read_export([single])

    assert found.reviews == expected.reviews
    assert found.studies == expected.studies
    context = found.studies[500]["context"]
    assert (context["school_size"], context["minority"]) == (340, 0.4)
    assert found.findings[1]["review"] == 70


@pytest.mark.parametrize(
    ("name", "row", "message"),
    [
        (
            "Studies.csv",
            STUDY | {"Study_Rating": "Splendid"},
            "row 2, column Study_Rating: “Splendid” is not a known value.",
        ),
        (
            "Studies.csv",
            STUDY | {"School_setting_Student_Count": "many"},
            "row 2, column School_setting_Student_Count: “many” is not a number.",
        ),
        (
            "Studies.csv",
            {name: cell for name, cell in STUDY.items() if name != "Citation"},
            "row 1, column Citation: the column is missing.",
        ),
        (
            "Findings.csv",
            OLD_FINDING | {"Outcome_Measure_Intervention_Sample_Size": "x"},
            "row 2, column Outcome_Measure_Intervention_Sample_Size: “x” is not",
        ),
        (
            "InterventionReports.csv",
            OLD_REPORT | {"Effectiveness_Rating": "Superb"},
            "row 2, column Effectiveness_Rating: ",
        ),
    ],
)
def test_refusal_names_file_row_and_the_column_as_printed(folder, name, row, message):
    write_csv(folder, [row], name)

    with pytest.raises(FormatError) as refused:
        read_export([folder])

    assert str(refused.value).startswith(f"{name}, {message}")


def test_refusal_in_an_archive_names_the_file_inside(folder):
    path = folder.parent / f"{EDITION}.zip"
    with zipfile.ZipFile(path, "w") as packed:
        rows = [STUDY, STUDY | {"ReviewID": "71", "StudyID": "none"}]
        packed.writestr("Studies.csv", csv_text(rows))

    with pytest.raises(FormatError) as refused:
        read_export([path])

    assert str(refused.value).startswith(
        f"{path.name}/Studies.csv, row 3, column StudyID: “none” is not"
    )


def test_folder_without_tables(tmp_path):
    with pytest.raises(
        FormatError, match="the folder holds no CSV file and no archive"
    ):
        read_export([tmp_path])


@pytest.mark.django_db
def test_all_of_2020_is_loaded_with_its_studies(folder):
    call_command("import", "wwc", str(folder))

    assert Finding.objects.get().study == Study.objects.get(wwc_id=500)
    assert Load.objects.get().files[-1] == "Studies.csv"


@pytest.mark.django_db
def test_findings_without_their_studies_are_counted_and_say_what_to_do(folder, capsys):
    (folder / "Studies.csv").unlink()

    call_command("import", "wwc", str(folder))

    said = capsys.readouterr().out
    assert "Findings: 0 new, 0 changed, 0 unchanged, 1 refused." in said
    assert "Give that edition's Studies.csv with them" in said
    assert Intervention.objects.get().name == "Lead Well"
    assert not Finding.objects.exists()


@pytest.mark.django_db
def test_nothing_is_half_loaded(folder):
    write_csv(folder, [STUDY | {"Posting_Date": "soon"}], "Studies.csv")

    with pytest.raises(
        CommandError, match=r"column Posting_Date: .* Nothing was changed"
    ):
        call_command("import", "wwc", str(folder))

    assert not Intervention.objects.exists()


def test_real_files_of_2020_are_read_from_their_folder(shared, tmp_path):
    folder = tmp_path / EDITION
    folder.mkdir()
    for name in ("Findings", "InterventionReports", "ReviewDictionary"):
        source = shared / "data" / "wwc" / f"WWC_2020-04-25_{name}.csv"
        shutil.copyfile(source, folder / f"{name}.csv")

    export = read_export([folder])

    assert (len(export.findings), len(export.studies)) == (7020, 0)
    assert (len(export.interventions), len(export.ratings)) == (854, 404)


@pytest.mark.parametrize(
    ("level", "row"),
    [
        ("Studies", STUDY),
        ("Findings", OLD_FINDING),
        ("Intervention Reports", OLD_REPORT),
    ],
)
def test_columns_of_the_dictionary_bear_the_names_it_gives_them(
    shared, tmp_path, level, row
):
    path = shared / "data" / "wwc" / "WWC_2020-04-25_ReviewDictionary.csv"
    with path.open(encoding="utf-8-sig", newline="") as lines:
        names = [
            (one["Individual Files Variable Names"], one["Merged File Variable Names"])
            for one in csv.DictReader(lines)
            if one["Level"] == level
        ]
    cells = dict.fromkeys((printed for printed, _ in names), "") | row
    (table,) = open_tables([write_csv(tmp_path, [cells], "WWC_2020-04-25.csv")])

    assert {merged for _, merged in names} <= set(table.columns)
    assert [printed_name(it, table.kind) for _, it in names] == [it for it, _ in names]


def test_studies_with_every_column_of_the_dictionary_are_read(shared, tmp_path):
    path = shared / "data" / "wwc" / "WWC_2020-04-25_ReviewDictionary.csv"
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["Level"] == "Studies"]
    printed = [row["Individual Files Variable Names"] for row in rows]
    cells = dict.fromkeys(printed, "") | STUDY

    export = read_export([write_csv(tmp_path, [cells], "WWC_2020-04-25.csv")])

    assert len(cells) == 142  # Those of the dictionary, and the review's number.
    expected = read_export([write_csv(tmp_path, [STUDY], "WWC_2020-04-25.csv")])
    assert export.studies == expected.studies

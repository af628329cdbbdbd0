"""A file that cannot be read is refused with file, row and column."""

import zipfile

import pytest

from headship.evidence.wwc import FormatError, read_export
from tests.evidence.wwc.exports import FINDING, NEW_NAME, csv_text, write_csv


@pytest.mark.parametrize(
    ("column", "cell", "message"),
    [
        ("f_Effect_Size_WWC", "big", "“big” is not a number."),
        ("f_Effect_Size_WWC", "inf", "“inf” is not a number."),
        ("f_p_Value_WWC", "1.5", "1.5 is not between 0 and 1."),
        ("f_Outcome_Intervention_SS", "62.5", "62.5 is not a whole number."),
        (
            "f_Outcome_Comparison_SS",
            "-1",
            "-1 is not between 0 and 2.14748e+09.",
        ),
        ("f_Is_Subgroup", "maybe", "“maybe” is neither True nor False."),
        ("f_FindingID", "", "is empty, but every row needs it."),
        ("f_FindingID", "900000000", "9e+08 is not between 1 and 9e+08."),
        ("ReviewID", "", "is empty, but every row needs it."),
        ("s_StudyID", "", "is empty, but every row needs it."),
        ("s_Posting_Date", "2020-03-11", "is not a date such as 3/11/2020."),
        ("s_Posting_Date", "13/45/2020", "is not a date such as 3/11/2020."),
        ("s_Standards_Version", "9.9", "is not one of 1.0, 2.0, 2.1, 3.0"),
        ("s_Study_Rating", "Splendid", "“Splendid” is not a known value."),
        ("f_ESSA_Rating", "Tier 9", "“tier 9” is not a known tier."),
        ("i_Effectiveness_Rating", "Superb", "is not a known verdict."),
        (
            "f_Outcome_Measure",
            "m" * 251,
            "has 251 characters; at most 250 are expected.",
        ),
    ],
)
def test_cell_that_cannot_be_read(tmp_path, column, cell, message):
    path = write_csv(
        tmp_path, [FINDING, FINDING | {"f_FindingID": "2"} | {column: cell}]
    )
    if column.startswith("s_"):  # A review is read from its first row.
        path = write_csv(tmp_path, [FINDING | {column: cell}])

    with pytest.raises(FormatError) as refused:
        read_export([path])

    row = 2 if column.startswith("s_") else 3
    assert str(refused.value).startswith(f"{NEW_NAME}, row {row}, column {column}: ")
    assert message in str(refused.value)


def test_finding_that_occurs_twice(tmp_path):
    with pytest.raises(FormatError, match=r"row 3, .*1 occurs twice, also in .* row 2"):
        read_export([write_csv(tmp_path, [FINDING, FINDING])])


def test_row_with_a_cell_too_few(tmp_path):
    path = tmp_path / NEW_NAME
    path.write_text(csv_text([FINDING]) + "1,2,3\r\n", encoding="utf-8")

    with pytest.raises(FormatError, match=r"row 3: has 3 cells, but the first row"):
        read_export([path])


def test_column_that_is_missing(tmp_path):
    row = {name: cell for name, cell in FINDING.items() if name != "f_p_Value_WWC"}

    with pytest.raises(
        FormatError, match="column f_p_Value_WWC: the column is missing"
    ):
        read_export([write_csv(tmp_path, [row])])


def test_column_that_occurs_twice(tmp_path):
    path = tmp_path / NEW_NAME
    path.write_text(csv_text([FINDING]).replace("f_ICC", "f_Period", 1), "utf-8")

    with pytest.raises(FormatError, match="column f_Period: the column occurs twice"):
        read_export([path])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"name,age\r\nAda,36\r\n", "does not name the columns of an export"),
        (b"", "does not name the columns of an export"),
        (b"\xff\xfe\x00n", "line 1 is not UTF-8 text"),
        (b"a\0b", "holds a zero byte"),
    ],
)
def test_file_that_is_something_else(tmp_path, content, message):
    path = tmp_path / NEW_NAME
    path.write_bytes(content)

    with pytest.raises(FormatError, match=message):
        read_export([path])


def test_text_that_is_not_utf_8_says_where(tmp_path):
    path = write_csv(tmp_path, [FINDING])
    path.write_bytes(path.read_bytes().replace(b"Lead Well", b"L\xe9ad Well"))

    with pytest.raises(
        FormatError, match=r"is not UTF-8 text\. Save the file as UTF-8"
    ):
        read_export([path])


def test_archive_without_tables(tmp_path):
    path = tmp_path / "WWC-2025-08-25.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("README.txt", "nothing")

    with pytest.raises(FormatError, match="the archive holds no CSV file"):
        read_export([path])


def test_file_that_is_not_there(tmp_path):
    with pytest.raises(FormatError, match=r"gone\.csv: there is no such file"):
        read_export([tmp_path / "gone.csv"])


def test_archive_that_is_damaged(tmp_path):
    path = tmp_path / "WWC-2025-08-25.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("Findings.csv", csv_text([FINDING] * 50))
    content = bytearray(path.read_bytes())
    content[200:260] = bytes(60)
    path.write_bytes(content)

    with pytest.raises(FormatError, match=r"Findings\.csv: the archive is damaged"):
        read_export([path])


def test_archive_that_unpacks_to_too_much(tmp_path, monkeypatch):
    monkeypatch.setattr("headship.evidence.wwc.tables.LARGEST", 100)
    path = tmp_path / "WWC-2025-08-25.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("Findings.csv", csv_text([FINDING]))

    with pytest.raises(FormatError, match="unpacks to far more than an export holds"):
        read_export([path])

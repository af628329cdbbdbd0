"""A table is read as it is meant, or refused with the place and the reason."""

import codecs

import pytest

from headship.orgs.roster import tables
from headship.orgs.roster.problems import Findings, SourceError
from headship.orgs.roster.sentences import spoken
from headship.orgs.roster.sources import Single
from headship.orgs.roster.tables import layout, read_table

SHAPE = layout(("sourcedId", "givenName"), ("email",), {"email": ("Mail address",)})


@pytest.fixture
def read(tmp_path):
    """Return a function from bytes to the cells of each row, and the findings."""

    def rows(content):
        path = tmp_path / "users.csv"
        path.write_bytes(content)
        findings = Findings()
        table = read_table(Single(path, "users.csv"), "users.csv", SHAPE, findings)
        return [(row.line, dict(row.values)) for row in table], findings

    return rows


def only(findings):
    """Return place and reason of the only problem."""
    (problem,) = findings
    return problem.line, problem.column, spoken(problem.reason)


def stopped(read, content):
    with pytest.raises(SourceError) as refusal:
        read(content)
    return refusal.value.problem


def test_rows_keep_their_line_and_known_columns(read):
    rows, findings = read(b"sourcedId,phone,givenName\n1,555,Ann\n\n2,556,Bo\n")

    assert rows == [
        (2, {"sourcedId": "1", "givenName": "Ann"}),
        (4, {"sourcedId": "2", "givenName": "Bo"}),
    ]
    assert not findings


def test_headings_are_read_with_mark_spaces_case_and_aliases(read):
    content = codecs.BOM_UTF8 + b"SOURCED_ID, Given Name ,mail address\n1,Ann,a@b.c\n"

    rows, _ = read(content)

    assert rows == [(2, {"sourcedId": "1", "givenName": "Ann", "email": "a@b.c"})]


def test_formulas_stay_text(read):
    rows, _ = read(b'sourcedId,givenName\n1,"=HYPERLINK(""x"")"\n2,+1\n3,@a\n4,-1\n')

    assert [values["givenName"] for _, values in rows] == [
        '=HYPERLINK("x")',
        "+1",
        "@a",
        "-1",
    ]


def test_missing_column_names_the_nearest_heading(read):
    rows, findings = read(b"sourcedId,givnName\n1,Ann\n")

    assert rows == []
    assert only(findings) == (1, "givenName", "The column is missing.")
    assert "“givnname”" in spoken(findings.problems[0].advice)


def test_column_twice_is_a_problem(read):
    _, findings = read(b"sourcedId,givenName,sourcedId\n1,Ann,2\n")

    assert only(findings) == (1, "sourcedId", "The column is there twice.")


def test_line_of_another_width_is_a_problem(read):
    rows, findings = read(b"sourcedId,givenName\n1,Ann,x\n2,Bo\n")

    assert only(findings) == (2, "", "The line has 3 columns, the header has 2.")
    assert [line for line, _ in rows] == [3]


def test_empty_file_is_a_problem(read):
    _, findings = read(b"")

    assert only(findings) == (None, "", "The file is empty.")


def test_windows_1252_is_named_with_its_line(read):
    problem = stopped(read, "sourcedId,givenName\n1,José\n".encode("cp1252"))

    assert problem.line == 2
    assert "looks like Windows-1252 (“1,José”)" in spoken(problem.reason)
    assert "CSV UTF-8" in spoken(problem.advice)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("sourcedId,givenName\n".encode("utf-16"), "UTF-16"),
        (b"PK\x03\x04 and so on", "workbook"),
        (b"sourcedId,givenName\n1,A\0nn\n", "NUL"),
        (b'sourcedId,givenName\n1,"Ann\n2,Bo\n', "cannot be split"),
        (b"sourcedId,givenName\n1,\x81\n", "not in UTF-8"),
        (b"a," * 400 + b"b\n", "401 columns"),
        (b"sourcedId,givenName\n" + b"x" * 2_000_000, "longer than any row"),
    ],
)
def test_what_is_no_table_stops_the_reading(read, content, words):
    assert words in spoken(stopped(read, content).reason)


def test_problems_are_counted_beyond_those_kept(read):
    _, findings = read(b"sourcedId,givenName\n" + b"1\n" * 700)

    assert (findings.problem_count, len(findings.problems)) == (700, 500)


def test_endless_file_is_stopped(read, monkeypatch):
    monkeypatch.setattr(tables, "MAX_ROWS", 3)

    problem = stopped(read, b"sourcedId,givenName\n1,A\n2,B\n3,C\n")

    assert "more than 3 lines" in spoken(problem.reason)


@pytest.mark.parametrize(("sign", "word"), [(b";", "semicolons"), (b"\t", "tabs")])
def test_other_separators_are_named(read, sign, word):
    rows, findings = read(sign.join([b"sourcedId", b"givenName"]) + b"\n")

    assert rows == []
    assert [spoken(it.reason) for it in findings] == [
        f"The columns are separated by {word}."
    ]

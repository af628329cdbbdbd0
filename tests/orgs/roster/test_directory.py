"""A school directory in the manner of the Common Core of Data."""

from decimal import Decimal

import pytest
from tests.factories import make_school
from tests.orgs.oneroster_files import zipped

from headship.core.errors import InputError
from headship.orgs import actions
from headship.orgs.models import ImportJob, School
from headship.orgs.roster import codes

HEADER = (
    "NCESSCH,SCHNAM,SEASCH,LEAID,LCITY,LSTATE,STATUS,ULOCAL,GSLO,GSHI,MEMBER,TOTFRL"
)
LINCOLN = "480000100001,LINCOLN EL,054901101,4800001,LINCOLN,TX,1,41,PK,05,200,150"


def refused(import_directory, *lines):
    with pytest.raises(InputError) as refusal:
        import_directory(*lines)
    return "\n".join(refusal.value.problems)


def test_directory_creates_a_school_with_its_context(import_directory, riverside):
    import_directory(HEADER, LINCOLN)

    school = School.objects.get()
    assert (school.nces_id, school.state_id, school.city, school.state) == (
        "480000100001",
        "054901101",
        "LINCOLN",
        "TX",
    )
    context = school.context
    assert (context.locale, context.grade_low, context.grade_high) == (41, "PK", "05")
    assert (context.enrollment, context.economically_disadvantaged) == (
        200,
        Decimal("0.75"),
    )


@pytest.mark.parametrize(
    "code", ["", "-1", "-2", "-9", "M", "N", "†", "‡", "\N{EN DASH}"]
)
def test_unknown_stays_unknown_and_never_becomes_zero(
    import_directory, riverside, code
):
    import_directory(
        HEADER, f"480000100001,LINCOLN EL,,,,,1,{code},{code},{code},{code},{code}"
    )

    context = School.objects.get().context
    assert (context.locale, context.grade_low, context.grade_high) == (None, "", "")
    assert (context.enrollment, context.economically_disadvantaged) == (None, None)


def test_zero_is_not_unknown(import_directory, riverside):
    import_directory(HEADER, LINCOLN.replace("200,150", "200,0"))

    assert School.objects.get().context.economically_disadvantaged == 0


@pytest.mark.parametrize("status", ["2", "6", "7"])
def test_school_that_is_not_open_is_kept_in_the_archive(
    import_directory, riverside, status
):
    import_directory(HEADER, LINCOLN.replace("TX,1", f"TX,{status}"))

    assert School.objects.get().is_archived


def test_directory_archives_only_what_it_calls_closed(import_directory, riverside):
    make_school(riverside, "Other", nces_id="480000100009")
    import_directory(HEADER, LINCOLN)

    prepared = import_directory(HEADER, LINCOLN.replace("TX,1", "TX,2"))

    (change,) = prepared.plan.changes
    assert (change.label, change.verb) == ("LINCOLN EL", "archive")
    assert not School.objects.get(name="Other").is_archived


def test_newer_headings_are_understood(import_directory, riverside):
    import_directory(
        "SCHOOL_YEAR,ST_SCHID,NCESSCH,SCH_NAME,LCITY,LSTATE,SY_STATUS,LOCALE,GSLO,TOTAL",
        "2023-2024,TX-054901-101,480000100001,Lincoln,Lincoln,TX,1,41-Rural: Fringe,KG,90",
    )

    context = School.objects.get().context
    assert (context.school_year, context.locale) == ("2023-2024", 41)
    assert (context.grade_low, context.enrollment) == ("KG", 90)


def test_only_one_district_is_taken(import_directory, riverside):
    other = LINCOLN.replace("480000100001", "480000200001").replace(
        "4800001,LI", "4800002,LI"
    )

    prepared = import_directory(HEADER, LINCOLN, other, lea_id="4800001")

    assert School.objects.count() == 1
    assert prepared.findings.notes["Schools of other districts were left out."] == 1


def test_leading_zero_that_a_spreadsheet_ate_is_put_back(import_directory, riverside):
    import_directory("NCESSCH,SCHNAM", "10000500870,Albertville")

    assert School.objects.get().nces_id == "010000500870"


def test_count_above_the_enrollment_is_left_unknown(import_directory, riverside):
    prepared = import_directory(HEADER, LINCOLN.replace("200,150", "200,201"))

    assert School.objects.get().context.economically_disadvantaged is None
    assert sum(prepared.findings.notes.values()) == 1


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("480000100001", "48A", "line 2, column NCESSCH: “48A” is not an NCES"),
        ("LINCOLN EL", "", "line 2, column SCHNAM: The school has no name."),
        ("TX,1,41", "TX,1,44", "line 2, column ULOCAL: “44” is not"),
        ("TX,1,41", "TX,9,41", "line 2, column STATUS: “9” is not"),
        ("PK,05", "PK,15", "line 2, column GSHI: “15” is not"),
        ("200,150", "200,many", "line 2, column TOTFRL: “many” is not"),
        (",TX,", ",TEX,", "line 2, column LSTATE: The value has 3 characters."),
    ],
)
def test_bad_cell_is_named(import_directory, riverside, old, new, problem):
    assert problem in refused(import_directory, HEADER, LINCOLN.replace(old, new, 1))
    assert not School.objects.exists()


def test_same_school_twice_is_refused(import_directory, riverside):
    assert "already on line 2" in refused(import_directory, HEADER, LINCOLN, LINCOLN)


def test_locale_must_be_a_code():
    with pytest.raises(ValueError, match="Ru"):
        codes.locale("Rural")


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (codes.school_year, "1066"),
        (codes.school_year, "soon"),
        (codes.grade, "XX"),
        (codes.is_open, "0"),
        (codes.count, "1.5"),
    ],
)
def test_code_that_is_none_is_refused(read, value):
    with pytest.raises(ValueError, match=r".+"):
        read(value)


def test_zip_of_two_tables_is_no_directory(leader, tmp_path):
    path = tmp_path / "two.zip"
    path.write_bytes(zipped({"a.csv": b"NCESSCH\n", "b.csv": b"NCESSCH\n"}))

    with pytest.raises(InputError) as refusal:
        actions.import_now(by=leader, kind=ImportJob.Kind.DIRECTORY, path=path)

    assert "There are 2 CSV files; a directory is one." in refusal.value.problems[0]


def test_file_that_is_no_table_is_refused(leader, tmp_path):
    path = tmp_path / "schools.csv"
    path.write_bytes("NCESSCH,SCHNAM\n1,Ñ\n".encode("cp1252"))

    with pytest.raises(InputError) as refusal:
        actions.import_now(by=leader, kind=ImportJob.Kind.DIRECTORY, path=path)

    assert "Windows-1252" in refusal.value.problems[0]


def test_heading_that_is_missing_is_named_as_it_may_be_called(
    import_directory, riverside
):
    problem = refused(import_directory, "NCESSCH", "480000100001")

    assert "“SCHNAM”, “SCH_NAME”, “School name”" in problem


@pytest.mark.slow
def test_texas_loads_whole(shared, riverside, leader):
    path = shared / "data/texas/nces_ccd_2013_14_texas_schools_selected_columns.csv"

    actions.import_now(by=leader, kind=ImportJob.Kind.DIRECTORY, path=path)

    assert School.objects.count() == 9336
    assert School.objects.filter(status="archived").count() == 395 + 112 + 81
    assert School.objects.filter(context__grade_low="").count() == 261
    assert not School.objects.filter(context__enrollment__isnull=False).exists()

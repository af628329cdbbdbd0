"""A school directory in the manner of the Common Core of Data (CCD).

The headings have changed over the years; each column below lists those met. A school
that the file calls closed, inactive or not yet open is kept and archived.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_noop as _

from headship.orgs.models.schools import GENDERS, RACES
from headship.orgs.roster import codes
from headship.orgs.roster.problems import Findings, Problem
from headship.orgs.roster.rows import SchoolRow
from headship.orgs.roster.sentences import say
from headship.orgs.roster.sources import Source
from headship.orgs.roster.tables import Row, layout, read_table

ALIASES = {
    "NCESSCH": (
        "NCES school ID",
        "NCES_SCH_ID",
        "School ID (12-digit) - NCES Assigned",
    ),
    "SCHNAM": ("SCH_NAME", "School name", "NAME", "School Name"),
    "LEAID": ("LEA ID", "Agency ID - NCES Assigned", "NCES district ID"),
    "LEANM": ("LEA_NAME", "Agency Name", "District name"),
    "SEASCH": ("ST_SCHID", "State school ID", "State School ID"),
    "LCITY": ("City", "MCITY", "LCITY_SCH"),
    "LSTATE": ("ST", "STABR", "State", "MSTATE"),
    "STATUS": ("SY_STATUS", "SCHSTATUS", "SY_STATUS_CODE", "Status code"),
    "SURVYEAR": ("SCHOOL_YEAR", "School year", "SCHYEAR"),
    "ULOCAL": ("LOCALE", "ULOCALE", "Locale code", "LOCALE_CODE"),
    "GSLO": ("Lowest grade", "GRADE_LOW"),
    "GSHI": ("Highest grade", "GRADE_HIGH"),
    "MEMBER": ("TOTAL", "Enrollment", "STUDENT_COUNT", "Total Students"),
    "TOTFRL": ("FRL", "Free and reduced lunch", "Economically disadvantaged"),
    "ELL": ("LEP", "EL", "English learners"),
    "SWD": ("IEP", "SPED", "Special education"),
    "AM": ("American Indian or Alaska Native",),
    "AS": ("ASIAN", "AS_", "Asian"),
    "BL": ("BLACK", "Black or African American"),
    "HI": ("HISP", "Hispanic or Latino"),
    "HP": ("PACIFIC", "Native Hawaiian or Pacific Islander"),
    "WH": ("WHITE", "White"),
    "TR": ("Two or more races",),
    "F": ("FEMALE", "Female"),
    "MA": ("MALE", "Male"),
}
SHAPE = layout(("NCESSCH", "SCHNAM"), tuple(ALIASES)[2:], ALIASES)
COUNTS = {
    "TOTFRL": "economically_disadvantaged",
    "ELL": "english_learners",
    "SWD": "special_education",
    **dict(zip(("AM", "AS", "BL", "HI", "HP", "WH", "TR"), RACES, strict=True)),
    **dict(zip(("F", "MA"), GENDERS, strict=True)),
}
SOURCE = "School directory"
USE_OFFICIAL = _("Use the code of the Common Core of Data, or leave the cell empty.")


def read_directory(
    source: Source, findings: Findings, *, lea_id: str = ""
) -> list[SchoolRow]:
    """Return the schools of a directory, of one district if ``lea_id`` is given."""
    names = source.names()
    if len(names) != 1:
        reason = say(
            _("There are %(found)s CSV files; a directory is one."), found=len(names)
        )
        findings.add(
            Problem(file="upload", reason=reason, advice=_("Upload that one file."))
        )
        return []
    rows = read_table(source, names[0], SHAPE, findings)
    return list(_without_repeats(_schools(rows, findings, lea_id), findings))


def _schools(
    rows: Iterator[Row], findings: Findings, lea_id: str
) -> Iterator[SchoolRow]:
    for row in rows:
        if lea_id and row["LEAID"] != lea_id:
            findings.note(_("Schools of other districts were left out."))
            continue
        school = _school(row, findings)
        if school is not None:
            yield school


def _school(row: Row, findings: Findings) -> SchoolRow | None:
    """Return one school, or None and a problem for each cell that is wrong."""
    before = findings.problem_count
    nces_id = _nces_id(row, findings)
    context = _context(row, findings)
    is_open = _cell(row, "STATUS", codes.is_open, findings)
    _check_words(row, findings)
    if findings.problem_count > before:
        return None
    return SchoolRow(
        file=row.file,
        line=row.line,
        key=nces_id,
        name=row["SCHNAM"],
        nces_id=nces_id,
        state_id=codes.known(row["SEASCH"]),
        district=codes.known(row["LEANM"]),
        city=codes.known(row["LCITY"]),
        state=codes.known(row["LSTATE"]).upper(),
        is_open=bool(is_open),
        context=context,
    )


def _nces_id(row: Row, findings: Findings) -> str:
    value = row["NCESSCH"]
    digits = value.zfill(12) if len(value) == 11 else value  # A spreadsheet ate a 0.
    if len(digits) == 12 and digits.isascii() and digits.isdigit():
        return digits
    reason = say(_("“%(value)s” is not an NCES school ID."), value=value[:40])
    findings.add(row.problem("NCESSCH", reason, _("It has 12 digits.")))
    return ""


def _check_words(row: Row, findings: Findings) -> None:
    limits = {"SCHNAM": 200, "SEASCH": 30, "LCITY": 100, "LSTATE": 2}
    for column, longest in limits.items():
        if len(row[column]) > longest:
            reason = say(
                _("The value has %(count)s characters."), count=len(row[column])
            )
            advice = say(_("Use at most %(most)s."), most=longest)
            findings.add(row.problem(column, reason, advice))
    if not row["SCHNAM"]:
        reason, advice = _("The school has no name."), _("Add its name.")
        findings.add(row.problem("SCHNAM", reason, advice))


def _context(row: Row, findings: Findings) -> dict[str, Any]:
    enrollment = _cell(row, "MEMBER", codes.count, findings)
    context = {
        "locale": _cell(row, "ULOCAL", codes.locale, findings),
        "grade_low": _cell(row, "GSLO", codes.grade, findings),
        "grade_high": _cell(row, "GSHI", codes.grade, findings),
        "enrollment": enrollment,
        "school_year": _cell(row, "SURVYEAR", codes.school_year, findings),
        **_shares(row, enrollment, findings),
    }
    known = {name: value for name, value in context.items() if value not in {None, ""}}
    return {**known, "source": SOURCE} if known else {}


def _shares(
    row: Row, enrollment: int | None, findings: Findings
) -> dict[str, Decimal | None]:
    shares = {}
    for column, name in COUNTS.items():
        part = _cell(row, column, codes.count, findings)
        if part is not None and enrollment is not None and part > enrollment:
            findings.note(_("Counts above the enrollment were left unknown."))
        else:
            shares[name] = codes.share(part, enrollment)
    return shares


def _cell(row: Row, column: str, read: Callable[[str], Any], findings: Findings) -> Any:
    try:
        return read(row[column])
    except ValueError:
        reason = say(
            _("“%(value)s” is not a value that this column has."),
            value=row[column][:40],
        )
        findings.add(row.problem(column, reason, USE_OFFICIAL))
        return None


def _without_repeats(
    schools: Iterator[SchoolRow], findings: Findings
) -> Iterator[SchoolRow]:
    lines: dict[str, int] = {}
    for school in schools:
        if school.key in lines:
            findings.add(_repeated(school, lines[school.key]))
        else:
            lines[school.key] = school.line
            yield school


def _repeated(school: SchoolRow, first: int) -> Problem:
    return Problem(
        file=school.file,
        line=school.line,
        column="NCESSCH",
        reason=say(
            _("“%(id)s” is already on line %(line)s."), id=school.key, line=first
        ),
        advice=_("Remove one of the lines."),
    )

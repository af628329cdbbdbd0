"""Schools of New York City's School Quality Reports.

The reports have no federal number; the city's own (the DBN) stands in for it as
``NYC-01M015``. Every school of the city lies in a large city (NCES locale 11), since
that code means just that: inside a principal city of 250,000 people or more.
"""

from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from headship.evidence.directories.entries import Entry, read_count, read_share
from headship.orgs.roster.problems import Findings, Problem
from headship.orgs.roster.sentences import say
from headship.orgs.roster.sources import Source
from headship.orgs.roster.tables import Row, layout, read_table

LARGE_CITY = "11"
ENGLISH, SPECIAL = "Percent English Language Learners", "Percent Students with IEPs"
# Eligible for public assistance by the city's Human Resources Administration.
DISADVANTAGED = "Percent HRA Eligible"
RACES = {
    "asian": "Student Percent - Asian",
    "black": "Student Percent - Black",
    "hispanic": "Student Percent - Hispanic",
    "native_american": "Student Percent - Native American",
    "pacific_islander": "Student Percent - Native Hawaiian or Pacific Islander",
    "white": "Student Percent - White",
}
GENDERS = {"female": "Percent Female", "male": "Percent Male"}
SHAPE = layout(
    ("DBN", "School Name", "Enrollment", DISADVANTAGED, ENGLISH, SPECIAL),
    ("School Type", *RACES.values(), *GENDERS.values()),
)
HEADINGS = frozenset({"dbn", "schoolname"})
SOURCE = (
    "New York City Department of Education, School Quality Report; economic "
    "disadvantage is eligibility for public assistance"
)
GRADES = {"K-8": ("KG", "08")}  # Other types do not say which grades they serve.
GRADES_UNKNOWN = _("Schools whose report does not say which grades they serve.")
DBN_LENGTH = 6


def read_entries(source: Source, findings: Findings) -> Iterator[Entry]:
    """Yield the schools of the city."""
    lines: dict[str, int] = {}
    for row in read_table(source, source.names()[0], SHAPE, findings):
        number = row["DBN"]
        if not _is_number(row, findings):
            continue
        if number in lines:
            findings.add(_repeated(row, lines[number]))
            continue
        lines[number] = row.line
        yield _entry(row, findings)


def _is_number(row: Row, findings: Findings) -> bool:
    number = row["DBN"]
    if len(number) == DBN_LENGTH and number.isascii() and number.isalnum():
        return True
    reason = say(_("“%(value)s” is not a city school number."), value=number[:40])
    advice = _("It has 6 letters and digits: 01M015.")
    findings.add(row.problem("DBN", reason, advice))
    return False


def _repeated(row: Row, first: int) -> Problem:
    reason = say(_("“%(id)s” is already on line %(line)s."), id=row["DBN"], line=first)
    return row.problem("DBN", reason, _("Remove one of the lines."))


def _entry(row: Row, findings: Findings) -> Entry:
    lowest, highest = GRADES.get(row["School Type"], ("", ""))
    if not lowest:
        findings.note(GRADES_UNKNOWN)
    return Entry(
        nces_id=f"NYC-{row['DBN']}",
        name=_name(row, findings),
        district=f"New York City, district {_without_zeros(row['DBN'][:2])}",
        city="New York",
        state="NY",
        locale=LARGE_CITY,
        level=row["School Type"][:40],
        lowest_grade=lowest,
        highest_grade=highest,
        enrollment=read_count(row, "Enrollment", findings),
        race=_shares(row, RACES, findings),
        gender=_shares(row, GENDERS, findings),
        frpl=read_share(row, DISADVANTAGED, findings),
        english_learners=read_share(row, ENGLISH, findings),
        special_education=read_share(row, SPECIAL, findings),
        source=SOURCE,
    )


def _name(row: Row, findings: Findings) -> str:
    name = row["School Name"]
    if not name:
        reason, advice = _("The school has no name."), _("Add its name.")
        findings.add(row.problem("School Name", reason, advice))
    return name[:200]


def _shares(
    row: Row, columns: dict[str, str], findings: Findings
) -> dict[str, float | None] | None:
    found = {
        name: read_share(row, column, findings) for name, column in columns.items()
    }
    return found if any(share is not None for share in found.values()) else None


def _without_zeros(digits: str) -> str:
    """Return a number without zeros before it: 01 is 1."""
    return str(int(digits)) if digits.isdigit() else digits

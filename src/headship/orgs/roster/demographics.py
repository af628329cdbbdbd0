"""Students' demographics as shares of a school; no student is ever stored.

Federal reporting's rule: who is Hispanic or Latino counts as that whatever their race;
who has more than one race counts as two or more races.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop as _

from headship.orgs.models.schools import GENDERS, RACES
from headship.orgs.roster.codes import share
from headship.orgs.roster.problems import Findings
from headship.orgs.roster.tables import Layout, Row, layout

SMALLEST_SCHOOL = 10  # Shares of fewer students could describe one of them.
LEAST_KNOWN = 0.95  # Of the students; below this a share would mislead.

RACE_COLUMNS = {
    "americanIndianOrAlaskaNative": "american_indian",
    "asian": "asian",
    "blackOrAfricanAmerican": "black",
    "nativeHawaiianOrOtherPacificIslander": "pacific_islander",
    "white": "white",
    "demographicRaceTwoOrMoreRaces": "two_or_more",
}
DEMOGRAPHICS = layout(
    ("sourcedId",),
    ("status", "sex", "hispanicOrLatinoEthnicity", *RACE_COLUMNS),
)
SESSIONS = layout(
    ("sourcedId", "type", "startDate", "endDate", "schoolYear"), ("status",)
)

Rows = Callable[[str, Layout], Iterator[Row]]


@dataclass(frozen=True, slots=True)
class Sessions:
    """The school years of a calendar."""

    years: tuple[tuple[str, str, int], ...]

    @classmethod
    def read(cls, rows: Rows) -> Sessions:
        return cls(
            tuple(
                (row["startDate"], row["endDate"], int(row["schoolYear"]))
                for row in rows("academicSessions", SESSIONS)
                if row["type"] == "schoolYear"
                and row["status"] != "tobedeleted"
                and row["schoolYear"].isdigit()
            )
        )

    def school_year(self, today: date) -> str:
        """Return the year that today is in, such as ``2025-2026``."""
        for start, end, year in self.years:
            if start <= today.isoformat() <= end:
                return f"{year - 1}-{year}"  # OneRoster names the year it ends in.
        return ""


def read_contexts(
    rows: Rows,
    student_schools: dict[str, set[str]],
    *,
    schools: set[str],
    school_year: str,
    findings: Findings,
) -> dict[str, dict[str, Any]]:
    """Return what the students' rows say of each school as a whole."""
    enrolled = Counter(
        school for ids in student_schools.values() for school in ids & schools
    )
    counted = {school: Counter[str]() for school in enrolled}
    for row in rows("demographics", DEMOGRAPHICS):
        for school in student_schools.get(row["sourcedId"], set()) & schools:
            counted[school].update(filter(None, (_race(row), _gender(row))))
    return {
        school: _context(counted[school], total, school_year, findings)
        for school, total in enrolled.items()
    }


def _race(row: Row) -> str:
    if row["hispanicOrLatinoEthnicity"].lower() == "true":
        return "hispanic"
    races = [name for col, name in RACE_COLUMNS.items() if row[col].lower() == "true"]
    if len(races) > 1:
        return "two_or_more"
    return races[0] if races else ""


def _gender(row: Row) -> str:
    return row["sex"] if row["sex"] in GENDERS else ""


def _context(
    counted: Counter[str], total: int, school_year: str, findings: Findings
) -> dict[str, Any]:
    context: dict[str, Any] = {
        "source": "OneRoster",
        "school_year": school_year,
        "enrollment": total,
    }
    if total < SMALLEST_SCHOOL:
        findings.note(_("Schools with fewer than 10 students have no shares."))
        return context
    for names in (RACES, GENDERS):
        if sum(counted[name] for name in names) >= LEAST_KNOWN * total:
            context |= {name: share(counted[name], total) for name in names}
        else:
            findings.note(
                # A sign, not a placeholder; xgettext:no-python-format
                _("Shares known for less than 95% of students were left out.")
            )
    return context

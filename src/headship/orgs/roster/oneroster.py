"""OneRoster 1.2 CSV: schools and staff from orgs, users and roles.

Students and families are never stored. Their rows are counted; students' demographics
become shares of a school in ``demographics``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_noop as _

from headship.orgs.models import Role
from headship.orgs.roster.demographics import Sessions, read_contexts
from headship.orgs.roster.manifest import Manifest, read_manifest
from headship.orgs.roster.people_rows import ROLES, UNSTORED, person_row
from headship.orgs.roster.problems import Findings, Problem
from headship.orgs.roster.rows import Roster, SchoolRow
from headship.orgs.roster.sentences import say
from headship.orgs.roster.sources import Source
from headship.orgs.roster.tables import Row, layout, read_table

RECORD = ("sourcedId", "status", "dateLastModified")
ORGS = layout(("sourcedId", "name", "type"), (*RECORD[1:], "identifier"))
USERS = layout(
    ("sourcedId", "enabledUser", "givenName", "familyName"),
    (
        *RECORD[1:],
        "email",
        "userMasterIdentifier",
        "preferredGivenName",
        "preferredFamilyName",
    ),
)
ROLE_ROWS = layout(
    ("sourcedId", "userSourcedId", "roleType", "role", "orgSourcedId"),
    (*RECORD[1:], "beginDate", "endDate"),
)
# When a person has several roles of one type, the first of these is theirs.
ORDER = (Role.LEADER, Role.VIEWER, Role.STAFF)
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
NO_ROLE = _("The file gives them no current staff role.")
REMOVED = _("The file marks it tobedeleted.")


@dataclass(slots=True)
class _Reading:
    """What is known while the files are read one after the other."""

    source: Source
    manifest: Manifest
    findings: Findings
    today: date
    roster: Roster = field(default_factory=Roster)
    orgs: set[str] = field(default_factory=set)
    schools: set[str] = field(default_factory=set)
    ranks: dict[str, tuple[bool, int]] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)
    role_rows: dict[str, Row] = field(default_factory=dict)
    student_schools: dict[str, set[str]] = field(default_factory=dict)

    def rows(self, table: str, shape) -> Iterator[Row]:  # type: ignore[no-untyped-def]
        """Yield the rows of a table that the manifest announces, IDs checked."""
        if self.manifest.has(table):
            rows = read_table(self.source, f"{table.lower()}.csv", shape, self.findings)
            yield from _checked(rows, self.findings, self.manifest.is_bulk(table))


def read_oneroster(source: Source, findings: Findings, *, today: date) -> Roster:
    """Return what a OneRoster export says of schools and staff."""
    manifest = read_manifest(source, findings)
    reading = _Reading(source, manifest, findings, today)
    if findings:
        return reading.roster
    _read_orgs(reading)
    if findings and not reading.orgs:
        return reading.roster  # Every role would seem to be at a school that is gone.
    _read_roles(reading)
    _read_users(reading)
    if manifest.has("demographics"):
        _read_demographics(reading)
    return reading.roster


def _checked(rows: Iterator[Row], findings: Findings, bulk: bool) -> Iterator[Row]:
    lines: dict[str, int] = {}
    for row in rows:
        key = row["sourcedId"]
        if not key or len(key) > 255:
            reason, advice = _("The ID is empty or too long."), _("Add or shorten it.")
            findings.add(row.problem("sourcedId", reason, advice))
        elif key in lines:
            findings.add(_repeated(row, key, lines[key]))
        elif not bulk and row["status"] not in {"active", "tobedeleted"}:
            reason = say(_("The status is “%(status)s”."), status=row["status"][:20])
            advice = _("In a delta file it is active or tobedeleted.")
            findings.add(row.problem("status", reason, advice))
        else:
            lines[key] = row.line
            yield row


def _repeated(row: Row, key: str, first: int) -> Problem:
    reason = say(_("“%(id)s” is already on line %(line)s."), id=key[:60], line=first)
    return row.problem("sourcedId", reason, _("Remove one of the lines."))


def _read_orgs(reading: _Reading) -> None:
    roster, findings = reading.roster, reading.findings
    roster.schools_are_complete = reading.manifest.is_bulk("orgs")
    for row in reading.rows("orgs", ORGS):
        reading.orgs.add(row["sourcedId"])
        if row["type"] != "school":
            findings.note(_("Organizations that are not schools were left out."))
        elif row["status"] == "tobedeleted":
            roster.removed_schools[row["sourcedId"]] = REMOVED
        elif row["name"] and len(row["name"]) <= 200:
            reading.schools.add(row["sourcedId"])
            roster.schools.append(_school(row))
        else:
            advice = _("Give it a name of at most 200 characters.")
            findings.add(row.problem("name", _("The name does not fit."), advice))


def _school(row: Row) -> SchoolRow:
    identifier = row["identifier"]
    is_nces = len(identifier) == 12 and identifier.isascii() and identifier.isdigit()
    return SchoolRow(
        file=row.file,
        line=row.line,
        key=row["sourcedId"],
        source_id=row["sourcedId"],
        name=row["name"],
        nces_id=identifier if is_nces else "",
        state_id="" if is_nces else identifier[:30],
    )


def _read_roles(reading: _Reading) -> None:
    bulk = reading.manifest.is_bulk("roles")
    for row in reading.rows("roles", ROLE_ROWS):
        role = row["role"]
        if not _dates_are_sound(row, reading.findings):
            continue
        if role in UNSTORED:
            _remember_other(reading, row)
        elif role not in ROLES:
            reading.others.add(row["userSourcedId"])
            reading.findings.note(
                say(_("The role “%(role)s” is not used here."), role=role[:40])
            )
        elif row["roleType"] not in {"primary", "secondary"}:
            reason = _("It is neither primary nor secondary.")
            advice = _("Use one of these two words.")
            reading.findings.add(row.problem("roleType", reason, advice))
        elif bulk and reading.manifest.is_bulk("orgs") and _org_unknown(reading, row):
            reading.findings.add(_without_line(row, "orgSourcedId", "orgs.csv"))
        else:
            _add_role(reading, row)


def _without_line(row: Row, column: str, file: str) -> Problem:
    """Return the problem of a reference to a line that a complete file lacks."""
    reason = say(
        _("No line of %(file)s has the ID “%(id)s”."), file=file, id=row[column][:60]
    )
    return row.problem(column, reason, _("Export both files from the same day."))


def _org_unknown(reading: _Reading, row: Row) -> bool:
    return row["orgSourcedId"] not in reading.orgs


def _remember_other(reading: _Reading, row: Row) -> None:
    """Keep a student's schools until the shares are made; keep families not at all."""
    reading.others.add(row["userSourcedId"])
    if row["role"] == "student" and _holds(row, reading.today):
        schools = reading.student_schools.setdefault(row["userSourcedId"], set())
        schools.add(row["orgSourcedId"])


def _dates_are_sound(row: Row, findings: Findings) -> bool:
    for column in ("beginDate", "endDate"):
        if row[column] and not _is_date(row[column]):
            reason = say(_("“%(value)s” is not a date."), value=row[column][:20])
            findings.add(row.problem(column, reason, _("Write it as 2026-08-31.")))
            return False
    return True


def _is_date(text: str) -> bool:
    try:
        return bool(ISO_DATE.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def _holds(row: Row, today: date) -> bool:
    """Say whether a role applies today; its first and last day are included."""
    begins, ends = row["beginDate"], row["endDate"]
    return (
        row["status"] != "tobedeleted"
        and (not begins or begins <= today.isoformat())
        and (not ends or ends >= today.isoformat())
    )


def _add_role(reading: _Reading, row: Row) -> None:
    roster, user, org = reading.roster, row["userSourcedId"], row["orgSourcedId"]
    reading.role_rows.setdefault(user, row)
    known = roster.school_ids
    if not reading.manifest.is_bulk("roles"):
        known = roster.added_school_ids
        if not _holds(row, reading.today):
            roster.removed_school_ids.setdefault(user, set()).add(org)
            return
    if not _holds(row, reading.today):
        reading.findings.note(_("Roles that have ended or not begun were left out."))
        return
    known.setdefault(user, set()).add(org)
    role = ROLES[row["role"]]
    rank = (row["roleType"] != "primary", ORDER.index(role))
    if rank < reading.ranks.get(user, (True, len(ORDER))):
        reading.ranks[user], roster.roles[user] = rank, role


def _read_users(reading: _Reading) -> None:
    roster, findings = reading.roster, reading.findings
    roster.people_are_complete = reading.manifest.is_bulk("users")
    before = findings.problem_count
    seen: set[str] = set()
    emails: dict[str, int] = {}
    for row in reading.rows("users", USERS):
        key = row["sourcedId"]
        seen.add(key)
        if row["status"] == "tobedeleted":
            roster.removed_people[key] = REMOVED
        elif key not in roster.roles and _is_left_out(reading, key):
            continue
        elif person := person_row(row, roster.roles.get(key, ""), emails, findings):
            roster.people.append(person)
    if (
        seen or findings.problem_count == before
    ):  # Else the file as a whole is at fault.
        _check_references(reading, seen)


def _is_left_out(reading: _Reading, key: str) -> bool:
    """Say whether a user without a staff role is none of ours, and count them."""
    if key in reading.others:
        reading.findings.note(_("Students, families and others were not stored."))
    elif reading.manifest.is_bulk("roles"):
        reading.findings.note(_("Users without a current role were left out."))
    else:
        return False
    if reading.manifest.is_bulk("roles"):
        reading.roster.removed_people[key] = NO_ROLE
    return True


def _check_references(reading: _Reading, seen: set[str]) -> None:
    """Report roles of users whom a complete users file does not have."""
    if not reading.manifest.is_bulk("users"):
        return
    for user, row in reading.role_rows.items():
        if user not in seen:
            problem = _without_line(row, "userSourcedId", "users.csv")
            reading.findings.add(problem)


def _read_demographics(reading: _Reading) -> None:
    if not all(map(reading.manifest.is_bulk, ("demographics", "users", "roles"))):
        reading.findings.note(_("Partial demographics were left out."))
        return
    sessions = Sessions.read(reading.rows)
    reading.roster.contexts = read_contexts(
        reading.rows,
        reading.student_schools,
        schools=reading.schools,
        school_year=sessions.school_year(reading.today),
        findings=reading.findings,
    )

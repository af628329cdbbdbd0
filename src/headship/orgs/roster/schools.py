"""Comparing the schools of a roster or directory with those of an organization."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_noop as _

from headship.orgs.models import Organization, School, SchoolContext
from headship.orgs.models.schools import SHARES
from headship.orgs.roster.plan import Change, Kind, Plan, Verb, difference
from headship.orgs.roster.problems import Findings, Problem
from headship.orgs.roster.rows import Roster, SchoolRow
from headship.orgs.roster.sentences import say

Status = School.Status
CONTEXT_FIELDS = (
    "school_year",
    "source",
    "locale",
    "grade_low",
    "grade_high",
    "enrollment",
    *SHARES,
)
IDENTIFIERS = ("source_id", "nces_id", "state_id")
NOT_IN_FILE = _("The file is complete and does not have it.")


class KnownSchools:
    """The organization's schools, found by any of their identifiers."""

    def __init__(self, organization: Organization) -> None:
        self.all = list(
            School.objects.filter(organization=organization).select_related("context")
        )
        self.by_source_id = {s.source_id: s for s in self.all if s.source_id}
        self.by_nces_id = {s.nces_id: s for s in self.all if s.nces_id}
        self.by_state_id = _unambiguous((s.state_id, s) for s in self.all)
        self.by_name = _unambiguous(
            (s.name.lower(), s) for s in self.all if not s.source_id
        )

    def match(self, row: SchoolRow) -> School | None:
        """Return the school a row means: by identifier, else by name."""
        sure = self.by_source_id.get(row.source_id) or self.by_nces_id.get(row.nces_id)
        if sure is not None:
            return sure
        likely = self.by_state_id.get(row.state_id)
        if likely is None and row.source_id:
            likely = self.by_name.get(row.name.lower())
        return likely if likely and _may_be(likely, row) else None


def _unambiguous(pairs: Iterable[tuple[str, School]]) -> dict[str, School]:
    found: dict[str, list[School]] = {}
    for value, school in pairs:
        if value:
            found.setdefault(value, []).append(school)
    return {value: schools[0] for value, schools in found.items() if len(schools) == 1}


def _may_be(school: School, row: SchoolRow) -> bool:
    """Say whether no identifier of the row contradicts the school's own."""
    return all(
        not getattr(school, name)
        or not getattr(row, name)
        or getattr(school, name) == getattr(row, name)
        for name in ("source_id", "nces_id")
    )


def plan_schools(
    organization: Organization, roster: Roster, plan: Plan, findings: Findings
) -> None:
    """Add to the plan what the roster changes about schools."""
    known = KnownSchools(organization)
    met: dict[int, SchoolRow] = {}
    for row in roster.schools:
        school = known.match(row)
        if school is None:
            plan.changes.append(_created(row, _context_of(row, roster)))
        elif school.pk in met:
            findings.add(_met_twice(row, school, met[school.pk]))
        else:
            met[school.pk] = row
            _plan_known(school, row, _context_of(row, roster), plan)
    _plan_missing(known.all, met.keys(), roster, plan)
    _check_nces_ids(known, plan, findings)


def _context_of(row: SchoolRow, roster: Roster) -> dict[str, Any]:
    context = {**row.context, **roster.contexts.get(row.source_id, {})}
    return {name: value for name, value in context.items() if value not in {None, ""}}


def _values(row: SchoolRow, context: dict[str, Any]) -> dict[str, Any]:
    """Return the fields a row speaks of; what it leaves out is not changed."""
    plain = {"name": row.name, "city": row.city, "state": row.state}
    ids = {name: getattr(row, name) for name in IDENTIFIERS}
    spoken = {name: value for name, value in (plain | ids).items() if value}
    status = Status.ACTIVE if row.is_open else Status.ARCHIVED
    return {
        **spoken,
        "status": status.value,
        **{f"context.{name}": value for name, value in context.items()},
    }


def _created(row: SchoolRow, context: dict[str, Any]) -> Change:
    return Change(
        kind=Kind.SCHOOL,
        verb=Verb.CREATE,
        key=row.key,
        label=row.name,
        after=_values(row, context),
        reason="" if row.is_open else _("It is not open: kept in the archive."),
        line=row.line,
    )


def _current(school: School) -> dict[str, Any]:
    context = getattr(school, "context", None) or SchoolContext()
    return {
        **{name: getattr(school, name) for name in (*IDENTIFIERS, "name")},
        "city": school.city,
        "state": school.state,
        "status": school.status,
        **{f"context.{name}": getattr(context, name) for name in CONTEXT_FIELDS},
    }


def _plan_known(
    school: School, row: SchoolRow, context: dict[str, Any], plan: Plan
) -> None:
    before, after = difference(_current(school), _values(row, context))
    if not after:
        plan.unchanged[Kind.SCHOOL] += 1
        return
    plan.changes.append(
        Change(
            kind=Kind.SCHOOL,
            verb=_verb(after),
            key=row.key,
            label=school.name,
            pk=school.pk,
            before=before,
            after=after,
            reason="" if row.is_open else _("It is not open any more."),
            line=row.line,
        )
    )


def _verb(after: dict[str, Any]) -> Verb:
    verbs = {Status.ARCHIVED: Verb.ARCHIVE, Status.ACTIVE: Verb.RESTORE}
    return verbs.get(after.get("status"), Verb.CHANGE)  # type: ignore[arg-type]


def _plan_missing(
    schools: Iterable[School], met: Iterable[int], roster: Roster, plan: Plan
) -> None:
    for school in schools:
        reason = roster.removed_schools.get(school.source_id, "")
        if not reason and roster.schools_are_complete and school.source_id:
            reason = NOT_IN_FILE
        if not reason or school.pk in met:
            continue
        if school.is_archived:
            plan.unchanged[Kind.SCHOOL] += 1
        else:
            plan.changes.append(_archived(school, reason))


def _archived(school: School, reason: str) -> Change:
    return Change(
        kind=Kind.SCHOOL,
        verb=Verb.ARCHIVE,
        key=school.source_id or school.nces_id,
        label=school.name,
        pk=school.pk,
        before={"status": school.status},
        after={"status": Status.ARCHIVED.value},
        reason=reason,
    )


def _met_twice(row: SchoolRow, school: School, first: SchoolRow) -> Problem:
    return Problem(
        file=row.file,
        line=row.line,
        reason=say(
            _("Lines %(first)s and %(second)s both mean %(name)s here."),
            first=first.line,
            second=row.line,
            name=school.name,
        ),
        advice=_("Correct the identifier on one of them."),
    )


def _check_nces_ids(known: KnownSchools, plan: Plan, findings: Findings) -> None:
    """Report an NCES ID that two schools would have."""
    changed = {c.pk for c in plan.of(Kind.SCHOOL) if "nces_id" in c.after}
    holders = {
        s.nces_id: s.name for s in known.all if s.nces_id and s.pk not in changed
    }
    for change in plan.of(Kind.SCHOOL):
        nces_id = change.after.get("nces_id")
        if nces_id in holders:
            findings.add(
                Problem(
                    file="orgs.csv",
                    line=change.line,
                    column="identifier",
                    reason=say(
                        _("%(school)s has the NCES ID %(id)s already."),
                        school=holders[nces_id],
                        id=nces_id,
                    ),
                    advice=_("Correct the identifier of one of them."),
                )
            )
        elif nces_id:
            holders[nces_id] = change.label

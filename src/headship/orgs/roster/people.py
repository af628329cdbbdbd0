"""Comparing the people of a roster with those of an organization."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_noop as _

from headship.orgs.models import Membership, Organization, Role, School
from headship.orgs.roster.plan import Change, Kind, Plan, Verb, difference
from headship.orgs.roster.problems import Findings, Problem
from headship.orgs.roster.rows import PersonRow, Roster
from headship.orgs.roster.sentences import say

Status = Membership.Status
IDENTIFIERS = ("source_id", "master_id", "email")
NOT_IN_FILE = _("The file is complete and does not have them.")
DISABLED = _("The file says that their account is not enabled.")


class KnownPeople:
    """The organization's people, found by any of their identifiers."""

    def __init__(self, organization: Organization) -> None:
        self.all = list(
            Membership.objects.filter(organization=organization).prefetch_related(
                "schools"
            )
        )
        self.by_identifier = {
            (field, getattr(person, field)): person
            for person in self.all
            for field in IDENTIFIERS
            if getattr(person, field)
        }

    def match(self, row: PersonRow, listed: set[str]) -> Membership | None:
        """Return the person a row means: by roster ID, by master ID, by address.

        Somebody whose own roster ID is listed in the file is meant by that line only.
        """
        found = self.by_identifier.get(("source_id", row.source_id))
        for name in ("master_id", "email"):
            value = getattr(row, name)
            other = self.by_identifier.get((name, value)) if value else None
            if found is None and other is not None and other.source_id not in listed:
                found = other
        return found


def plan_people(
    organization: Organization, roster: Roster, plan: Plan, findings: Findings
) -> None:
    """Add to the plan what the roster changes about people; schools come first."""
    known = KnownPeople(organization)
    school_ids = _school_ids(organization, plan)
    listed = {row.source_id for row in roster.people}
    met: dict[int, PersonRow] = {}
    for row in roster.people:
        person = known.match(row, listed)
        if person is None:
            _plan_new(row, roster, school_ids, plan, findings)
        elif person.pk in met:
            findings.add(_met_twice(row, person, met[person.pk]))
        else:
            met[person.pk] = row
            _plan_known(person, row, _values(row, roster, person, school_ids), plan)
    _plan_roles_alone(known, met.keys(), roster, school_ids, plan)
    _plan_missing(known.all, met.keys(), roster, plan, findings)
    _check_addresses(known, plan, findings)


def _school_ids(organization: Organization, plan: Plan) -> set[str]:
    """Return the roster IDs of schools that will be there."""
    there = School.objects.filter(organization=organization).exclude(source_id="")
    planned = {
        change.after["source_id"]
        for change in plan.of(Kind.SCHOOL)
        if change.after.get("source_id")
    }
    return set(there.values_list("source_id", flat=True)) | planned


def _plan_new(
    row: PersonRow, roster: Roster, school_ids: set[str], plan: Plan, findings: Findings
) -> None:
    if not row.is_enabled:
        findings.note(_("People whose account is not enabled were not added."))
    elif not row.role:
        findings.note(_("People without a role in this partial file were not added."))
    else:
        values = _values(row, roster, None, school_ids)
        plan.changes.append(
            Change(
                kind=Kind.PERSON,
                verb=Verb.CREATE,
                key=row.source_id,
                label=f"{row.given_name} {row.family_name}",
                after=values,
                line=row.line,
            )
        )


def _values(
    row: PersonRow, roster: Roster, person: Membership | None, school_ids: set[str]
) -> dict[str, Any]:
    """Return the fields a row speaks of; what it leaves out is not changed."""
    spoken = {
        "source_id": row.source_id,
        "master_id": row.master_id,
        "given_name": row.given_name,
        "family_name": row.family_name,
        "email": row.email,
    }
    status = Status.ACTIVE if row.is_enabled else _disabled_status(person)
    return {
        **{name: value for name, value in spoken.items() if value},
        **_role(row.role, person),
        "status": status,
        "schools": _schools(row.source_id, roster, person, school_ids),
    }


def _disabled_status(person: Membership | None) -> str:
    """Archive who is disabled, but never an administrator: that is done by hand."""
    if person is not None and person.role == Role.ADMINISTRATOR:
        return person.status
    return Status.ARCHIVED.value


def _role(role: str, person: Membership | None) -> dict[str, str]:
    """Return the role to set: a role given by hand outlives every import."""
    if not role or (person is not None and person.source_role == role):
        return {}
    if person is not None and person.role == Role.ADMINISTRATOR:
        return {"source_role": role}
    if person is not None and not person.source_role:
        return {"source_role": role}
    return {"role": role, "source_role": role}


def _schools(
    source_id: str, roster: Roster, person: Membership | None, school_ids: set[str]
) -> tuple[str, ...]:
    current = _current_schools(person)
    if source_id in roster.school_ids:
        current = roster.school_ids[source_id]
    current = current | roster.added_school_ids.get(source_id, set())
    gone = roster.removed_school_ids.get(source_id, set())
    return tuple(sorted((current - gone) & school_ids))


def _current_schools(person: Membership | None) -> set[str]:
    """Return the person's schools that rosters know; others are kept by hand."""
    if person is None:
        return set()
    return {school.source_id for school in person.schools.all() if school.source_id}


def _current(person: Membership) -> dict[str, Any]:
    return {
        **{name: getattr(person, name) for name in IDENTIFIERS},
        "given_name": person.given_name,
        "family_name": person.family_name,
        "role": person.role,
        "source_role": person.source_role,
        "status": person.status,
        "schools": tuple(sorted(_current_schools(person))),
    }


def _plan_known(
    person: Membership,
    row: PersonRow | None,
    values: Mapping[str, Any],
    plan: Plan,
) -> None:
    before, after = difference(_current(person), dict(values))
    if not after:
        plan.unchanged[Kind.PERSON] += 1
        return
    plan.changes.append(
        Change(
            kind=Kind.PERSON,
            verb=_verb(after),
            key=person.source_id or str(values.get("source_id", "")),
            label=str(person),
            pk=person.pk,
            before=before,
            after=after,
            reason="" if row is None or row.is_enabled else DISABLED,
            line=row.line if row else None,
        )
    )


def _verb(after: Mapping[str, Any]) -> Verb:
    verbs = {Status.ARCHIVED: Verb.ARCHIVE, Status.ACTIVE: Verb.RESTORE}
    return verbs.get(after.get("status"), Verb.CHANGE)  # type: ignore[arg-type]


def _plan_roles_alone(
    known: KnownPeople,
    met: Iterable[int],
    roster: Roster,
    school_ids: set[str],
    plan: Plan,
) -> None:
    """Plan for people whose roles or schools change in a file without their line."""
    if roster.people_are_complete:
        return
    spoken = {
        *roster.roles,
        *roster.school_ids,
        *roster.added_school_ids,
        *roster.removed_school_ids,
    }
    for key in sorted(spoken):
        person = known.by_identifier.get(("source_id", key))
        if person is None or person.pk in met or key in roster.removed_people:
            continue
        values = {
            **_role(roster.roles.get(key, ""), person),
            "schools": _schools(key, roster, person, school_ids),
        }
        _plan_known(person, None, values, plan)


def _plan_missing(
    people: Iterable[Membership],
    met: Iterable[int],
    roster: Roster,
    plan: Plan,
    findings: Findings,
) -> None:
    for person in people:
        reason = roster.removed_people.get(person.source_id, "")
        if not reason and roster.people_are_complete and person.source_id:
            reason = NOT_IN_FILE
        if not reason or person.pk in met:
            continue
        if person.is_archived:
            plan.unchanged[Kind.PERSON] += 1
        elif person.role == Role.ADMINISTRATOR:
            findings.note(
                _("Administrators are archived by hand only; some were kept.")
            )
        else:
            plan.changes.append(_archived(person, reason))


def _archived(person: Membership, reason: str) -> Change:
    return Change(
        kind=Kind.PERSON,
        verb=Verb.ARCHIVE,
        key=person.source_id,
        label=str(person),
        pk=person.pk,
        before={"status": person.status},
        after={"status": Status.ARCHIVED.value},
        reason=reason,
    )


def _check_addresses(known: KnownPeople, plan: Plan, findings: Findings) -> None:
    """Report an address that someone else here keeps."""
    changed = {change.pk for change in plan.of(Kind.PERSON) if "email" in change.after}
    kept = {p.email.lower(): p for p in known.all if p.email and p.pk not in changed}
    for change in plan.of(Kind.PERSON):
        holder = kept.get(change.after.get("email", ""))
        if holder is not None and holder.pk != change.pk:
            findings.add(
                Problem(
                    file="users.csv",
                    line=change.line,
                    column="email",
                    reason=say(
                        _("%(person)s has this address here already."),
                        person=str(holder),
                    ),
                    advice=_("Correct the address of one of them."),
                )
            )


def _met_twice(row: PersonRow, person: Membership, first: PersonRow) -> Problem:
    return Problem(
        file=row.file,
        line=row.line,
        reason=say(
            _("Lines %(first)s and %(second)s both mean %(name)s here."),
            first=first.line,
            second=row.line,
            name=str(person),
        ),
        advice=_("Correct the ID or the address on one of them."),
    )

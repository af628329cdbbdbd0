"""Writing a plan to the tables; the caller holds the transaction."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import Model

from headship.orgs.models import (
    AccountInvitation,
    Membership,
    Organization,
    School,
    SchoolContext,
)
from headship.orgs.roster.plan import Change, Kind, Plan, Verb

BATCH = 500
CONTEXT = "context."
# Two people may trade addresses: unique values are cleared before new ones are set.
UNIQUE = {Kind.SCHOOL: ("source_id", "nces_id"), Kind.PERSON: ("source_id", "email")}

M = TypeVar("M", bound=Model)


def apply_plan(organization: Organization, plan: Plan) -> None:
    """Write every change of a plan."""
    _create_schools(organization, plan)
    _change_schools(plan)
    _create_people(organization, plan)
    _change_people(plan)
    _set_schools_of_people(organization, plan)


def _create_schools(organization: Organization, plan: Plan) -> None:
    changes = list(plan.of(Kind.SCHOOL, Verb.CREATE))
    schools = School.objects.bulk_create(
        [School(organization=organization, **_plain(change)) for change in changes],
        batch_size=BATCH,
    )
    SchoolContext.objects.bulk_create(
        [
            SchoolContext(school=school, **_context(change))
            for school, change in zip(schools, changes, strict=True)
        ],
        batch_size=BATCH,
    )


def _plain(change: Change) -> dict[str, Any]:
    """Return the fields of the record itself."""
    return {
        name: value
        for name, value in change.after.items()
        if name != "schools" and not name.startswith(CONTEXT)
    }


def _context(change: Change) -> dict[str, Any]:
    return {
        name.removeprefix(CONTEXT): value
        for name, value in change.after.items()
        if name.startswith(CONTEXT)
    }


def _change_schools(plan: Plan) -> None:
    changes = {c.pk: c for c in plan.of(Kind.SCHOOL) if c.pk is not None}
    _update(School, Kind.SCHOOL, {pk: _plain(c) for pk, c in changes.items()})
    contexts = {pk: _context(c) for pk, c in changes.items() if _context(c)}
    _add_missing_contexts(contexts)
    keys = dict(_pairs(SchoolContext, "school_id", contexts))
    _update(SchoolContext, None, {keys[pk]: values for pk, values in contexts.items()})


def _add_missing_contexts(school_pks: Iterable[int]) -> None:
    SchoolContext.objects.bulk_create(
        [SchoolContext(school_id=pk) for pk in school_pks],
        ignore_conflicts=True,
        batch_size=BATCH,
    )


def _pairs(
    model: type[Model], field: str, values: Iterable[int]
) -> Iterable[tuple[int, int]]:
    """Yield (value, primary key) for the rows that have one of the values."""
    for batch in _batches(values):
        rows = model.objects.filter(**{f"{field}__in": batch})  # type: ignore[attr-defined]
        yield from rows.values_list(field, "pk")


def _batches(values: Iterable[Any]) -> Iterable[list[Any]]:
    items = list(values)
    return (items[start : start + BATCH] for start in range(0, len(items), BATCH))


def _update(
    model: type[Model], kind: Kind | None, values: dict[Any, dict[str, Any]]
) -> None:
    """Set fields by primary key, one statement per batch of equal field sets."""
    if kind is not None:
        _clear_unique(model, UNIQUE[kind], values)
    alike: dict[tuple[str, ...], list[Any]] = defaultdict(list)
    for pk, fields in values.items():
        if fields:
            alike[tuple(sorted(fields))].append(pk)
    for names, pks in alike.items():
        rows = [model(pk=pk, **values[pk]) for pk in pks]
        model.objects.bulk_update(rows, names, batch_size=BATCH)  # type: ignore[attr-defined]


def _clear_unique(
    model: type[Model], names: tuple[str, ...], values: dict[Any, dict[str, Any]]
) -> None:
    for name in names:
        changing = [pk for pk, fields in values.items() if name in fields]
        for batch in _batches(changing):
            model.objects.filter(pk__in=batch).update(**{name: ""})  # type: ignore[attr-defined]


def _create_people(organization: Organization, plan: Plan) -> None:
    Membership.objects.bulk_create(
        [
            Membership(organization=organization, **_plain(change))
            for change in plan.of(Kind.PERSON, Verb.CREATE)
        ],
        batch_size=BATCH,
    )


def _change_people(plan: Plan) -> None:
    changes = {c.pk: c for c in plan.of(Kind.PERSON) if c.pk is not None}
    _update(Membership, Kind.PERSON, {pk: _plain(c) for pk, c in changes.items()})
    _withdraw_invitations(changes)


def _withdraw_invitations(changes: dict[int, Change]) -> None:
    """Forget links sent to an address that changed, or to someone now archived."""
    lost = [
        pk
        for pk, change in changes.items()
        if "email" in change.after or change.verb == Verb.ARCHIVE
    ]
    for batch in _batches(lost):
        AccountInvitation.objects.filter(member_id__in=batch, used_at=None).delete()


def _set_schools_of_people(organization: Organization, plan: Plan) -> None:
    """Replace the roster's part of each person's schools, keep the others."""
    changes = [change for change in plan.of(Kind.PERSON) if "schools" in change.after]
    if not changes:
        return
    people = _keys(Membership, organization)
    schools = _keys(School, organization)
    links = Membership.schools.through
    of_roster = {c.pk or people[c.after["source_id"]]: c for c in changes}
    for batch in _batches(of_roster):
        links.objects.filter(membership_id__in=batch).exclude(
            school__source_id=""
        ).delete()
    links.objects.bulk_create(
        [
            links(membership_id=pk, school_id=schools[source_id])
            for pk, change in of_roster.items()
            for source_id in change.after["schools"]
        ],
        batch_size=BATCH,
    )


def _keys(model: type[Model], organization: Organization) -> dict[str, int]:
    rows = model.objects.filter(organization=organization).exclude(source_id="")  # type: ignore[attr-defined]
    return dict(rows.values_list("source_id", "pk"))

"""What the pages of an organization show."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headship.core import audit
from headship.core.components import numbers
from headship.core.models import AuditEvent
from headship.core.navigation import Announcement
from headship.orgs.models import Locale, Membership, Role, School, SchoolContext
from headship.orgs.models.schools import GENDERS, RACES
from headship.orgs.permissions import (
    PERMISSION_WORDS,
    ROLE_PERMISSIONS,
    ROLE_WORDS,
    Permission,
    has_permission,
)
from headship.orgs.roster.sentences import spoken

Pair = tuple[Any, Any]
NEEDS = ("economically_disadvantaged", "english_learners", "special_education")


def _words(name: str) -> str:
    fields = {f.name: f for f in SchoolContext._meta.fields}  # noqa: SLF001 -- Django's API
    return str(fields[name].verbose_name)


def _shares(context: SchoolContext, names: Iterable[str]) -> list[Pair]:
    return [
        (_words(name)[:1].upper() + _words(name)[1:], _share(getattr(context, name)))
        for name in names
    ]


def _share(value: Any) -> Any:
    return None if value is None else numbers.share(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolFacts:
    """A school's context in words; None is shown as unknown."""

    place: list[Pair]
    needs: list[Pair]
    races: list[Pair]
    genders: list[Pair]
    source: str
    is_empty: bool


def school_facts(school: School) -> SchoolFacts:
    """Return what is known of a school's context."""
    context = getattr(school, "context", None) or SchoolContext()
    return SchoolFacts(
        place=[
            (_("Locale"), context.get_locale_display() if context.locale else None),
            (_("Grades"), grades(context)),
            (_("Enrollment"), _count(context.enrollment)),
        ],
        needs=_shares(context, NEEDS),
        races=_shares(context, RACES),
        genders=_shares(context, GENDERS),
        source=", ".join(filter(None, (context.source, context.school_year))),
        is_empty=not _is_known(context),
    )


def _count(value: int | None) -> Any:
    return None if value is None else numbers.count(value)


def _is_known(context: SchoolContext) -> bool:
    names = ("locale", "enrollment", *NEEDS, *RACES, *GENDERS)
    return bool(context.grade_low) or any(
        getattr(context, name) is not None for name in names
    )


def grades(context: SchoolContext | None) -> str | None:
    """Return a span of grades such as ``PK to 05``, or None if it is unknown."""
    if context is None or not (context.grade_low and context.grade_high):
        return None
    if context.grade_low == context.grade_high:
        return context.grade_low
    return _("%(low)s to %(high)s") % {
        "low": context.grade_low,
        "high": context.grade_high,
    }


SCHOOL_CSV = [
    "School name",
    "NCES school ID",
    "State school ID",
    "City",
    "State",
    "In the archive",
    "People",
    "School year",
    "Locale code",
    "Lowest grade",
    "Highest grade",
    "Enrollment",
]


def school_csv_rows(schools: Iterable[School]) -> Iterator[list[Any]]:
    """Yield one row per school; an empty cell is unknown."""
    for school in schools:
        context = getattr(school, "context", None) or SchoolContext()
        yield [
            school.name,
            school.nces_id,
            school.state_id,
            school.city,
            school.state,
            "yes" if school.is_archived else "no",
            school.member_count,  # type: ignore[attr-defined]
            context.school_year,
            context.locale,
            context.grade_low,
            context.grade_high,
            context.enrollment,
        ]


PERSON_CSV = [
    "given name",
    "family name",
    "e-mail address",
    "role",
    "title",
    "schools",
    "supervisor",
    "account",
    "status",
    "roster ID",
]


def person_csv_rows(people: Iterable[Membership]) -> Iterator[list[Any]]:
    """Yield one row per person."""
    for person in people:
        yield [
            person.given_name,
            person.family_name,
            person.email,
            person.get_role_display(),
            person.title,
            "; ".join(school.name for school in person.schools.all()),
            person.supervisor,
            account_state(person),
            person.get_status_display(),
            person.source_id,
        ]


def account_state(person: Membership) -> str:
    """Say in a word whether a person can sign in."""
    if person.has_account:
        return _("Account")
    invitation = getattr(person, "account_invitation", None)
    return _("Invited") if invitation is not None else _("No account")


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleColumn:
    """One role with its description and how many people have it."""

    role: str
    label: str
    words: str | Promise
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RolesPage:
    """The roles and the table of their permissions, from the code that decides."""

    roles: list[RoleColumn]
    permissions: list[tuple[str | Promise, list[bool]]]


def roles_page(counts: dict[str, int]) -> RolesPage:
    """Return roles and permissions as the permission module has them."""
    return RolesPage(
        roles=[
            RoleColumn(
                role=role.value,
                label=str(role.label),
                words=ROLE_WORDS[role],
                count=counts.get(role, 0),
            )
            for role in Role
        ],
        permissions=[
            (words, [permission in ROLE_PERMISSIONS[role] for role in Role])
            for permission, words in PERMISSION_WORDS.items()
        ],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """One line of the audit log."""

    at: Any
    actor: str
    words: str
    subject: str
    details: str


def event_lines(events: Iterable[AuditEvent]) -> Iterator[EventLine]:
    """Yield events in words."""
    for event in events:
        yield EventLine(
            at=event.at,
            actor=event.actor_label,
            words=audit.label(event.event),
            subject=event.subject_label,
            details=_details(event.details),
        )


def _details(details: dict[str, Any]) -> str:
    # Sorted, since PostgreSQL does not keep the order in which they were recorded.
    return "; ".join(
        f"{name}: {_detail(value)}" for name, value in sorted(details.items())
    )


def _detail(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{n} {verb}" for verb, n in value.items() if n) or "0"
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return str(value)


VERB_WORDS = {
    "create": gettext_lazy("Created"),
    "change": gettext_lazy("Changed"),
    "archive": gettext_lazy("Archived"),
    "restore": gettext_lazy("Restored"),
    "unchanged": gettext_lazy("Unchanged"),
}
KINDS_WORDS = {"school": gettext_lazy("Schools"), "person": gettext_lazy("People")}
KIND_WORDS = {"school": gettext_lazy("School"), "person": gettext_lazy("Person")}
FIELD_WORDS = {
    "schools": gettext_lazy("schools, by roster ID"),
    "source_role": gettext_lazy("role in the roster"),
    "status": gettext_lazy("status"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One line of a preview."""

    kind: str | Promise
    verb: str
    words: str | Promise
    label: str
    key: str
    reason: str
    line: int | None
    fields: list[tuple[str, str, str]]


def change_lines(changes: Iterable[dict[str, Any]]) -> Iterator[ChangeLine]:
    """Yield the changes of a plan in words."""
    for change in changes:
        yield ChangeLine(
            kind=KIND_WORDS[change["kind"]],
            verb=change["verb"],
            words=VERB_WORDS[change["verb"]],
            label=change["label"],
            key=change["key"],
            reason=spoken(change["reason"]),
            line=change["line"],
            fields=[
                (_field_words(name), _value(name, before), _value(name, after))
                for name, before, after in change["fields"]
            ],
        )


def _field_words(name: str) -> str:
    plain = name.removeprefix("context.")
    if name in FIELD_WORDS:
        return str(FIELD_WORDS[name])
    models = (SchoolContext,) if name != plain else (Membership, School)
    for model in models:
        fields = {f.name: f for f in model._meta.fields}  # noqa: SLF001 -- Django's API
        if plain in fields:
            return str(fields[plain].verbose_name)
    return plain


VALUE_WORDS: dict[str, dict[Any, Any]] = {
    "role": dict(Role.choices),
    "source_role": dict(Role.choices),
    "status": dict(Membership.Status.choices),
    "context.locale": dict(Locale.choices),
}


def _value(name: str, value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    words = VALUE_WORDS.get(name, {}).get(value, value)
    return "" if words is None else str(words)


def problem_rows(problems: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the problems of a file with their sentences in the reader's language."""
    return [
        {
            **problem,
            "reason": spoken(problem["reason"]),
            "advice": spoken(problem["advice"]),
        }
        for problem in problems
    ]


def note_rows(notes: dict[str, int]) -> list[tuple[str, int]]:
    """Return what an import leaves out on purpose, and how often."""
    return [(spoken(sentence), count) for sentence, count in notes.items()]


def count_rows(counts: dict[str, dict[str, int]]) -> list[tuple[Any, list[Pair]]]:
    """Return the counts of a preview by kind of record."""
    return [
        (KINDS_WORDS[kind], [(VERB_WORDS[verb], verbs[verb]) for verb in VERB_WORDS])
        for kind, verbs in counts.items()
        if any(verbs.values())
    ]


def deletion_announcement(member: Membership) -> Announcement | None:
    """Return what every page says of an organization that will be deleted."""
    organization = member.organization
    if organization.deletes_on is None:
        return None
    may = has_permission(member, Permission.DATA_MANAGE)
    words = _("%(name)s and everything in it will be deleted on %(day)s.")
    return Announcement(
        text=words
        % {"name": organization, "day": date_format(organization.deletes_on)},
        url=reverse("orgs:export_list", args=[organization.slug]) if may else "",
        action=_("Export all data, or cancel the deletion") if may else "",
    )

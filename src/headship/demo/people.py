"""The district's schools and people, and the neighbor that must stay invisible."""

from dataclasses import dataclass
from itertools import cycle, islice
from typing import Any

from django.utils.translation import gettext as _
from django_scopes import scope, scopes_disabled

from headship.accounts.demo import Persona
from headship.orgs.actions.invitations import invite_people, open_account
from headship.orgs.actions.organizations import Founder, create_organization
from headship.orgs.actions.people import create_person
from headship.orgs.actions.schools import create_school
from headship.orgs.models import (
    AccountInvitation,
    Membership,
    Organization,
    Role,
    School,
)

PASSWORD = "headship-demo-2026"  # noqa: S105 -- demonstration on this machine only
DISTRICT = "riverside"
NEIGHBOR = "hillside"
SECOND = "brookfield"
PROVIDER = "lakeshore"
STAFF_PER_SCHOOL = 50

SCHOOLS: tuple[dict[str, dict[str, Any]], ...] = (
    {
        "values": {
            "name": "Lincoln Elementary",
            "nces_id": "489999900001",
            "city": "Riverside",
            "state": "TX",
        },
        "context": {
            "school_year": "2025-26",
            "source": "Invented for this demonstration",
            "locale": 33,
            "grade_low": "PK",
            "grade_high": "05",
            "enrollment": 412,
            "economically_disadvantaged": "0.62",
            "english_learners": "0.18",
            "special_education": "0.13",
            "hispanic": "0.41",
            "white": "0.47",
            "black": "0.06",
            "asian": "0.02",
            "two_or_more": "0.04",
            "female": "0.49",
            "male": "0.51",
        },
    },
    {
        "values": {
            "name": "Riverbend Middle School",
            "nces_id": "489999900002",
            "city": "Riverside",
            "state": "TX",
        },
        "context": {
            "school_year": "2025-26",
            "source": "Invented for this demonstration",
            "locale": 32,
            "grade_low": "06",
            "grade_high": "08",
            "enrollment": 538,
            "economically_disadvantaged": "0.55",
            "english_learners": "0.12",
        },
    },
    {
        "values": {
            "name": "Riverside High School",
            "nces_id": "489999900003",
            "city": "Riverside",
            "state": "TX",
        },
        "context": {
            "school_year": "2025-26",
            "source": "Invented for this demonstration",
            "locale": 42,
            "grade_low": "09",
            "grade_high": "12",
            "enrollment": 761,
        },
    },
)

LEADERS = (
    (
        ("Ana", "Ruiz", "Principal"),
        ("Tom", "Becker", "Assistant principal"),
        ("Grace", "Okafor", "Instructional coach and lead teacher"),
        ("Lily", "Chen", "Aspiring leader"),
    ),
    (
        ("Marcus", "Hale", "Principal"),
        ("Priya", "Nair", "Assistant principal"),
        ("Dan", "Kowalski", "Dean of students"),
        ("Rosa", "Medina", "Lead teacher"),
    ),
    (
        ("Helen", "Brandt", "Principal"),
        ("Jamal", "Carter", "Assistant principal"),
        ("Sofia", "Petrov", "Assistant principal"),
        ("Ben", "Whitehorse", "Department lead"),
    ),
)

SECOND_LEADERS = (
    ("Ingrid", "Moss", "Principal"),
    ("Terrell", "Boyd", "Assistant principal"),
    ("Yuki", "Arai", "Lead teacher"),
    ("Paula", "Reyes", "Aspiring leader"),
    ("Stan", "Novak", "Principal"),
    ("Mei", "Lau", "Assistant principal"),
)
TEAM = (
    ("Isaac", "Bell", "Senior facilitator"),
    ("June", "Park", "Facilitator"),
    ("Leo", "Grant", "Facilitator in training"),
)

GIVEN = (
    "Alice",
    "Omar",
    "Beth",
    "Carlos",
    "Dana",
    "Elena",
    "Frank",
    "Gina",
    "Hugo",
    "Iris",
    "Jon",
    "Kira",
    "Luis",
    "Mona",
    "Nico",
    "Olga",
    "Paul",
    "Quinn",
    "Rita",
    "Sam",
    "Tara",
    "Umar",
    "Vera",
    "Will",
    "Xenia",
    "Yusuf",
    "Zoe",
)
FAMILY = (
    "Adams",
    "Baker",
    "Castro",
    "Dixon",
    "Estrada",
    "Fischer",
    "Garza",
    "Hughes",
    "Ivanov",
    "Jensen",
    "Kim",
    "Lopez",
    "Murphy",
    "Nguyen",
    "Ortiz",
    "Park",
    "Reyes",
    "Silva",
    "Turner",
    "Vega",
    "Wong",
    "Young",
    "Zamora",
)

Row = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class District:
    """Whom the rest of the demonstration acts with."""

    administrator: Membership
    leaders: tuple[Membership, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """Who runs programs for other organizations in the demonstration."""

    manager: Membership
    facilitators: tuple[Membership, ...]


def build_district() -> District:
    """Found Riverside with three schools, twelve leaders and 150 staff."""
    administrator = create_organization(
        name="Riverside Unified School District",
        slug=DISTRICT,
        founder=Founder(
            given_name="Maria", family_name="Delgado", email="maria@riverside.example"
        ),
    )
    with scope(organization=administrator.organization):
        schools = [
            create_school(
                by=administrator, values=spec["values"], context=spec["context"]
            )
            for spec in SCHOOLS
        ]
        supervisor = _person(
            administrator, ("Joan", "Fletcher", "Area superintendent"), Role.SUPERVISOR
        )
        others = [
            supervisor,
            _person(administrator, ("Wes", "Tanaka", "Leadership coach"), Role.COACH),
            _person(
                administrator, ("Nora", "Singh", "School board liaison"), Role.VIEWER
            ),
        ]
        leaders = [
            _person(administrator, row, Role.LEADER, school, supervisor)
            for school, rows in zip(schools, LEADERS, strict=True)
            for row in rows
        ]
        staff = [
            _person(administrator, row, Role.STAFF, school)
            for school, rows in zip(schools, _staff(), strict=True)
            for row in rows
        ]
        open_accounts([administrator, *others, *leaders, staff[0]], administrator)
    return District(administrator=administrator, leaders=tuple(leaders))


def build_second_district() -> District:
    """Found Brookfield, whose leaders learn together with Riverside's."""
    administrator = create_organization(
        name="Brookfield Area Schools",
        slug=SECOND,
        founder=Founder(
            given_name="Nina", family_name="Frost", email="nina@brookfield.example"
        ),
    )
    with scope(organization=administrator.organization):
        school = create_school(
            by=administrator, values={"name": "Brookfield Junction School"}, context={}
        )
        leaders = [
            _person(administrator, row, Role.LEADER, school) for row in SECOND_LEADERS
        ]
        open_accounts([administrator, leaders[0]], administrator)
    return District(administrator=administrator, leaders=tuple(leaders))


def build_provider() -> Provider:
    """Found a provider with its manager and three facilitators, one in training."""
    administrator = create_organization(
        name="Lakeshore Leadership Center",
        slug=PROVIDER,
        kind=Organization.Kind.PROVIDER,
        founder=Founder(
            given_name="Ruth", family_name="Abrams", email="ruth@lakeshore.example"
        ),
    )
    with scope(organization=administrator.organization):
        manager = _person(
            administrator, ("Dora", "Lindqvist", "Program manager"), Role.MANAGER
        )
        team = [_person(administrator, row, Role.FACILITATOR) for row in TEAM]
        open_accounts([administrator, manager, *team], administrator)
    return Provider(manager=manager, facilitators=tuple(team))


def build_neighbor() -> None:
    """Found Hillside, of which Riverside must see nothing."""
    administrator = create_organization(
        name="Hillside Public Schools",
        slug=NEIGHBOR,
        founder=Founder(
            given_name="Otto", family_name="Hill", email="otto@hillside.example"
        ),
    )
    with scope(organization=administrator.organization):
        school = create_school(
            by=administrator, values={"name": "Hillside Academy"}, context={}
        )
        _person(administrator, ("Ivy", "Stone", "Principal"), Role.LEADER, school)
        open_accounts([administrator], administrator)


def open_accounts(people: list[Membership], by: Membership) -> None:
    """Invite people and accept for them, as they would themselves."""
    invite_people(people=people, by=by)
    for invitation in AccountInvitation.objects.filter(member__in=people):
        open_account(invitation=invitation, password=PASSWORD)


def personas() -> list[Persona]:
    """Return one sign-in for each role, and the neighbor's administrator."""
    words = {
        "maria@riverside.example": _(
            "District administrator: runs cycles, people, imports"
        ),
        "joan.fletcher@riverside.example": _(
            "Principal supervisor: approves raters, reads group reports"
        ),
        "ana.ruiz@riverside.example": _("Principal: reads her own 360 report"),
        "wes.tanaka@riverside.example": _("Coach: sees what leaders share"),
        "nora.singh@riverside.example": _("Viewer: response rates and group reports"),
        "alice.adams@riverside.example": _("Teacher: has questionnaires to answer"),
        "dora.lindqvist@lakeshore.example": _(
            "Program manager of a provider: cohorts, health, scopes of work"
        ),
        "isaac.bell@lakeshore.example": _(
            "Facilitator: leads sessions, sees who comes and what was practiced"
        ),
        "nina@brookfield.example": _(
            "Administrator of a second district in the same cohort"
        ),
        "otto@hillside.example": _(
            "Administrator of another district: sees nothing of the first"
        ),
    }
    with scopes_disabled():
        found = Membership.objects.filter(email__in=words, user__isnull=False)
        users = dict(found.values_list("email", "user__ref"))
        names = {member.email: str(member) for member in found}
    return [
        Persona(user_ref=users[email], name=names[email], words=text)
        for email, text in words.items()
        if email in users
    ]


def _person(
    by: Membership,
    row: Row,
    role: str,
    school: School | None = None,
    supervisor: Membership | None = None,
) -> Membership:
    given, family, title = row
    return create_person(
        by=by,
        values={
            "given_name": given,
            "family_name": family,
            "email": f"{given}.{family}@{by.organization.slug}.example".lower(),
            "role": role,
            "title": title,
            "supervisor": supervisor,
            "language": "es" if family in {"Castro", "Garza", "Reyes"} else "en",
        },
        schools=[school] if school else [],
    )


def _staff() -> list[list[Row]]:
    pairs = ((given, family) for family in cycle(FAMILY) for given in GIVEN)
    names = list(islice(dict.fromkeys(islice(pairs, 600)), 3 * STAFF_PER_SCHOOL))
    rows = [(given, family, "Teacher") for given, family in names]
    return [
        rows[start : start + STAFF_PER_SCHOOL]
        for start in range(0, 150, STAFF_PER_SCHOOL)
    ]

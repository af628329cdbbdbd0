"""Reading organizations, schools and people."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db.models import Count, Q, QuerySet
from django_scopes import scopes_disabled

from headship.accounts.models import User
from headship.core import audit, holdings, tokens
from headship.core.clock import now
from headship.core.models import AuditEvent
from headship.orgs.models import (
    AccountInvitation,
    Export,
    ImportJob,
    Membership,
    Organization,
    Role,
    School,
)

PERSON_ORDERS = {
    "name": ("family_name", "given_name", "pk"),
    "role": ("role", "family_name", "given_name", "pk"),
}
SCHOOL_ORDERS = {
    "name": ("name", "pk"),
    "people": ("-member_count", "name", "pk"),
    "enrollment": ("-context__enrollment", "name", "pk"),
}


def find_people(
    organization: Organization, wanted: Mapping[str, Any]
) -> QuerySet[Membership]:
    """Return the people that match; keys: search, role, school, status, account, sort."""
    people = Membership.objects.filter(organization=organization)
    people = people.filter(status=wanted.get("status") or Membership.Status.ACTIVE)
    for word in str(wanted.get("search") or "").split():
        people = people.filter(
            Q(given_name__icontains=word)
            | Q(family_name__icontains=word)
            | Q(email__icontains=word)
        )
    if wanted.get("role"):
        people = people.filter(role=wanted["role"])
    if wanted.get("school"):
        people = people.filter(schools=wanted["school"])
    if wanted.get("account"):
        people = people.filter(user__isnull=wanted["account"] == "no")
    return (
        people.order_by(*PERSON_ORDERS[wanted.get("sort") or "name"])
        .select_related("supervisor", "account_invitation", "organization")
        .prefetch_related("schools")
    )


def find_schools(
    organization: Organization, wanted: Mapping[str, Any]
) -> QuerySet[School]:
    """Return the schools that match; keys: search, locale, status, sort."""
    schools = School.objects.filter(organization=organization)
    schools = schools.filter(status=wanted.get("status") or School.Status.ACTIVE)
    for word in str(wanted.get("search") or "").split():
        schools = schools.filter(
            Q(name__icontains=word)
            | Q(city__icontains=word)
            | Q(nces_id__startswith=word)
            | Q(state_id__startswith=word)
        )
    if wanted.get("locale"):
        first = int(wanted["locale"])
        schools = schools.filter(context__locale__range=(first, first + 9))
    active = Q(members__status=Membership.Status.ACTIVE)
    return (
        schools.annotate(member_count=Count("members", filter=active))
        .order_by(*SCHOOL_ORDERS[wanted.get("sort") or "name"])
        .select_related("context", "organization")
    )


def people_of_school(school: School) -> QuerySet[Membership]:
    """Return a school's people, leaders first."""
    people = Membership.objects.active().filter(schools=school)
    return people.select_related("organization", "account_invitation").order_by(
        "role", "family_name", "given_name", "pk"
    )


def active_schools(organization: Organization) -> QuerySet[School]:
    """Return the schools to choose from."""
    return School.objects.filter(organization=organization, status=School.Status.ACTIVE)


def possible_supervisors(organization: Organization) -> QuerySet[Membership]:
    """Return the people who may be named as someone's supervisor."""
    return Membership.objects.active().filter(
        organization=organization,
        role__in=[Role.SUPERVISOR, Role.ADMINISTRATOR, Role.LEADER],
    )


def all_people(organization: Organization) -> QuerySet[Membership]:
    """Return everybody there is or was."""
    people = Membership.objects.filter(organization=organization)
    return people.select_related("organization")


def role_counts(organization: Organization) -> dict[str, int]:
    """Return how many active people have each role."""
    people = Membership.objects.active().filter(organization=organization)
    rows = people.order_by().values_list("role").annotate(Count("pk"))
    return dict(rows)


def memberships_of(user: User) -> QuerySet[Membership]:
    """Return a user's places, in every organization."""
    with scopes_disabled():
        return (
            Membership.objects.active()
            .filter(user=user)
            .select_related("organization")
            .order_by("organization__name")
        )


def find_invitation(code: str) -> AccountInvitation | None:
    """Return the invitation that a code belongs to, in whichever organization."""
    with scopes_disabled():
        invitations = AccountInvitation.objects.select_related("member__organization")
        return invitations.filter(code_hash=tokens.fingerprint(code)).first()


def invitation_by_ref(ref: str) -> AccountInvitation | None:
    """Return the invitation whose code a browser has shown."""
    with scopes_disabled():
        invitations = AccountInvitation.objects.select_related("member__organization")
        return invitations.filter(ref=ref).first()


def has_account(invitation: AccountInvitation) -> bool:
    """Say whether the person has an account, from another organization."""
    return User.objects.filter(email=invitation.member.email.lower()).exists()


def find_events(
    organization: Organization, wanted: Mapping[str, Any]
) -> QuerySet[AuditEvent]:
    """Return what happened; keys: search, event, since, until."""
    events = AuditEvent.objects.for_organization(organization.ref)
    for word in str(wanted.get("search") or "").split():
        events = events.filter(
            Q(actor_label__icontains=word) | Q(subject_label__icontains=word)
        )
    if wanted.get("event"):
        events = events.filter(event=wanted["event"])
    if wanted.get("since"):
        events = events.filter(at__date__gte=wanted["since"])
    if wanted.get("until"):
        events = events.filter(at__date__lte=wanted["until"])
    return events


def uninvited_people(organization: Organization) -> QuerySet[Membership]:
    """Return who has an address, no account and no invitation that still works."""
    people = Membership.objects.active().filter(organization=organization, user=None)
    open_invitation = Q(
        account_invitation__used_at=None, account_invitation__expires_at__gt=now()
    )
    return (
        people.exclude(email="").exclude(open_invitation).select_related("organization")
    )


def events_met(organization: Organization) -> list[tuple[str, str]]:
    """Return the kinds of events that have happened, with their words."""
    met = AuditEvent.objects.for_organization(organization.ref).order_by()
    found = set(met.values_list("event", flat=True).distinct())
    return sorted(
        ((event, audit.label(event)) for event in found), key=lambda pair: pair[1]
    )


def recent_imports(organization: Organization) -> QuerySet[ImportJob]:
    """Return the organization's imports, the latest first."""
    jobs = ImportJob.objects.filter(organization=organization)
    return jobs.select_related("created_by", "organization")


def recent_exports(organization: Organization) -> QuerySet[Export]:
    """Return the organization's exports, the latest first."""
    exports = Export.objects.filter(organization=organization)
    return exports.select_related("created_by", "organization")


def administrators(organization: Organization) -> QuerySet[Membership]:
    """Return who runs an organization and can sign in."""
    return Membership.objects.active().filter(
        organization=organization, role=Role.ADMINISTRATOR, user__isnull=False
    )


def announced_deletions() -> QuerySet[Organization]:
    """Return every organization whose deletion is announced, whoever asks."""
    return Organization.objects.filter(deletes_on__isnull=False).order_by("pk")


def users_only_here(organization: Organization) -> QuerySet[User]:
    """Return the accounts that open nothing but this organization.

    Whoever runs the site or acts for it keeps the account.
    """
    with scopes_disabled():
        elsewhere = Membership.objects.exclude(organization=organization)
        found = User.objects.filter(
            memberships__organization=organization, is_staff=False, is_superuser=False
        ).exclude(pk__in=elsewhere.filter(user__isnull=False).values("user"))
    for label, table in holdings.of_site().items():
        if table.user:
            kept: QuerySet[Any] = QuerySet(model=apps.get_model(label)).values(
                table.user
            )
            found = found.exclude(pk__in=kept)
    return found


def addresses_only_here(organization: Organization) -> QuerySet[Any]:
    """Return the e-mail addresses of people who are in no other organization."""
    with scopes_disabled():
        people = Membership.objects.exclude(email="")
        elsewhere = people.exclude(organization=organization)
        here = people.filter(organization=organization)
        return here.exclude(email__in=elsewhere.values("email")).values("email")

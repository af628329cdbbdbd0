"""Reading enquiries and testimonials."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet
from django_scopes import scopes_disabled

from headship.orgs.models import Membership, Organization, Role
from headship.programs.models import Enquiry, Participant, Program, Testimonial

MANAGERS = (Role.MANAGER, Role.ADMINISTRATOR)
ORDERS = {
    "newest": ("-received_at", "-pk"),
    "follow_up": (F("follow_up_on").asc(nulls_last=True), "-received_at", "-pk"),
    "name": ("name", "pk"),
}


def find_provider(slug: str) -> Organization | None:
    """Return an organization that takes enquiries, by its public address."""
    found = Organization.objects.filter(slug=slug).first()
    return found if found and takes_enquiries(found) else None


def takes_enquiries(organization: Organization) -> bool:
    """Say whether an organization offers programs to others.

    Read by the public page of enquiries, without a scope.
    """
    if organization.kind != Organization.Kind.DISTRICT:
        return True
    return offered_programs(organization).exists()


def offered_programs(organization: Organization) -> QuerySet[Program]:
    """Return what visitors can ask about; public by being offered."""
    with scopes_disabled():
        return Program.objects.filter(
            organization=organization, state=Program.State.OFFERED
        ).order_by("title", "pk")


def find_enquiries(
    organization: Organization, wanted: Mapping[str, Any]
) -> QuerySet[Enquiry]:
    """Return the enquiries that match; keys: search, state, owner, sort."""
    found = Enquiry.objects.filter(organization=organization)
    for word in str(wanted.get("search") or "").split():
        found = found.filter(
            Q(name__icontains=word)
            | Q(district__icontains=word)
            | Q(email__icontains=word)
            | Q(message__icontains=word)
        )
    if wanted.get("state"):
        found = found.filter(state=wanted["state"])
    if wanted.get("owner"):
        found = found.filter(owner=wanted["owner"])
    found = found.select_related("organization", "owner", "program")
    return found.order_by(*ORDERS[wanted.get("sort") or "newest"])


def enquiries_to_follow(organization: Organization, until: date) -> QuerySet[Enquiry]:
    """Return enquiries nobody has answered, or whose follow-up is due."""
    return Enquiry.objects.filter(
        Q(state=Enquiry.State.NEW) | Q(follow_up_on__lte=until),
        organization=organization,
    )


def possible_owners(organization: Organization) -> QuerySet[Membership]:
    """Return the people who may look after an enquiry."""
    people = Membership.objects.active().filter(
        organization=organization, role__in=MANAGERS
    )
    return people.order_by("family_name", "given_name", "pk")


def testimonials(organization: Organization) -> QuerySet[Testimonial]:
    """Return what participants offered to a provider, newest first."""
    found = Testimonial.objects.filter(organization=organization)
    return found.select_related("organization", "participant__cohort__program")


def published_testimonials(organization: Organization) -> QuerySet[Testimonial]:
    """Return what anyone may read: published, with a consent that stands.

    Read by the public page of enquiries, without a scope.
    """
    with scopes_disabled():
        found = Testimonial.objects.filter(organization=organization)
    return found.filter(state=Testimonial.State.PUBLISHED).order_by(
        "-published_at", "-pk"
    )


def testimonial_of(participant: Participant) -> Testimonial | None:
    """Return what a participant has on offer or published in a cohort.

    Crosses the wall for the participant's own words.
    """
    with scopes_disabled():
        found: Testimonial | None = (
            Testimonial.objects.filter(participant=participant)
            .exclude(state=Testimonial.State.WITHDRAWN)
            .select_related("organization")
            .first()
        )
    return found

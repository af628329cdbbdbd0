"""Enquiries, scopes of work and testimonials, the latter also their author's."""

from django.shortcuts import get_object_or_404
from django_scopes import scopes_disabled

from headship.orgs.access import get_for_member, require
from headship.orgs.models import Membership
from headship.orgs.permissions import Permission
from headship.programs.models import Enquiry, Scope, Testimonial


def get_enquiry(member: Membership, ref: object) -> Enquiry:
    """Return one of the enquiries that the organization follows up."""
    enquiries = Enquiry.objects.select_related("organization", "owner", "program")
    return get_for_member(enquiries, member, Permission.PROGRAM_MANAGE, ref=ref)


def get_testimonial(member: Membership, ref: object) -> Testimonial:
    """Return what a participant offered to the organization."""
    testimonials = Testimonial.objects.select_related("organization", "participant")
    return get_for_member(testimonials, member, Permission.PROGRAM_MANAGE, ref=ref)


def get_my_testimonial(member: Membership, ref: object) -> Testimonial:
    """Return the member's own words on a program, by their place in its cohort.

    Crosses the wall for the member's own words only.
    """
    require(member, Permission.LEARNING_TAKE_PART)
    with scopes_disabled():
        found = Testimonial.objects.select_related("organization", "participant")
        return get_object_or_404(
            found.exclude(state=Testimonial.State.WITHDRAWN),
            participant__member=member,
            participant__ref=ref,
        )


def get_scope(
    member: Membership, ref: object, permission: Permission = Permission.PROGRAM_VIEW
) -> Scope:
    """Return one of the organization's scopes of work."""
    scopes = Scope.objects.select_related("organization", "cohort__organization")
    return get_for_member(scopes, member, permission, ref=ref)

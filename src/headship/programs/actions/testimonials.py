"""Offering, publishing and withdrawing what participants say of a program."""

from django.db import transaction
from django_scopes import scope

from headship.core import audit
from headship.core.clock import now
from headship.orgs.models import Membership
from headship.programs.events import Event
from headship.programs.models import Participant, Testimonial
from headship.programs.policies import enquiries as policies

State = Testimonial.State


@transaction.atomic
def offer_testimonial(
    *,
    participant: Participant,
    text: str,
    attribution: str,
    consent_text: str,
    by: Membership,
) -> Testimonial:
    """Store a participant's words with the very consent they gave.

    Called in the person's own organization; the words belong to the provider.
    """
    provider = participant.cohort.organization
    with scope(organization=provider):
        policies.check_can_offer(participant)
        testimonial = Testimonial.objects.create(
            organization=provider,
            participant=participant,
            text=text.strip(),
            attribution=attribution,
            consent_text=consent_text,
            consented_at=now(),
        )
    audit.record(Event.TESTIMONIAL_OFFERED, subject=testimonial, by=by)
    return testimonial


@transaction.atomic
def withdraw_testimonial(*, testimonial: Testimonial, by: Membership) -> None:
    """Take a participant's words back: they are gone from every page at once."""
    policies.check_can_withdraw(testimonial)
    testimonial.state = State.WITHDRAWN
    testimonial.text = testimonial.attribution = ""
    testimonial.published_at, testimonial.withdrawn_at = None, now()
    with scope(organization=testimonial.organization):
        testimonial.save()
    audit.record(Event.TESTIMONIAL_WITHDRAWN, subject=testimonial, by=by)


@transaction.atomic
def publish_testimonial(*, testimonial: Testimonial, by: Membership) -> Testimonial:
    """Let anyone read a participant's words."""
    policies.check_can_publish(testimonial)
    testimonial.state, testimonial.published_at = State.PUBLISHED, now()
    testimonial.save(update_fields=["state", "published_at"])
    audit.record(Event.TESTIMONIAL_PUBLISHED, subject=testimonial, by=by)
    return testimonial


@transaction.atomic
def unpublish_testimonial(*, testimonial: Testimonial, by: Membership) -> Testimonial:
    """Take a participant's words off the public page."""
    policies.check_can_unpublish(testimonial)
    testimonial.state, testimonial.published_at = State.OFFERED, None
    testimonial.save(update_fields=["state", "published_at"])
    audit.record(Event.TESTIMONIAL_UNPUBLISHED, subject=testimonial, by=by)
    return testimonial

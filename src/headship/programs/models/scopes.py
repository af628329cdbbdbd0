"""Scopes of work: what a team needs, what it costs, and what was agreed."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headship.orgs.models import Membership, Organization
from headship.programs.models.cohorts import Cohort
from headship.programs.options.problem import Rates

RATE_WORDS = {
    "facilitator_day": _("facilitator, a day"),
    "co_facilitator_day": _("further facilitator, a day"),
    "preparation_day": _("preparation, for each day of a session"),
    "trip": _("facilitator's trip"),
    "travel_day": _("facilitator's day away"),
    "participant_travel_day": _("participant's travel, a day"),
    "venue_day": _("central place, a day"),
    "online_day": _("online room, a day"),
    "materials_person": _("materials, for each person and session"),
    "coaching_hour": _("coaching, an hour"),
    "people_per_facilitator": _("most people for one facilitator"),
}


class RateCard(models.Model):
    """What an organization charges, in cents; a scope keeps the rates it was made with."""

    organization = models.OneToOneField(
        Organization, models.CASCADE, related_name="rate_card"
    )
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    currency = models.CharField(_("currency"), max_length=3, default="USD")
    facilitator_day = models.PositiveIntegerField(
        RATE_WORDS["facilitator_day"], default=0
    )
    co_facilitator_day = models.PositiveIntegerField(
        RATE_WORDS["co_facilitator_day"], default=0
    )
    preparation_day = models.PositiveIntegerField(
        RATE_WORDS["preparation_day"], default=0
    )
    trip = models.PositiveIntegerField(RATE_WORDS["trip"], default=0)
    travel_day = models.PositiveIntegerField(RATE_WORDS["travel_day"], default=0)
    participant_travel_day = models.PositiveIntegerField(
        RATE_WORDS["participant_travel_day"], default=0
    )
    venue_day = models.PositiveIntegerField(RATE_WORDS["venue_day"], default=0)
    online_day = models.PositiveIntegerField(RATE_WORDS["online_day"], default=0)
    materials_person = models.PositiveIntegerField(
        RATE_WORDS["materials_person"], default=0
    )
    coaching_hour = models.PositiveIntegerField(RATE_WORDS["coaching_hour"], default=0)
    people_per_facilitator = models.PositiveSmallIntegerField(
        RATE_WORDS["people_per_facilitator"], default=30
    )

    objects = ScopedManager(organization="organization")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(people_per_facilitator__gte=1),
                name="facilitator_leads_someone",
            )
        ]

    def __str__(self):
        return f"{self.organization}"

    @property
    def rates(self) -> Rates:
        """Return the rates as the search for options takes them."""
        names = Rates.__dataclass_fields__
        return Rates(**{name: getattr(self, name) for name in names})


class Scope(models.Model):
    """A scope of work: needs, time, money and people, and the sessions chosen for them.

    ``problem`` holds everything that the figures are computed from, so that a proposal
    stays what it was when rates or templates change; ``found`` holds the options that
    were found, or why there are none; ``chosen`` is the option as it was edited.

    | state    | means                                          | next               |
    |----------|------------------------------------------------|--------------------|
    | draft    | being worked on                                | proposed           |
    | proposed | sent to the client; its figures are fixed      | accepted, declined, draft |
    | accepted | agreed; it has become a program and a cohort   | none               |
    | declined | the client said no                             | draft              |
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PROPOSED = "proposed", _("Proposed")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="scopes_of_work"
    )
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    client = models.CharField(_("for whom"), max_length=200)
    note = models.TextField(_("note"), blank=True)
    currency = models.CharField(max_length=3, default="USD")
    problem = models.JSONField()
    found = models.JSONField(default=dict)
    chosen = models.JSONField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, related_name="+"
    )
    proposed_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, related_name="+"
    )
    decided_by_name = models.CharField(_("decided by"), max_length=200, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    cohort = models.OneToOneField(
        Cohort, models.SET_NULL, null=True, related_name="scope"
    )

    objects = ScopedManager(organization="organization")

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="draft")
                | models.Q(proposed_at__isnull=False, chosen__isnull=False),
                name="proposed_scope_has_an_option",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["draft", "proposed"],
                    decided_at=None,
                    decided_by_name="",
                )
                | (
                    models.Q(
                        state__in=["accepted", "declined"], decided_at__isnull=False
                    )
                    & ~models.Q(decided_by_name="")
                ),
                name="decided_scope_says_who_and_when",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse(
            "programs:scope_detail",
            kwargs={"org": self.organization.slug, "ref": self.ref},
        )

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_proposed(self) -> bool:
        return self.state == self.State.PROPOSED

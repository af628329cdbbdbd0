"""Who may lead: facilitators, what they have shown, and when they are away."""

import uuid
from datetime import date, timedelta

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headship.orgs.models import Membership, Organization
from headship.programs.models.programs import Area


class Facilitator(models.Model):
    """A person who leads sessions for an organization, or learns to.

    A *trainee* is someone of a training-of-trainers cohort, in the provider's ledger;
    admitted, they become a *local* facilitator in the ledger of their own district.
    """

    class Reach(models.TextChoices):
        FIELD = "field", _("Leads for every district")
        LOCAL = "local", _("Leads for the own district only")
        TRAINEE = "trainee", _("In training")

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="facilitators"
    )
    member = models.ForeignKey(Membership, models.RESTRICT, related_name="facilitates")
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reach = models.CharField(_("reach"), max_length=10, choices=Reach, default="field")
    mentor = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="mentored"
    )
    trained_as = models.OneToOneField(
        "self", models.SET_NULL, null=True, related_name="admitted_as"
    )
    is_retired = models.BooleanField(_("no longer leads"), default=False)

    objects = ScopedManager(organization="organization")

    class Meta:
        ordering = ["member__family_name", "member__given_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "member"], name="one_ledger_per_facilitator"
            ),
            models.CheckConstraint(
                condition=models.Q(mentor=None) | ~models.Q(mentor=models.F("pk")),
                name="nobody_is_their_own_mentor",
            ),
        ]

    def __str__(self):
        return str(self.member)

    def get_absolute_url(self):
        return reverse(
            "programs:facilitator_detail",
            kwargs={"org": self.organization.slug, "ref": self.ref},
        )

    @property
    def is_trainee(self) -> bool:
        return self.reach == self.Reach.TRAINEE

    @property
    def is_local(self) -> bool:
        return self.reach == self.Reach.LOCAL


class Qualification(models.Model):
    """One line of a facilitator's ledger: trained, observed teaching, or a field."""

    class Kind(models.TextChoices):
        TRAINING = "training", _("Facilitator training")
        PRACTICE_TEACHING = "practice_teaching", _("Observed practice teaching")
        CONTENT_AREA = "content_area", _("Content area")

    facilitator = models.ForeignKey(
        Facilitator, models.CASCADE, related_name="qualifications"
    )
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    content = models.CharField(
        _("content area"), max_length=20, choices=Area, blank=True
    )
    observed_by = models.ForeignKey(
        Facilitator, models.SET_NULL, null=True, blank=True, related_name="observed"
    )
    observer_name = models.CharField(_("observed by"), max_length=200, blank=True)
    on = models.DateField(_("on"))
    expires_on = models.DateField(_("valid until"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True)
    revoked_because = models.CharField(_("reason"), max_length=300, blank=True)

    objects = ScopedManager(organization="facilitator__organization")

    class Meta:
        ordering = ["kind", "content", "-on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="content_area") & ~models.Q(content="")
                | ~models.Q(kind="content_area") & models.Q(content=""),
                name="content_area_is_named",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="practice_teaching")
                | ~models.Q(observer_name=""),
                name="practice_teaching_was_observed",
            ),
            models.CheckConstraint(
                condition=models.Q(observed_by=None)
                | ~models.Q(observed_by=models.F("facilitator")),
                name="nobody_observes_themselves",
            ),
            models.CheckConstraint(
                condition=models.Q(expires_on=None)
                | models.Q(expires_on__gte=models.F("on")),
                name="qualification_expires_after_it_was_given",
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_on=None, revoked_because="")
                | models.Q(revoked_on__gte=models.F("on"))
                & ~models.Q(revoked_because=""),
                name="revoked_qualification_says_why",
            ),
        ]

    def __str__(self):
        return f"{self.facilitator}: {self.words}"

    @property
    def organization(self) -> Organization:
        return self.facilitator.organization

    @property
    def words(self) -> str:
        if self.kind == self.Kind.CONTENT_AREA:
            return str(self.get_content_display())
        return str(self.get_kind_display())

    @property
    def is_revoked(self) -> bool:
        return self.revoked_on is not None

    @property
    def last_day(self) -> date | None:
        """Return the last day on which it counts; nothing if it has no end."""
        ends = [self.expires_on]
        if self.revoked_on:
            ends.append(self.revoked_on - timedelta(days=1))
        return min((day for day in ends if day), default=None)

    def holds_on(self, day: date) -> bool:
        """Say whether it counts on a day."""
        return self.on <= day and (self.last_day is None or day <= self.last_day)


class Unavailable(models.Model):
    """A stretch of time when a facilitator cannot work, in UTC."""

    facilitator = models.ForeignKey(
        Facilitator, models.CASCADE, related_name="absences"
    )
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))

    objects = ScopedManager(organization="facilitator__organization")

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="absence_ends_after_it_starts",
            )
        ]

    def __str__(self):
        return f"{self.facilitator}: {self.starts_at} to {self.ends_at}"

    @property
    def organization(self) -> Organization:
        return self.facilitator.organization

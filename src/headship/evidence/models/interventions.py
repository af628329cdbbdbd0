"""What was tried, and what has been said of it."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from headship.evidence.models.loads import Origin


class Intervention(models.Model):
    """A program or practice that somebody studied: one record, however many verdicts.

    Lists are ``None`` where nobody reported them; an empty list means reported, none.

    | state     | means                                | next              |
    |-----------|--------------------------------------|-------------------|
    | draft     | being written, seen by curators only | review, published |
    | review    | waits for a second curator           | published, draft  |
    | published | public                               | none              |
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        REVIEW = "review", _("In review")
        PUBLISHED = "published", _("Published")

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=250)
    about = models.TextField(_("about the intervention"), blank=True)
    wwc_id = models.PositiveIntegerField(null=True, unique=True)
    focus_areas = models.JSONField(_("focus areas"), null=True)
    programs = models.JSONField(_("programs and services"), null=True)
    delivery_methods = models.JSONField(_("delivery methods"), null=True)
    disability_support = models.JSONField(_("disability support"), null=True)
    target_groups = models.JSONField(_("target groups"), null=True)
    grades = models.JSONField(_("grades"), null=True)
    duration = models.TextField(_("duration"), blank=True)
    sessions = models.TextField(_("sessions"), blank=True)
    personnel = models.TextField(_("personnel"), blank=True)
    cost = models.TextField(_("cost"), blank=True)
    materials = models.TextField(_("materials"), blank=True)
    implementation = models.TextField(_("implementation notes"), blank=True)
    source_citation = models.TextField(_("source"), blank=True)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.PUBLISHED
    )
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.CURATED)
    edition = models.DateField(_("edition of the export"), null=True)

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["state", "name"], name="intervention_by_name")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("evidence:intervention_detail", args=[self.slug])

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED


class Rating(models.Model):
    """One clearinghouse's verdict on an intervention for one kind of outcome.

    Two clearinghouses, or two editions of one, may disagree: each is a row of its own,
    with whose it is, under which rules, when and why.
    """

    class Verdict(models.TextChoices):
        POSITIVE = "positive", _("Positive effects")
        POTENTIALLY_POSITIVE = (
            "potentially_positive",
            _("Potentially positive effects"),
        )
        MIXED = "mixed", _("Mixed effects")
        NO_DISCERNIBLE = "no_discernible", _("No discernible effects")
        POTENTIALLY_NEGATIVE = (
            "potentially_negative",
            _("Potentially negative effects"),
        )
        NEGATIVE = "negative", _("Negative effects")
        UNCERTAIN = "uncertain", _("Uncertain effects")
        STRONG = "tier_1_strong", _("Tier 1, strong evidence")
        MODERATE = "tier_2_moderate", _("Tier 2, moderate evidence")
        PROMISING = "tier_3_promising", _("Tier 3, promising evidence")

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    intervention = models.ForeignKey(
        Intervention, models.CASCADE, related_name="ratings"
    )
    outcome_domain = models.CharField(_("outcome domain"), max_length=120)
    whose = models.CharField(_("whose verdict"), max_length=120)
    protocol = models.CharField(_("protocol"), max_length=160, blank=True)
    standards_version = models.CharField(_("standards"), max_length=4, blank=True)
    verdict = models.CharField(_("verdict"), max_length=24, choices=Verdict)
    rated_on = models.DateField(_("date"), null=True)
    why = models.TextField(_("why"), blank=True)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    sample_size = models.PositiveIntegerField(_("people or schools"), null=True)
    studies_eligible = models.PositiveSmallIntegerField(
        _("studies eligible"), null=True
    )
    studies_meeting = models.PositiveSmallIntegerField(
        _("studies that meet standards"), null=True
    )
    findings = models.ManyToManyField(
        "evidence.Finding", related_name="ratings", blank=True
    )
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.CURATED)
    edition = models.DateField(_("edition of the export"), null=True)

    class Meta:
        ordering = ["outcome_domain", "-rated_on", "pk"]
        indexes = [
            models.Index(fields=["outcome_domain", "verdict"], name="rating_by_domain")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["intervention", "outcome_domain", "whose", "protocol"],
                condition=Q(origin="wwc"),
                name="one_wwc_rating_per_domain",
            )
        ]

    def __str__(self):
        return f"{self.whose}: {self.get_verdict_display()}"

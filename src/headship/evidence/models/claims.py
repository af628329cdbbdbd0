"""What research claims in general, with how it was found out and what it cannot say."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Claim(models.Model):
    """One statement of a meta-analysis or synthesis, with source, method and limits."""

    class Kind(models.TextChoices):
        OVERALL = "overall", _("Leadership as a whole")
        RESPONSIBILITY = "responsibility", _("The responsibilities of a school leader")
        SYNTHESIS = "synthesis", _("Later syntheses of other authors")
        DISTRICT = "district", _("The responsibilities of a district")

    class Certainty(models.TextChoices):
        FOUND = "found", _("Read in a published page")
        CONFIDENT = (
            "confident",
            _("As known of the source, fits the rest; not read there again"),
        )

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.SlugField(max_length=80, unique=True)
    statement = models.TextField(_("claim"))
    kind = models.CharField(_("kind"), max_length=14, choices=Kind)
    source_citation = models.TextField(_("source"))
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    method = models.TextField(_("method"))
    limits = models.TextField(_("limits"))
    responsibility_key = models.CharField(max_length=40, blank=True, db_index=True)
    value = models.FloatField(_("correlation"), null=True)
    low = models.FloatField(_("from"), null=True)
    high = models.FloatField(_("to"), null=True)
    studies = models.PositiveIntegerField(_("studies"), null=True)
    schools = models.PositiveIntegerField(_("schools"), null=True)
    certainty = models.CharField(_("certainty"), max_length=10, choices=Certainty)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(low=None, high=None)
                | Q(low__isnull=False, high__isnull=False),
                name="interval_has_two_ends",
            )
        ]

    def __str__(self):
        return self.key

    def get_absolute_url(self):
        return f"{reverse('evidence:claim_list')}#{self.key}"

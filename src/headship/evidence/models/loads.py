"""Where records come from, and what they said before."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Origin(models.TextChoices):
    """Who wrote a record: an export of the WWC, or a curator."""

    WWC = "wwc", _("What Works Clearinghouse")
    CURATED = "curated", _("Curated here")


class Load(models.Model):
    """One run of an import: which files, what came in, what was odd about them.

    ``counts`` holds, per kind of record, how many were new, changed, unchanged and
    refused; ``warnings`` how many values each known trap of the export touched.
    """

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.DateField(_("edition of the export"), null=True)
    layout = models.CharField(_("layout"), max_length=40)
    files = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)
    counts = models.JSONField(default=dict)
    warnings = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField()

    class Meta:
        ordering = ["-finished_at", "-pk"]

    def __str__(self):
        return ", ".join(self.files)


class Revision(models.Model):
    """What some fields of a record held before one change of them."""

    class Kind(models.TextChoices):
        INTERVENTION = "intervention", _("Intervention")
        STUDY = "study", _("Study")
        REVIEW = "review", _("Review")
        FINDING = "finding", _("Finding")
        RATING = "rating", _("Rating")
        CLAIM = "claim", _("Claim")

    kind = models.CharField(max_length=14, choices=Kind)
    ref = models.UUIDField()
    number = models.PositiveIntegerField()
    before = models.JSONField()
    load = models.ForeignKey(Load, models.RESTRICT, null=True, related_name="revisions")
    change = models.ForeignKey(
        "evidence.Change", models.RESTRICT, null=True, related_name="revisions"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["ref", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["ref", "number"], name="revisions_count_up"
            ),
            models.CheckConstraint(
                condition=Q(load=None) | Q(change=None),
                name="revision_has_one_cause",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.ref}, revision {self.number}"

"""Who was studied and how, and what reviewers made of it."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from headship.evidence.models.loads import Origin


class Design(models.TextChoices):
    """How a study made its comparison."""

    RCT = "rct", _("Randomized controlled trial")
    QED = "qed", _("Quasi-experimental design")
    RDD = "rdd", _("Regression discontinuity design")
    SCD = "scd", _("Single-case design")
    OTHER = "other", _("Other design")
    UNKNOWN = "unknown", _("Design not reported")


class StudyRating(models.TextChoices):
    """Whether a study, or one finding of it, meets a clearinghouse's standards."""

    WITHOUT = "without_reservations", _("Meets standards without reservations")
    WITH = "with_reservations", _("Meets standards with reservations")
    NOT = "does_not_meet", _("Does not meet standards")
    INELIGIBLE = "ineligible", _("Ineligible for review")
    UNKNOWN = "unknown", _("Not rated")


class Study(models.Model):
    """One investigation, with the people and places in it.

    ``context`` holds what is reported of the sample; an absent key or null is not
    reported, never zero. Shares are from 0 to 1.

    | key         | holds                                                          |
    |-------------|----------------------------------------------------------------|
    | race        | shares by asian, black, native_american, pacific_islander,     |
    |             | white, other (other or unknown), and hispanic where the review |
    |             | counts it as one of the races                                  |
    | ethnicity   | shares by hispanic, not_hispanic                               |
    | gender      | shares by female, male                                         |
    | locale      | list of city, suburb, rural (flags of the clearinghouse)       |
    | grades      | list of PS, PK, K, 1 … 12                                      |
    | frpl, english_learners, special_education, autism, minority | a share each   |
    | state, region | lists of names                                               |
    | school_type | list of public, charter, private, parochial                    |
    | multisite   | true or false                                                  |
    | size        | people or units in the largest main finding                    |
    | school_size | students of the school, or of the smallest and the largest as  |
    |             | fewest, most                                                   |
    """

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    wwc_id = models.PositiveIntegerField(null=True, unique=True)
    citation = models.TextField(_("citation"))
    title = models.CharField(_("title"), max_length=500, blank=True)
    publication = models.CharField(_("published in"), max_length=400, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True)
    design = models.CharField(
        _("design"), max_length=10, choices=Design, default=Design.UNKNOWN
    )
    url = models.URLField(_("address"), max_length=500, blank=True)
    eric = models.CharField(_("ERIC number"), max_length=20, blank=True)
    context = models.JSONField(_("sample"), default=dict)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.CURATED)
    edition = models.DateField(_("edition of the export"), null=True)

    class Meta:
        verbose_name_plural = "studies"
        ordering = ["-year", "citation", "pk"]
        indexes = [
            models.Index(fields=["design"], name="study_by_design"),
            models.Index(fields=["year"], name="study_by_year"),
        ]

    def __str__(self):
        return self.title or self.citation[:200]

    def get_absolute_url(self):
        return reverse("evidence:study_detail", args=[self.ref])


class Review(models.Model):
    """One reviewer's look at a study, under one edition of the standards.

    ``context`` is the sample as this review describes it (keys as in ``Study``);
    ``design`` likewise, since reviews of one study may differ.
    """

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    study = models.ForeignKey(Study, models.CASCADE, related_name="reviews")
    wwc_id = models.PositiveIntegerField(null=True, unique=True)
    reviewer = models.CharField(_("reviewer"), max_length=120)
    standards_version = models.CharField(_("standards"), max_length=4, blank=True)
    protocol = models.CharField(_("protocol"), max_length=160, blank=True)
    rating = models.CharField(
        _("rating"), max_length=24, choices=StudyRating, default=StudyRating.UNKNOWN
    )
    design = models.CharField(
        _("design"), max_length=10, choices=Design, default=Design.UNKNOWN
    )
    reviewed_on = models.DateField(_("posted"), null=True)
    purpose = models.CharField(_("purpose"), max_length=80, blank=True)
    why = models.TextField(_("why"), blank=True)
    context = models.JSONField(_("sample"), default=dict)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.CURATED)
    edition = models.DateField(_("edition of the export"), null=True)

    class Meta:
        ordering = ["-reviewed_on", "pk"]
        indexes = [
            models.Index(fields=["standards_version"], name="review_by_standards")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(origin="curated") | Q(wwc_id__isnull=False),
                name="wwc_review_has_its_number",
            )
        ]

    def __str__(self):
        return f"{self.reviewer} {self.standards_version}".strip()

"""One comparison on one outcome: the row on which every verdict rests."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from headship.evidence.models.interventions import Intervention
from headship.evidence.models.loads import Origin
from headship.evidence.models.studies import Review, Study, StudyRating

# Numbers below are those of the WWC's findings.
FIRST_CURATED_NUMBER = 900_000_000
SIGNIFICANT = 0.05  # A p-value below is; the level of the WWC.


class Finding(models.Model):
    """What one study found for one outcome, as reported, as published, as recomputed.

    A null figure is not reported. Means of dichotomous outcomes are shares from 0 to 1,
    however they were printed (``is_percent`` remembers). Published effects are
    favorable when positive; ``favorable`` says which direction of the measure that is.
    """

    class OutcomeType(models.TextChoices):
        CONTINUOUS = "continuous", _("Continuous")
        DICHOTOMOUS = "dichotomous", _("Yes or no")
        OTHER = "other", _("Not known")

    class Favorable(models.TextChoices):
        HIGHER = "higher", _("Higher is better")
        LOWER = "lower", _("Lower is better")
        UNKNOWN = "unknown", _("Not reported which is better")

    class Agreement(models.TextChoices):
        REPRODUCED = "reproduced", _("Reproduced")
        SIGN_FLIPPED = "sign_flipped", _("Reproduced with the opposite sign")
        DIFFERS = "differs", _("Differs")
        NOT_RECOMPUTABLE = "not_recomputable", _("Cannot be recomputed")
        NOT_PUBLISHED = "not_published", _("No size was published")

    class Result(models.TextChoices):
        FAVORABLE = "favorable", _("Favorable, say its authors")
        NONE = "none", _("No difference, say its authors")
        UNFAVORABLE = "unfavorable", _("Unfavorable, say its authors")

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveIntegerField(_("number"), unique=True)
    intervention = models.ForeignKey(
        Intervention, models.CASCADE, related_name="findings"
    )
    study = models.ForeignKey(Study, models.CASCADE, related_name="findings")
    review = models.ForeignKey(Review, models.CASCADE, related_name="findings")
    comparison = models.TextField(_("compared with"), blank=True)
    outcome_measure = models.CharField(_("outcome measure"), max_length=250)
    outcome_domain = models.CharField(_("outcome domain"), max_length=120)
    period = models.CharField(_("period"), max_length=120, blank=True)
    sample = models.CharField(_("sample"), max_length=250, blank=True)
    is_subgroup = models.BooleanField(_("supplemental finding"), default=False)
    subgroup = models.CharField(_("subgroup"), max_length=250, blank=True)
    outcome_type = models.CharField(
        _("type of outcome"),
        max_length=12,
        choices=OutcomeType,
        default=OutcomeType.OTHER,
    )
    is_percent = models.BooleanField(default=False)
    unit_of_analysis = models.CharField(
        _("unit of analysis"), max_length=40, blank=True
    )
    level = models.CharField(_("unit of assignment"), max_length=40, blank=True)
    n_total = models.PositiveIntegerField(_("sample size"), null=True)
    n_treated = models.PositiveIntegerField(_("intervention group"), null=True)
    n_control = models.PositiveIntegerField(_("comparison group"), null=True)
    clusters_treated = models.PositiveIntegerField(
        _("clusters, intervention"), null=True
    )
    clusters_control = models.PositiveIntegerField(_("clusters, comparison"), null=True)
    mean_treated = models.FloatField(_("mean, intervention"), null=True)
    mean_control = models.FloatField(_("mean, comparison"), null=True)
    sd_treated = models.FloatField(_("standard deviation, intervention"), null=True)
    sd_control = models.FloatField(_("standard deviation, comparison"), null=True)
    icc = models.FloatField(_("intraclass correlation"), null=True)
    is_clustered = models.BooleanField(
        _("assigned in clusters, analyzed as people"), default=False
    )
    favorable = models.CharField(
        _("direction"), max_length=8, choices=Favorable, default=Favorable.UNKNOWN
    )
    reported_result = models.CharField(
        _("result in words"), max_length=12, choices=Result, blank=True
    )
    reported_effect_size = models.FloatField(_("effect size, study"), null=True)
    reported_p = models.FloatField(_("p-value, study"), null=True)
    wwc_effect_size = models.FloatField(_("effect size, published"), null=True)
    wwc_improvement_index = models.SmallIntegerField(
        _("improvement index, published"), null=True
    )
    wwc_p = models.FloatField(_("p-value, published"), null=True)
    wwc_is_significant = models.BooleanField(
        _("statistically significant, published"), null=True
    )
    wwc_rating = models.CharField(
        _("rating"), max_length=24, choices=StudyRating, default=StudyRating.UNKNOWN
    )
    essa_tier = models.PositiveSmallIntegerField(_("ESSA tier"), null=True)
    our_effect_size = models.FloatField(_("effect size, recomputed"), null=True)
    our_se = models.FloatField(_("standard error, recomputed"), null=True)
    our_p = models.FloatField(_("p-value, recomputed"), null=True)
    our_improvement_index = models.FloatField(
        _("improvement index, recomputed"), null=True
    )
    agreement = models.CharField(
        _("agreement"),
        max_length=16,
        choices=Agreement,
        default=Agreement.NOT_RECOMPUTABLE,
    )
    reason = models.CharField(_("reason"), max_length=40, blank=True)
    note = models.TextField(_("note"), blank=True)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.CURATED)
    edition = models.DateField(_("edition of the export"), null=True)

    class Meta:
        ordering = ["number"]
        indexes = [
            models.Index(fields=["outcome_domain"], name="finding_by_domain"),
            models.Index(fields=["outcome_type"], name="finding_by_type"),
            models.Index(fields=["wwc_rating"], name="finding_by_rating"),
            models.Index(fields=["essa_tier"], name="finding_by_tier"),
            models.Index(fields=["agreement", "reason"], name="finding_by_agreement"),
            models.Index(fields=["wwc_effect_size"], name="finding_by_effect"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(essa_tier=None) | Q(essa_tier__gte=1, essa_tier__lte=4),
                name="essa_tiers_are_1_to_4",
            ),
            models.CheckConstraint(
                condition=Q(origin="wwc", number__lt=FIRST_CURATED_NUMBER)
                | Q(origin="curated"),
                name="wwc_findings_keep_their_number",
            ),
            models.CheckConstraint(
                condition=~Q(outcome_type="dichotomous")
                | Q(mean_treated=None)
                | Q(mean_treated__gte=0, mean_treated__lte=1),
                name="share_of_treated_is_0_to_1",
            ),
            models.CheckConstraint(
                condition=~Q(outcome_type="dichotomous")
                | Q(mean_control=None)
                | Q(mean_control__gte=0, mean_control__lte=1),
                name="share_of_control_is_0_to_1",
            ),
        ]

    def __str__(self):
        return f"{self.outcome_measure} ({self.number})"

    def get_absolute_url(self):
        return reverse("evidence:finding_detail", args=[self.number])

    @property
    def is_sure(self) -> bool | None:
        """Whether it is more than chance: as published, else recomputed; or unknown."""
        if self.wwc_is_significant is not None or self.our_p is None:
            return self.wwc_is_significant
        return self.our_p < SIGNIFICANT

    @property
    def is_sure_against_p(self) -> bool:
        """Whether it was published as significant beside a p-value that is not."""
        p = self.wwc_p
        return bool(self.wwc_is_significant) and p is not None and p >= SIGNIFICANT

"""Instruments and their versions.

Texts are JSON: a label is ``{language: text}``, a wording is
``{language: {perspective: text}}``, as in the document. The parts of a version are
reached through it and carry no organization of their own. A published version never
changes: database triggers refuse it, whoever asks.
"""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_scopes import get_scope
from django_scopes.manager import DisabledQuerySet

from headship.orgs.models import Membership, Organization


class SharedManager(models.Manager):
    """Inside a tenant's scope: its own rows and those that ship with Headship."""

    def get_queryset(self):
        scope = get_scope()
        rows = super().get_queryset()
        if not scope.get("_enabled", True):
            return rows
        if "organization" not in scope:
            return DisabledQuerySet(self.model, missing_scopes={"organization"})
        own = Q(organization=scope["organization"])
        return rows.filter(own | Q(organization=None))


class Instrument(models.Model):
    """A questionnaire that people can be asked to answer, in all its versions."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, null=True, related_name="instruments"
    )
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(_("key"), max_length=60)
    name = models.CharField(_("name"), max_length=200)

    objects = SharedManager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "key"], name="one_instrument_per_key"
            ),
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(organization=None),
                name="one_shipped_instrument_per_key",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_shipped(self) -> bool:
        return self.organization_id is None


class InstrumentVersion(models.Model):
    """One numbered wording of an instrument.

    | state     | means                                  | next      |
    |-----------|----------------------------------------|-----------|
    | draft     | can be changed, can't be put to people  | published |
    | published | never changes, can be put to people     | none      |
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")

    organization = models.ForeignKey(
        Organization, models.CASCADE, null=True, related_name="+"
    )
    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="versions")
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.DRAFT
    )
    languages = models.JSONField(default=list)
    perspectives = models.JSONField(default=list)
    title = models.JSONField(default=dict)
    introduction = models.JSONField(default=dict)
    stem = models.JSONField(default=dict)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(
        Membership, models.RESTRICT, null=True, related_name="+"
    )

    objects = SharedManager()

    class Meta:
        ordering = ["instrument", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "number"], name="one_version_per_number"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", published_at=None, published_by=None)
                | Q(
                    Q(published_by__isnull=False) | Q(organization=None),
                    state="published",
                    published_at__isnull=False,
                ),
                name="published_version_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="versions_count_from_one"
            ),
        ]

    def __str__(self):
        return f"{self.instrument} {self.number}"

    def get_absolute_url(self):
        """Return the address for the organization whose pages are being shown."""
        shown = get_scope().get("organization")
        organization = shown if shown is not None else self.organization
        return reverse(
            "instruments:instrument_detail",
            kwargs={"org": organization.slug, "ref": self.ref},
        )

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED


class OptionSet(models.Model):
    """The answers that an item offers."""

    version = models.ForeignKey(
        InstrumentVersion, models.CASCADE, related_name="option_sets"
    )
    key = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "key"], name="one_option_set_per_key"
            )
        ]

    def __str__(self):
        return self.key


class Option(models.Model):
    """One answer: 0 for "can't judge", else what it counts."""

    option_set = models.ForeignKey(OptionSet, models.CASCADE, related_name="options")
    value = models.PositiveSmallIntegerField()
    label = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["option_set", "value"], name="one_option_per_value"
            ),
            models.CheckConstraint(
                condition=Q(value__lte=254), name="option_value_below_not_answered"
            ),
        ]

    def __str__(self):
        return f"{self.value}"


class Scale(models.Model):
    """The items that are read together; in the 360, one responsibility."""

    version = models.ForeignKey(
        InstrumentVersion, models.CASCADE, related_name="scales"
    )
    key = models.CharField(max_length=60)
    name = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="one_scale_per_key")
        ]

    def __str__(self):
        return self.key


class Item(models.Model):
    """One statement to rate, or one question to answer in words."""

    class Kind(models.TextChoices):
        RATING = "rating", _("Rated")
        TEXT = "text", _("Open")

    version = models.ForeignKey(InstrumentVersion, models.CASCADE, related_name="items")
    key = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=Kind)
    position = models.PositiveSmallIntegerField()
    page = models.PositiveSmallIntegerField(null=True)
    scale = models.ForeignKey(Scale, models.CASCADE, null=True, related_name="items")
    option_set = models.ForeignKey(
        OptionSet, models.CASCADE, null=True, related_name="+"
    )
    wording = models.JSONField(default=dict)

    class Meta:
        ordering = [F("page").asc(nulls_last=True), "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="one_item_per_key"),
            models.UniqueConstraint(
                fields=["version", "kind", "position"], name="one_item_per_position"
            ),
            models.CheckConstraint(
                condition=Q(
                    kind="rating",
                    page__isnull=False,
                    scale__isnull=False,
                    option_set__isnull=False,
                )
                | Q(kind="text", page=None, scale=None, option_set=None),
                name="rated_item_has_scale_page_and_options",
            ),
        ]

    def __str__(self):
        return self.key

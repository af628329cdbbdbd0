"""The library: guides, manuals and readings, their versions, and who gets them."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headship.orgs.models import Membership, Organization
from headship.programs.models.cohorts import Cohort


class Material(models.Model):
    """One thing to read or to use, whatever its versions; a reference only names a work."""

    class Kind(models.TextChoices):
        GUIDE = "guide", _("Activity guide")
        MANUAL = "manual", _("Manual")
        READING = "reading", _("Reading")
        TOOL = "tool", _("Tool")
        REFERENCE = "reference", _("Reference to a work")

    class License(models.TextChoices):
        OWN = "own", _("Ours; all rights reserved")
        HEADSHIP = "apache-2.0", _("Apache License 2.0, as Headship itself")
        CC_BY = "cc-by-4.0", _("Creative Commons Attribution 4.0")
        CC_BY_SA = "cc-by-sa-4.0", _("Creative Commons Attribution-ShareAlike 4.0")
        CC_BY_NC = "cc-by-nc-4.0", _("Creative Commons Attribution-NonCommercial 4.0")
        PUBLIC = "public", _("Public domain")
        PERMITTED = "permitted", _("Used with permission, see the note")
        NAMED = "named", _("Named only; the work belongs to its publisher")

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="materials"
    )
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    summary = models.TextField(_("what it is for"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    license = models.CharField(
        _("license"), max_length=20, choices=License, default=License.OWN
    )
    license_note = models.CharField(
        _("note on the license"), max_length=300, blank=True
    )
    responsibilities = models.JSONField(_("responsibilities"), default=list, blank=True)
    shipped_key = models.CharField(max_length=60, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True)

    objects = ScopedManager(organization="organization")

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "shipped_key"],
                condition=~models.Q(shipped_key=""),
                name="each_shipped_material_once",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse(
            "programs:material_detail",
            kwargs={"org": self.organization.slug, "ref": self.ref},
        )

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def is_shipped(self) -> bool:
        return bool(self.shipped_key)


class MaterialVersion(models.Model):
    """One state of a material: a file, a text or a link; old ones are kept."""

    class Form(models.TextChoices):
        FILE = "file", _("File")
        TEXT = "text", _("Text")
        LINK = "link", _("Link")

    material = models.ForeignKey(Material, models.CASCADE, related_name="versions")
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveSmallIntegerField()
    form = models.CharField(max_length=10, choices=Form)
    text = models.TextField(_("text"), blank=True)
    url = models.URLField(_("link"), max_length=500, blank=True)
    stored = models.CharField(max_length=80, blank=True, editable=False)
    filename = models.CharField(_("file"), max_length=120, blank=True)
    size = models.PositiveIntegerField(default=0)
    note = models.CharField(_("what is new"), max_length=300, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, related_name="+"
    )

    objects = ScopedManager(organization="material__organization")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["material", "number"], name="each_version_number_once"
            ),
            models.CheckConstraint(
                condition=models.Q(form="file", text="", url="") & ~models.Q(stored="")
                | models.Q(form="text", url="", stored="") & ~models.Q(text="")
                | models.Q(form="link", text="", stored="") & ~models.Q(url=""),
                name="version_is_a_file_a_text_or_a_link",
            ),
        ]

    def __str__(self):
        return f"{self.material} ({self.number})"

    @property
    def organization(self) -> Organization:
        return self.material.organization

    @property
    def is_file(self) -> bool:
        return self.form == self.Form.FILE

    @property
    def is_text(self) -> bool:
        return self.form == self.Form.TEXT


class MaterialAccess(models.Model):
    """Leave for one kind of people to have a material, in one cohort or in all."""

    class Audience(models.TextChoices):
        PARTICIPANT = "participant", _("Participants")
        FACILITATOR = "facilitator", _("Facilitators")
        MANAGER = "manager", _("Everyone who sees programs")

    material = models.ForeignKey(Material, models.CASCADE, related_name="access")
    cohort = models.ForeignKey(
        Cohort, models.CASCADE, null=True, related_name="material_access"
    )
    audience = models.CharField(max_length=12, choices=Audience)

    objects = ScopedManager(organization="material__organization")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["material", "cohort", "audience"], name="each_access_once"
            ),
            models.UniqueConstraint(
                fields=["material", "audience"],
                condition=models.Q(cohort=None),
                name="each_access_to_all_once",
            ),
        ]

    def __str__(self):
        return f"{self.material}: {self.audience}"


class MaterialLink(models.Model):
    """A code that lets whoever holds it download one version until a moment."""

    version = models.ForeignKey(MaterialVersion, models.CASCADE, related_name="links")
    ref = models.UUIDField(default=uuid.uuid4, unique=True)
    code_hash = models.CharField(max_length=64, unique=True)
    label = models.CharField(_("for whom"), max_length=200)
    expires_at = models.DateTimeField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, related_name="+"
    )
    used_count = models.PositiveIntegerField(default=0)

    objects = ScopedManager(organization="version__material__organization")

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return self.label

    @property
    def organization(self) -> Organization:
        return self.version.material.organization

"""One import of a roster or directory, from upload to result."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headship.orgs.models.organizations import Organization
from headship.orgs.models.people import Membership


class ImportJob(models.Model):
    """A file that someone uploaded, what it would change, and what became of it.

    | state     | means                                           | next              |
    |-----------|-------------------------------------------------|-------------------|
    | waiting   | uploaded, to be read by a worker                | reading           |
    | reading   | a worker reads it                               | ready, refused    |
    | refused   | it has problems; nothing was written            | none              |
    | ready     | the preview is there                            | applying, discarded |
    | applying  | someone confirmed; a worker writes              | applied, ready    |
    | applied   | written                                         | none              |
    | discarded | someone said no, or a day went by               | none              |
    | broken    | Headship failed; nothing was written            | none              |
    """

    class Kind(models.TextChoices):
        ROSTER = "roster", _("OneRoster files")
        DIRECTORY = "directory", _("School directory")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        READING = "reading", _("Being read")
        REFUSED = "refused", _("Cannot be imported")
        READY = "ready", _("Ready to confirm")
        APPLYING = "applying", _("Being written")
        APPLIED = "applied", _("Done")
        DISCARDED = "discarded", _("Discarded")
        BROKEN = "broken", _("Stopped by an error")

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="import_jobs"
    )
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.WAITING
    )
    filename = models.CharField(_("file"), max_length=200)
    folder = models.CharField(max_length=32, blank=True)
    lea_id = models.CharField(_("NCES district ID"), max_length=7, blank=True)
    created_at = models.DateTimeField(_("uploaded"))
    created_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, related_name="+"
    )
    confirmed_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, related_name="+"
    )
    finished_at = models.DateTimeField(null=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    was_replanned = models.BooleanField(default=False)
    counts = models.JSONField(default=dict)
    notes = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    problem_count = models.PositiveIntegerField(default=0)

    objects = ScopedManager(organization="organization")

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.filename

    def get_absolute_url(self):
        return reverse(
            "orgs:import_detail",
            kwargs={"org": self.organization.slug, "ref": self.ref},
        )

    @property
    def is_under_way(self) -> bool:
        return self.state in {
            self.State.WAITING,
            self.State.READING,
            self.State.APPLYING,
        }

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY

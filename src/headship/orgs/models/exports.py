"""One export of all that an organization may take along."""

import uuid
from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headship.core.clock import now
from headship.orgs.models.organizations import Organization
from headship.orgs.models.people import Membership

KEPT = timedelta(days=7)  # Long enough to fetch it, short enough to be forgotten.


class Export(models.Model):
    """A ZIP with an organization's tables and files, from request to deletion.

    | state   | means                                              | next          |
    |---------|----------------------------------------------------|---------------|
    | waiting | a worker will take it                              | running       |
    | running | a worker writes, and says so every few seconds     | done, failed  |
    | done    | administrators can download it                     | gone          |
    | failed  | stopped by an error, or its worker died            | none          |
    | gone    | a week went by; the file is deleted                | none          |

    ``claim`` belongs to the worker that has it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Being written")
        DONE = "done", _("Ready")
        FAILED = "failed", _("Stopped")
        GONE = "gone", _("Deleted")

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="exports"
    )
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, related_name="+"
    )
    claim = models.UUIDField(null=True)
    beat_at = models.DateTimeField()
    tables_done = models.PositiveSmallIntegerField(default=0)
    tables_total = models.PositiveSmallIntegerField(default=0)
    row_count = models.PositiveBigIntegerField(default=0)
    stored = models.CharField(max_length=80, blank=True, editable=False)
    size = models.PositiveBigIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    objects = ScopedManager(organization="organization")

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="one_export_at_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="done")
                | (~models.Q(stored="") & models.Q(finished_at__isnull=False)),
                name="export_done_has_a_file",
            ),
        ]

    def __str__(self):
        return self.filename

    @property
    def filename(self) -> str:
        return f"{self.organization.slug}-{self.created_at:%Y-%m-%d}.zip"

    @property
    def is_under_way(self) -> bool:
        return self.state in {self.State.WAITING, self.State.RUNNING}

    @property
    def kept_until(self):
        """Return when the file is deleted; None while there is none."""
        return self.finished_at + KEPT if self.finished_at else None

    @property
    def is_there(self) -> bool:
        """Say whether it can be downloaded at this moment."""
        return self.state == self.State.DONE and now() < self.kept_until

"""What happened, and what is on its way out by mail."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class AppendOnlyError(Exception):
    """Someone tried to change what has been recorded."""


class AuditQuerySet(models.QuerySet):
    def update(self, **_values):
        raise AppendOnlyError("Audit events are never changed.")

    def for_organization(self, ref):
        return self.filter(organization_ref=ref)


class AuditEvent(models.Model):
    """One thing that one person did, in words that outlive both.

    Holds references, not foreign keys, so that the record survives what it names.
    """

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField(db_index=True)
    organization_ref = models.UUIDField(null=True)
    actor_ref = models.UUIDField(null=True)
    actor_label = models.CharField(max_length=200)
    event = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=60)
    subject_ref = models.UUIDField(null=True)
    subject_label = models.CharField(max_length=200)
    details = models.JSONField(default=dict)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["organization_ref", "-at"], name="audit_by_org")
        ]

    def __str__(self):
        return f"{self.event} {self.subject_label}"

    def save(self, **options):
        if self.pk:
            raise AppendOnlyError("Audit events are never changed.")
        super().save(**options)


class OutgoingMail(models.Model):
    """One message to one person, written when it is sent, sent at most once.

    | state     | means                                             | next            |
    |-----------|---------------------------------------------------|-----------------|
    | queued    | waits for a worker, or for its next attempt       | sending         |
    | sending   | a worker has it                                   | sent, queued, failed |
    | sent      | the mail server took it; the address is forgotten | none            |
    | failed    | every attempt was refused                         | queued by a person |
    | uncertain | the worker died while sending; never sent again by itself | queued by a person |
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")
        UNCERTAIN = "uncertain", _("Uncertain")

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organization_ref = models.UUIDField(null=True, db_index=True)
    kind = models.CharField(max_length=40)
    subject_ref = models.UUIDField()
    to = models.EmailField(blank=True)
    once_key = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "next_attempt_at"], name="mail_due")]

    def __str__(self):
        return f"{self.kind} ({self.state})"

"""Who may write in the library, and what they propose."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Curator(models.Model):
    """Somebody trusted with the library, which belongs to no organization."""

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="curator"
    )
    appointed_at = models.DateTimeField()
    dismissed_at = models.DateTimeField(null=True)
    wants_mail = models.BooleanField(default=True)

    class Meta:
        ordering = ["appointed_at", "pk"]

    def __str__(self):
        return str(self.user)

    @property
    def organization(self) -> None:
        """Return None: a curator acts for no organization."""
        return


class Change(models.Model):
    """A record as one curator proposes to write it, until another has looked.

    | state     | means                              | next                |
    |-----------|------------------------------------|---------------------|
    | draft     | being written by its proposer      | review              |
    | review    | waits for another curator          | published, declined |
    | published | is in the library                  | none                |
    | declined  | was refused; the note says why     | none                |
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        REVIEW = "review", _("Waits for a second person")
        PUBLISHED = "published", _("Published")
        DECLINED = "declined", _("Declined")

    class Kind(models.TextChoices):
        INTERVENTION = "intervention", _("Intervention")
        STUDY = "study", _("Study")
        FINDING = "finding", _("Finding")
        RATING = "rating", _("Rating")

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind of record"), max_length=14, choices=Kind)
    target = models.UUIDField(null=True, db_index=True)
    label = models.CharField(max_length=250)
    payload = models.JSONField()
    base = models.JSONField(default=dict)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.DRAFT
    )
    proposed_by = models.ForeignKey(
        Curator, models.RESTRICT, related_name="proposed_changes"
    )
    proposed_at = models.DateTimeField()
    reason = models.TextField(_("reason"))
    reviewed_by = models.ForeignKey(
        Curator, models.RESTRICT, null=True, related_name="reviewed_changes"
    )
    reviewed_at = models.DateTimeField(null=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        indexes = [models.Index(fields=["state", "kind"], name="change_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewed_by=None, reviewed_at=None)
                | Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
                name="review_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "review"], reviewed_by=None)
                | Q(state__in=["published", "declined"], reviewed_by__isnull=False),
                name="decided_change_was_reviewed",
            ),
            models.CheckConstraint(
                condition=~Q(state="published", reviewed_by=F("proposed_by")),
                name="nobody_publishes_their_own",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined", note=""),
                name="declined_change_says_why",
            ),
        ]

    def __str__(self):
        return self.label

    def get_absolute_url(self):
        return reverse("evidence:change_detail", args=[self.ref])

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.DRAFT, self.State.REVIEW)


class Notice(models.Model):
    """One mail to one curator about one proposal; nobody gets a second.

    To its proposer it says how it was decided, to any other that it waits for a look.
    """

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    change = models.ForeignKey(Change, models.CASCADE, related_name="notices")
    curator = models.ForeignKey(Curator, models.CASCADE, related_name="notices")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["change", "curator"], name="one_notice_per_person"
            )
        ]

    def __str__(self):
        return f"{self.change}: {self.curator}"

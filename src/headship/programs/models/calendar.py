"""What people's calendars hold of their sessions, and how they ask for more."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headship.orgs.models import Membership, Organization
from headship.programs.models.sessions import Session


class FeedKey(models.Model):
    """What a person's calendar program signs in with; shown once, kept as a hash."""

    member = models.ForeignKey(Membership, models.CASCADE, related_name="feed_keys")
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = ScopedManager(organization="member__organization")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=models.Q(revoked_at=None),
                name="one_feed_key_at_a_time",
            )
        ]

    def __str__(self):
        return f"Calendar key of {self.member}"

    @property
    def organization(self) -> Organization:
        return self.member.organization


class CalendarMessage(models.Model):
    """One message that put a day of a session into a calendar, moved it or removed it.

    Never changed: the newest of a person and a day says what that calendar holds.
    ``day_number`` counts the session's days from 1 and, with the session's ``uid``,
    names the event, so that a day that is moved stays the same event.
    """

    class Method(models.TextChoices):
        REQUEST = "request", _("Invitation")
        CANCEL = "cancel", _("Cancellation")

    session = models.ForeignKey(
        Session, models.CASCADE, related_name="calendar_messages"
    )
    member = models.ForeignKey(
        Membership, models.CASCADE, related_name="calendar_messages"
    )
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    day_number = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    method = models.CharField(max_length=10, choices=Method)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    zone = models.CharField(max_length=40)
    summary = models.CharField(max_length=300)
    location = models.CharField(max_length=600, blank=True)
    link = models.URLField(blank=True)
    reason = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()

    objects = ScopedManager(organization="session__cohort__organization")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "day_number", "member", "sequence"],
                name="sequence_of_an_invitation_rises",
            )
        ]

    def __str__(self):
        return f"{self.method} {self.sequence}: {self.summary}"

    @property
    def organization(self) -> Organization:
        return self.session.organization

    @property
    def uid(self) -> str:
        return f"{self.session.uid}-{self.day_number}@headship"

"""Whether a person wants to be reminded of what they undertook."""

from django.db import models
from django_scopes import ScopedManager

from headship.orgs.models import Membership


class ReminderChoice(models.Model):
    """A person's answer; without one, reminders are sent."""

    member = models.OneToOneField(
        Membership, models.CASCADE, related_name="reminder_choice"
    )
    wants_reminders = models.BooleanField(default=True)

    objects = ScopedManager(organization="member__organization")

    def __str__(self):
        return f"{self.member}: {self.wants_reminders}"

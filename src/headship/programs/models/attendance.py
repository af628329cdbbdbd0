"""Who was there, for how long, and how that is known."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headship.orgs.models import Membership, Organization
from headship.programs.models.cohorts import Participant
from headship.programs.models.sessions import SessionDay


class Door(models.Model):
    """The code that is shown at the entrance of one day; it changes every half minute.

    ``tag`` is the part of the code that says which door it is. The part that changes
    is derived from the server's secret, the door and the time, and stored nowhere.
    """

    day = models.OneToOneField(SessionDay, models.CASCADE, related_name="door")
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    tag = models.CharField(max_length=5, unique=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, related_name="+"
    )

    objects = ScopedManager(organization="day__session__cohort__organization")

    def __str__(self):
        return f"Door of {self.day}"

    @property
    def organization(self) -> Organization:
        return self.day.organization


class Attendance(models.Model):
    """The hours one person took part in one day.

    There is one row per person and day, whoever or whatever records it first; a later
    record of the same day keeps it as it is. After that only a correction changes the
    hours; zero hours means that the person was not there after all.
    """

    class Method(models.TextChoices):
        QR = "qr", _("Code at the door")
        ROSTER = "roster", _("Roster")
        PAPER = "paper", _("Sign-in sheet")
        MAKE_UP = "makeup", _("Make-up session")

    day = models.ForeignKey(SessionDay, models.RESTRICT, related_name="attendances")
    participant = models.ForeignKey(
        Participant, models.CASCADE, related_name="attendances"
    )
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    hours = models.DecimalField(_("hours"), max_digits=4, decimal_places=2)
    method = models.CharField(_("how recorded"), max_length=10, choices=Method)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, related_name="+"
    )
    corrected_at = models.DateTimeField(null=True)
    corrected_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, related_name="+"
    )
    correction = models.CharField(_("reason"), max_length=300, blank=True)

    objects = ScopedManager(organization="day__session__cohort__organization")

    class Meta:
        ordering = ["day__starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "participant"], name="each_person_counted_once_a_day"
            ),
            models.CheckConstraint(
                condition=models.Q(hours__gte=0, hours__lte=24),
                name="hours_fit_into_a_day",
            ),
        ]

    def __str__(self):
        return f"{self.participant}, {self.day}"

    @property
    def organization(self) -> Organization:
        return self.day.organization

    @property
    def was_there(self) -> bool:
        return self.hours > 0

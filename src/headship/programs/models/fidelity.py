"""Was a session led as it was planned? The lead says, and so does whoever watched."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headship.orgs.models import Organization
from headship.programs.models.facilitators import Facilitator
from headship.programs.models.sessions import Session, SessionFacilitator


class FidelityCheck(models.Model):
    """One facilitator's account of one session, block by block.

    ``part`` is what the person did in the session. Neither reads the other's account
    before giving their own.
    """

    session = models.ForeignKey(Session, models.CASCADE, related_name="fidelity_checks")
    facilitator = models.ForeignKey(
        Facilitator, models.RESTRICT, related_name="fidelity_checks"
    )
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    part = models.CharField(max_length=10, choices=SessionFacilitator.Part)
    remarks = models.TextField(_("remarks"), blank=True)
    recorded_at = models.DateTimeField()

    objects = ScopedManager(organization="session__cohort__organization")

    class Meta:
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "facilitator"], name="one_account_per_facilitator"
            )
        ]

    def __str__(self):
        return f"{self.facilitator}: {self.session}"

    @property
    def organization(self) -> Organization:
        return self.session.cohort.organization

    @property
    def is_leads(self) -> bool:
        return self.part == SessionFacilitator.Part.LEAD


class FidelityLine(models.Model):
    """One block of a session, as it went; the title is kept as it was then."""

    class Outcome(models.TextChoices):
        DONE = "done", _("Done as planned")
        ADAPTED = "adapted", _("Adapted")
        LEFT_OUT = "left_out", _("Left out")

    account = models.ForeignKey(FidelityCheck, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    planned_minutes = models.PositiveSmallIntegerField()
    outcome = models.CharField(_("how it went"), max_length=10, choices=Outcome)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = ScopedManager(organization="account__session__cohort__organization")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "position"], name="each_block_once_an_account"
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="left_out", minutes=0)
                | (~models.Q(outcome="left_out") & models.Q(minutes__gte=1)),
                name="fidelity_minutes_fit_outcome",
            ),
        ]

    def __str__(self):
        return self.title

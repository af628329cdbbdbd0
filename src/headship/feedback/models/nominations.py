"""Who a leader would like to be rated by."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headship.feedback.models.cycles import Participant
from headship.orgs.models import Membership


class Nomination(models.Model):
    """One rater that a leader proposes and the supervisor approves or declines."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        APPROVED = "approved", _("Approved")
        DECLINED = "declined", _("Declined")

    class Group(models.TextChoices):
        TEACHER = "teacher", _("Teacher or staff")
        PEER = "peer", _("Peer")

    participant = models.ForeignKey(
        Participant, models.CASCADE, related_name="nominations"
    )
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    member = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    group = models.CharField(max_length=10, choices=Group)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    decided_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, related_name="+"
    )

    objects = ScopedManager(organization="participant__cycle__organization")

    class Meta:
        ordering = ["member__family_name", "member__given_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "member"], name="each_rater_nominated_once"
            )
        ]

    def __str__(self):
        return f"{self.member} for {self.participant}"

    @property
    def organization(self):
        return self.participant.cycle.organization

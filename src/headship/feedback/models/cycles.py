"""A round of feedback and the leaders in it."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headship.orgs.models import Membership, Organization, School
from headship.surveys.models import Subject, Survey


class Cycle(models.Model):
    """One round of 360 feedback for one leader or many.

    | state      | means                                            | next       |
    |------------|--------------------------------------------------|------------|
    | preparing  | leaders and raters are being chosen              | nominating, open |
    | nominating | leaders nominate raters, supervisors approve     | open       |
    | open       | raters answer; promises are fixed                | closed     |
    | closed     | leaders read their reports                       | none       |
    """

    class State(models.TextChoices):
        PREPARING = "preparing", _("Preparing")
        NOMINATING = "nominating", _("Nominating raters")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="cycles"
    )
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    state = models.CharField(max_length=12, choices=State, default=State.PREPARING)
    survey = models.OneToOneField(Survey, models.PROTECT, related_name="+")

    objects = ScopedManager(organization="organization")

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse(
            "feedback:cycle_detail",
            kwargs={"org": self.organization.slug, "ref": self.ref},
        )

    @property
    def is_prepared(self) -> bool:
        return self.state in {self.State.PREPARING, self.State.NOMINATING}

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_closed(self) -> bool:
        return self.state == self.State.CLOSED


class Participant(models.Model):
    """One leader in one cycle, with the one initiative they named.

    ``school`` is where the leader worked when the cycle opened: group reports count
    the leader there for good, since moving one leader would show their figures.
    """

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="participants")
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    member = models.ForeignKey(
        Membership, models.PROTECT, related_name="participations"
    )
    subject = models.OneToOneField(Subject, models.PROTECT, related_name="+")
    initiative = models.CharField(_("initiative"), max_length=120, blank=True)
    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")

    objects = ScopedManager(organization="cycle__organization")

    class Meta:
        ordering = ["member__family_name", "member__given_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "member"], name="each_leader_once_a_cycle"
            )
        ]

    def __str__(self):
        return str(self.member)

    def get_absolute_url(self):
        return reverse(
            "feedback:review_detail",
            kwargs={"org": self.cycle.organization.slug, "ref": self.ref},
        )

    @property
    def organization(self) -> Organization:
        return self.cycle.organization


class ReportShare(models.Model):
    """A leader's decision that one other member may read their report."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="shares")
    member = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    shared_at = models.DateTimeField()

    objects = ScopedManager(organization="participant__cycle__organization")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "member"], name="shared_once_with_each"
            )
        ]

    def __str__(self):
        return f"{self.participant} with {self.member}"

"""What shows that a practice was done, who may see it, and what they say of it."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headship.orgs.models import Membership, Organization
from headship.practice.models.practices import Practice


class Evidence(models.Model):
    """A file or a link that shows what was done; the words are on the practice."""

    class Kind(models.TextChoices):
        FILE = "file", _("File")
        LINK = "link", _("Link")

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="items")
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    label = models.CharField(_("what it shows"), max_length=200)
    url = models.URLField(_("link"), max_length=500, blank=True)
    stored = models.CharField(max_length=80, blank=True, editable=False)
    filename = models.CharField(_("file"), max_length=120, blank=True)
    size = models.PositiveIntegerField(default=0)
    added_at = models.DateTimeField()

    objects = ScopedManager(organization="practice__organization")

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="file", url="") & ~models.Q(stored="")
                | models.Q(kind="link", stored="") & ~models.Q(url=""),
                name="evidence_is_a_file_or_a_link",
            )
        ]

    def __str__(self):
        return self.label

    @property
    def organization(self) -> Organization:
        return self.practice.organization

    @property
    def is_file(self) -> bool:
        return self.kind == self.Kind.FILE


class Share(models.Model):
    """Leave to read one practice with its evidence, given by whoever does it.

    Facilitators and peers are those of the cohort that set the task, whoever they are
    by then; a coach is a person.
    """

    class Audience(models.TextChoices):
        FACILITATOR = "facilitator", _("My facilitators")
        PEERS = "peers", _("The people of my cohort")
        COACH = "coach", _("My coach")

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="shares")
    audience = models.CharField(max_length=20, choices=Audience)
    member = models.ForeignKey(
        Membership, models.CASCADE, null=True, related_name="practices_shared_with"
    )
    shared_at = models.DateTimeField()

    objects = ScopedManager(organization="practice__organization")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "audience"], name="each_audience_once_a_practice"
            ),
            models.CheckConstraint(
                condition=models.Q(audience="coach", member__isnull=False)
                | (~models.Q(audience="coach") & models.Q(member=None)),
                name="only_a_coach_is_a_person",
            ),
        ]

    def __str__(self):
        return str(self.member or self.get_audience_display())

    @property
    def organization(self) -> Organization:
        return self.practice.organization


class PracticeFeedback(models.Model):
    """What a peer, a coach or a facilitator says about a practice shared with them."""

    class Part(models.TextChoices):
        PEER = "peer", _("Peer")
        COACH = "coach", _("Coach")
        FACILITATOR = "facilitator", _("Facilitator")

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="feedback")
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    author = models.ForeignKey(
        Membership, models.SET_NULL, null=True, related_name="feedback_on_practices"
    )
    author_name = models.CharField(max_length=200)
    part = models.CharField(max_length=20, choices=Part)
    text = models.TextField(_("feedback"))
    given_at = models.DateTimeField()

    objects = ScopedManager(organization="practice__organization")

    class Meta:
        ordering = ["given_at", "pk"]

    def __str__(self):
        return f"{self.author_name}: {self.text[:60]}"

    @property
    def organization(self) -> Organization:
        return self.practice.organization

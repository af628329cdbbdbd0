"""One thing a person undertakes to do, wherever it came from."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headship.frameworks.responsibilities import Responsibility, get_responsibility
from headship.orgs.models import Membership, Organization


class PracticeQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=Practice.State.PLANNED)


class Practice(models.Model):
    """What one person will do, for which responsibility, by when, with what evidence.

    | state   | means                                   | next          |
    |---------|-----------------------------------------|---------------|
    | planned | undertaken, not done yet                | done, dropped |
    | done    | done, with evidence and a reflection    | planned       |
    | dropped | given up, with the reason in the reflection | planned   |
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

    class Origin(models.TextChoices):
        OWN = "own", _("My own idea")
        REPORT = "report", _("360 report")
        SESSION = "session", _("Task of a session")

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="practices"
    )
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    member = models.ForeignKey(Membership, models.CASCADE, related_name="practices")
    responsibility_key = models.CharField(_("responsibility"), max_length=40)
    what = models.CharField(_("what you will do"), max_length=300)
    due_on = models.DateField(_("by when"))
    evidence = models.TextField(_("evidence"), blank=True)
    reflection = models.TextField(_("reflection"), blank=True)
    question = models.CharField(_("question"), max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    finished_at = models.DateTimeField(null=True)
    origin_kind = models.CharField(max_length=20, choices=Origin, default=Origin.OWN)
    origin_ref = models.UUIDField(null=True, db_index=True)
    reminded_at = models.DateTimeField(null=True, editable=False)

    objects = ScopedManager(
        organization="organization",
        _manager_class=models.Manager.from_queryset(PracticeQuerySet),
    )

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="planned", finished_at=None)
                | (~models.Q(state="planned") & models.Q(finished_at__isnull=False)),
                name="practice_finished_at_fits_state",
            ),
            models.UniqueConstraint(
                fields=["member", "origin_ref"],
                condition=models.Q(origin_kind="session"),
                name="each_task_once_a_person",
            ),
        ]

    def __str__(self):
        return self.what

    def get_absolute_url(self):
        return reverse(
            "practice:practice_detail",
            kwargs={"org": self.organization.slug, "ref": self.ref},
        )

    @property
    def audit_label(self) -> str:
        """Return whose practice it is: administrators read this, but not what it is."""
        return str(self.member)

    @property
    def responsibility(self) -> Responsibility:
        return get_responsibility(self.responsibility_key)

    @property
    def is_open(self) -> bool:
        return self.state == self.State.PLANNED

    @property
    def is_done(self) -> bool:
        return self.state == self.State.DONE

    @property
    def is_task(self) -> bool:
        return self.origin_kind == self.Origin.SESSION

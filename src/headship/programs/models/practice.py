"""Tasks that sessions set for the time until the next one."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headship.frameworks.responsibilities import Responsibility, get_responsibility
from headship.orgs.models import Membership, Organization
from headship.programs.models.programs import Block
from headship.programs.models.sessions import Session


class PracticeTask(models.Model):
    """One thing that everyone in a cohort does before the next session.

    What each person does with it is a ``Practice`` of their own, in their own
    district, which names this task as where it came from.
    """

    session = models.ForeignKey(Session, models.CASCADE, related_name="tasks")
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    block = models.ForeignKey(
        Block, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    what = models.CharField(_("what everyone will do"), max_length=300)
    responsibility_key = models.CharField(_("responsibility"), max_length=40)
    due_on = models.DateField(_("by when"))
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")

    objects = ScopedManager(organization="session__cohort__organization")

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self):
        return self.what

    def get_absolute_url(self):
        return reverse(
            "programs:task_detail",
            kwargs={"org": self.organization.slug, "ref": self.ref},
        )

    @property
    def organization(self) -> Organization:
        return self.session.cohort.organization

    @property
    def responsibility(self) -> Responsibility:
        return get_responsibility(self.responsibility_key)

"""People who ask about programs, and what becomes of it."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headship.orgs.models import Membership, Organization
from headship.programs.models.programs import Program


class Enquiry(models.Model):
    """Somebody outside who wants to know about a program, until it is settled.

    | state    | means                                     | next                    |
    |----------|-------------------------------------------|-------------------------|
    | new      | nobody has answered yet                   | answered, scoped, closed |
    | answered | somebody has answered                     | scoped, closed          |
    | scoped   | a scope of work is being made for it      | answered, closed        |
    | closed   | settled, one way or the other             | answered                |
    """

    class State(models.TextChoices):
        NEW = "new", _("New")
        ANSWERED = "answered", _("Answered")
        SCOPED = "scoped", _("Scope of work")
        CLOSED = "closed", _("Closed")

    class Channel(models.TextChoices):
        PHONE = "phone", _("Phone")
        EMAIL = "email", _("E-mail")
        WEB = "web", _("Web meeting")

    class CameBy(models.TextChoices):
        FORM = "form", _("Web form")
        PHONE = "phone", _("Phone")
        EMAIL = "email", _("E-mail")

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="enquiries"
    )
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    came_by = models.CharField(
        _("came by"), max_length=10, choices=CameBy, default=CameBy.FORM
    )
    name = models.CharField(_("name"), max_length=200)
    district = models.CharField(_("school or district"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("phone number"), max_length=40, blank=True)
    answer_by = models.CharField(_("answer by"), max_length=10, choices=Channel)
    message = models.TextField(_("question"))
    program = models.ForeignKey(
        Program, models.SET_NULL, null=True, blank=True, related_name="enquiries"
    )
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    owner = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    follow_up_on = models.DateField(_("follow up on"), null=True, blank=True)
    received_at = models.DateTimeField()

    objects = ScopedManager(organization="organization")

    class Meta:
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(fields=["organization", "state"], name="enquiry_by_state")
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(email="") | ~models.Q(phone=""),
                name="enquiry_can_be_answered",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="closed") | models.Q(follow_up_on=None),
                name="closed_enquiry_needs_no_follow_up",
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.district}" if self.district else self.name

    def get_absolute_url(self):
        return reverse(
            "programs:enquiry_detail",
            kwargs={"org": self.organization.slug, "ref": self.ref},
        )

    @property
    def is_closed(self) -> bool:
        return self.state == self.State.CLOSED


class EnquiryNote(models.Model):
    """What was said or done about an enquiry, by whom and when."""

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="notes")
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    text = models.TextField(_("note"))

    objects = ScopedManager(organization="enquiry__organization")

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return self.text[:60]

"""What participants let others read about a program, for as long as they want."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headship.orgs.models import Organization
from headship.programs.models.cohorts import Participant


class Testimonial(models.Model):
    """A participant's own words on a program, with the consent they rest on.

    ``consent_text`` is the very sentence that was agreed to and ``attribution`` the
    name or role to be shown, both as they were on that day. Withdrawing takes the
    words away and keeps only that there was a consent and when it ended.

    | state     | means                                     | next                 |
    |-----------|-------------------------------------------|----------------------|
    | offered   | the person agreed; the provider has not published it | published, withdrawn |
    | published | anyone can read it                        | offered, withdrawn   |
    | withdrawn | the person took it back; the words are gone | none               |
    """

    class State(models.TextChoices):
        OFFERED = "offered", _("Offered")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="testimonials"
    )
    participant = models.ForeignKey(
        Participant, models.CASCADE, related_name="testimonials"
    )
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    text = models.TextField(_("your words"), blank=True)
    attribution = models.CharField(max_length=300, blank=True)
    consent_text = models.TextField()
    consented_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.OFFERED)
    published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = ScopedManager(organization="organization")

    class Meta:
        ordering = ["-consented_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant"],
                condition=~models.Q(state="withdrawn"),
                name="one_testimonial_per_participant",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state="withdrawn",
                    text="",
                    attribution="",
                    withdrawn_at__isnull=False,
                )
                | (
                    ~models.Q(state="withdrawn")
                    & ~models.Q(text="")
                    & models.Q(withdrawn_at=None)
                ),
                name="withdrawn_testimonial_is_empty",
            ),
            models.CheckConstraint(
                condition=~models.Q(consent_text=""), name="testimonial_has_a_consent"
            ),
            models.CheckConstraint(
                condition=models.Q(state="published", published_at__isnull=False)
                | (~models.Q(state="published") & models.Q(published_at=None)),
                name="testimonial_published_at_fits_state",
            ),
        ]

    def __str__(self):
        return f"{self.attribution or self.ref}"

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

"""Who is asked, and whether they have answered: never what they said."""

import uuid

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headship.core.encryption import EncryptedBytesField, EncryptedJSONField
from headship.orgs.models import Membership
from headship.surveys.models.surveys import RaterGroup, Subject, Survey


class InvitationQuerySet(models.QuerySet):
    def unanswered(self):
        return self.filter(has_answered=False, has_declined=False)


class Invitation(models.Model):
    """One person asked about one subject; answered, yes or no, and nothing finer."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="invitations")
    subject = models.ForeignKey(Subject, models.CASCADE, related_name="invitations")
    group = models.ForeignKey(RaterGroup, models.PROTECT, related_name="invitations")
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    member = models.ForeignKey(
        Membership, models.SET_NULL, null=True, related_name="survey_invitations"
    )
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(max_length=8, default="en")
    code_hash = models.CharField(max_length=64, unique=True)
    has_answered = models.BooleanField(default=False)
    has_declined = models.BooleanField(default=False)
    reminder_count = models.PositiveSmallIntegerField(default=0)

    objects = ScopedManager(
        organization="survey__organization",
        _manager_class=models.Manager.from_queryset(InvitationQuerySet),
    )

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "member"], name="one_invitation_per_member"
            ),
            models.UniqueConstraint(
                "subject",
                Lower("email"),
                condition=~models.Q(email=""),
                name="one_invitation_per_address",
            ),
            models.CheckConstraint(
                condition=~models.Q(has_answered=True, has_declined=True),
                name="answered_or_declined_not_both",
            ),
        ]

    def __str__(self):
        return f"{self.name} on {self.subject}"

    @property
    def is_on_paper(self) -> bool:
        """Say whether the code came on a card, which others may have held."""
        return not self.email


class Draft(models.Model):
    """Answers not sent yet. Deleted in the transaction that stores the response.

    ``sitting`` names the browser that began. Whoever got the code on paper goes on
    only there: whoever printed the card must not read what is begun. Encrypted, since
    it stands beside a name in every copy of the database.
    """

    invitation = models.OneToOneField(
        Invitation, models.CASCADE, related_name="draft", primary_key=True
    )
    answers = EncryptedBytesField()
    texts = EncryptedJSONField(default=dict)
    sitting = models.CharField(max_length=32, default="")

    objects = ScopedManager(organization="invitation__survey__organization")

    def __str__(self):
        return f"Draft of {self.invitation_id}"

    def may_go_on(self, sitting: str) -> bool:
        """Say whether a browser may see and continue what is begun."""
        return not self.invitation.is_on_paper or self.sitting == sitting

"""People, their place in an organization, and how they come to an account."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_scopes import ScopedManager

from headship.orgs.models.organizations import Organization
from headship.orgs.models.schools import School


class Role(models.TextChoices):
    """What a person does in an organization; what each may do is in permissions."""

    ADMINISTRATOR = "administrator", _("District administrator")
    SUPERVISOR = "supervisor", _("Principal supervisor")
    LEADER = "leader", _("Leader")
    STAFF = "staff", _("Teacher or staff")
    COACH = "coach", _("Coach")
    MANAGER = "manager", _("Program manager")
    FACILITATOR = "facilitator", _("Facilitator")
    VIEWER = "viewer", _("Viewer")


class MembershipQuerySet(models.QuerySet):
    def active(self):
        return self.filter(status=Membership.Status.ACTIVE)


class Membership(models.Model):
    """One person's place in one organization, with or without an account."""

    class Status(models.TextChoices):
        ACTIVE = "active", _("Active")
        ARCHIVED = "archived", _("Archived")

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="memberships"
    )
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="memberships",
    )
    given_name = models.CharField(_("given name"), max_length=100)
    family_name = models.CharField(_("family name"), max_length=100)
    email = models.EmailField(_("e-mail address"), blank=True)
    role = models.CharField(_("role"), max_length=20, choices=Role)
    title = models.CharField(pgettext_lazy("job", "title"), max_length=100, blank=True)
    language = models.CharField(_("language"), max_length=8, default="en")
    source_id = models.CharField(_("roster ID"), max_length=255, blank=True)
    master_id = models.CharField(_("master ID"), max_length=255, blank=True)
    source_role = models.CharField(
        _("role in the roster"), max_length=20, choices=Role, blank=True
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.ACTIVE
    )
    schools = models.ManyToManyField(School, blank=True, related_name="members")
    supervisor = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="supervised"
    )

    objects = ScopedManager(
        organization="organization",
        _manager_class=models.Manager.from_queryset(MembershipQuerySet),
    )

    class Meta:
        ordering = ["family_name", "given_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "user"], name="one_membership_per_user"
            ),
            models.UniqueConstraint(
                "organization",
                Lower("email"),
                condition=~models.Q(email=""),
                name="one_membership_per_address",
            ),
            models.UniqueConstraint(
                fields=["organization", "source_id"],
                condition=~models.Q(source_id=""),
                name="one_membership_per_roster_id",
            ),
        ]

    def __str__(self):
        return f"{self.given_name} {self.family_name}".strip()

    def get_absolute_url(self):
        return reverse(
            "orgs:person_detail",
            kwargs={"org": self.organization.slug, "ref": self.ref},
        )

    @property
    def is_archived(self) -> bool:
        return self.status == self.Status.ARCHIVED

    @property
    def has_account(self) -> bool:
        return self.user_id is not None


class AccountInvitation(models.Model):
    """A link that lets one member set a password, once and for a time."""

    member = models.OneToOneField(
        Membership, models.CASCADE, related_name="account_invitation"
    )
    ref = models.UUIDField(default=uuid.uuid4, unique=True)
    code_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects = ScopedManager(organization="member__organization")

    def __str__(self):
        return f"Invitation of {self.member}"

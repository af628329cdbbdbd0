"""What a provider vouches for: hours of one session, or a program completed."""

import uuid
from decimal import Decimal

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headship.orgs.models import Membership, Organization
from headship.programs.models.cohorts import Cohort, Participant
from headship.programs.models.sessions import Session

USUAL_SHARE = Decimal("0.80")  # Of the hours offered, when a cohort sets nothing else.


class CompletionRule(models.Model):
    """The share of a cohort's hours that earns the certificate of the program."""

    cohort = models.OneToOneField(
        Cohort, models.CASCADE, related_name="completion_rule"
    )
    minimum_share = models.DecimalField(
        _("smallest share of hours"),
        max_digits=3,
        decimal_places=2,
        default=USUAL_SHARE,
    )

    objects = ScopedManager(organization="cohort__organization")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minimum_share__gt=0, minimum_share__lte=1),
                name="minimum_share_is_a_share",
            )
        ]

    def __str__(self):
        return f"{self.minimum_share} of {self.cohort}"


class BadgeKey(models.Model):
    """A key that signs an organization's badges; the private half is sealed.

    | state   | means                                         | next    |
    |---------|-----------------------------------------------|---------|
    | active  | signs new badges                              | retired |
    | retired | signs nothing any more; its badges stay valid | none    |
    """

    class State(models.TextChoices):
        ACTIVE = "active", _("In use")
        RETIRED = "retired", _("Retired")

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="badge_keys"
    )
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    public_key = models.CharField(max_length=60, unique=True)
    sealed_key = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    objects = ScopedManager(organization="organization")

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization"],
                condition=models.Q(state="active"),
                name="one_active_badge_key",
            ),
            models.CheckConstraint(
                condition=models.Q(state="active", retired_at=None)
                | models.Q(state="retired", retired_at__isnull=False),
                name="badge_key_retired_at_fits_state",
            ),
        ]

    def __str__(self):
        return self.public_key


class CertificateBatch(models.Model):
    """Certificates for everyone who earned one, issued by a worker.

    | state   | means                                            | next          |
    |---------|--------------------------------------------------|---------------|
    | waiting | a worker will take it                            | running       |
    | running | a worker issues, and says so every few seconds   | done, failed  |
    | done    | everyone was looked at                           | none          |
    | failed  | stopped by an error that is told                 | waiting       |

    ``claim`` belongs to the worker that has it. A worker that fell silent loses it to
    the next, which goes on with those who have no certificate yet.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Being issued")
        DONE = "done", _("Done")
        FAILED = "failed", _("Stopped")

    cohort = models.ForeignKey(
        Cohort, models.CASCADE, related_name="certificate_batches"
    )
    session = models.ForeignKey(
        Session, models.CASCADE, null=True, related_name="certificate_batches"
    )
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    claim = models.UUIDField(null=True)
    beat_at = models.DateTimeField()
    looked_at_count = models.PositiveIntegerField(default=0)
    total_count = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, related_name="+"
    )
    finished_at = models.DateTimeField(null=True)

    objects = ScopedManager(organization="cohort__organization")

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return str(self.session or self.cohort)

    def get_absolute_url(self):
        return reverse(
            "programs:certificate_batch",
            kwargs={"org": self.organization.slug, "ref": self.ref},
        )

    @property
    def organization(self) -> Organization:
        return self.cohort.organization

    @property
    def is_over(self) -> bool:
        return self.state in {self.State.DONE, self.State.FAILED}


class CertificateQuerySet(models.QuerySet):
    def valid(self):
        return self.filter(revoked_at=None)


class Certificate(models.Model):
    """What one person earned, in the words that stood at the time.

    Of one session, or of the whole program where ``session`` is empty. A person holds
    one valid certificate of each; a revoked one stays, so that it can be told apart
    from one that never existed.
    """

    participant = models.ForeignKey(
        Participant, models.CASCADE, related_name="certificates"
    )
    session = models.ForeignKey(
        Session, models.RESTRICT, null=True, related_name="certificates"
    )
    batch = models.ForeignKey(
        CertificateBatch, models.SET_NULL, null=True, related_name="certificates"
    )
    key = models.ForeignKey(BadgeKey, models.RESTRICT, related_name="certificates")
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(_("number"), max_length=12, unique=True)
    recipient = models.CharField(_("name"), max_length=201)
    title = models.CharField(_("for"), max_length=400)
    issuer = models.CharField(_("issued by"), max_length=200)
    hours = models.DecimalField(_("contact hours"), max_digits=6, decimal_places=2)
    first_on = models.DateField()
    last_on = models.DateField()
    credential = models.JSONField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True)
    revoked_because = models.CharField(_("reason"), max_length=300, blank=True)

    objects = ScopedManager(
        organization="participant__cohort__organization",
        _manager_class=models.Manager.from_queryset(CertificateQuerySet),
    )

    class Meta:
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "session"],
                condition=models.Q(revoked_at=None, session__isnull=False),
                name="one_valid_certificate_per_session",
            ),
            models.UniqueConstraint(
                fields=["participant"],
                condition=models.Q(revoked_at=None, session=None),
                name="one_valid_certificate_per_program",
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_at=None, revoked_because="")
                | (models.Q(revoked_at__isnull=False) & ~models.Q(revoked_because="")),
                name="certificate_is_revoked_for_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.recipient}: {self.title}"

    @property
    def organization(self) -> Organization:
        return self.participant.cohort.organization

    @property
    def is_valid(self) -> bool:
        return self.revoked_at is None


class HoursLayout(models.Model):
    """The columns in which a state or a district wants contact hours reported."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="hours_layouts"
    )
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=100)
    columns = models.JSONField(default=list)

    objects = ScopedManager(organization="organization")

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"], name="each_hours_layout_once"
            )
        ]

    def __str__(self):
        return self.name

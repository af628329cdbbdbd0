"""Who learns together: cohorts, the districts that agreed, and their people."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headship.orgs.models import Membership, Organization
from headship.orgs.models.organizations import check_time_zone
from headship.programs.models.programs import Program


class Cohort(models.Model):
    """People who go through one program together, from one district or several.

    | state     | means                                       | next              |
    |-----------|---------------------------------------------|-------------------|
    | planned   | districts and dates are being agreed        | open, cancelled   |
    | open      | people can be invited and can apply         | running, cancelled|
    | running   | it has begun; free seats can still be filled | finished, cancelled |
    | finished  | over; the record stays                      | none              |
    | cancelled | it does not take place                      | none              |
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        OPEN = "open", _("Open for enrollment")
        RUNNING = "running", _("Running")
        FINISHED = "finished", _("Finished")
        CANCELLED = "cancelled", _("Cancelled")

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="cohorts", verbose_name=_("provider")
    )
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    program = models.ForeignKey(Program, models.RESTRICT, related_name="cohorts")
    title = models.CharField(_("title"), max_length=200)
    capacity = models.PositiveSmallIntegerField(_("seats"))
    time_zone = models.CharField(
        _("time zone"), max_length=40, validators=[check_time_zone]
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    budget_cents = models.BigIntegerField(_("budget"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="USD")
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    feed_key = models.CharField(max_length=64, blank=True, editable=False)

    objects = ScopedManager(organization="organization")

    class Meta:
        ordering = ["-starts_on", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="cohort_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(capacity__gte=1), name="cohort_has_a_seat"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse(
            "programs:cohort_detail",
            kwargs={"org": self.organization.slug, "ref": self.ref},
        )

    @property
    def takes_people(self) -> bool:
        return self.state in {self.State.OPEN, self.State.RUNNING}

    @property
    def is_over(self) -> bool:
        return self.state in {self.State.FINISHED, self.State.CANCELLED}


class CohortDistrict(models.Model):
    """A district in a cohort's consortium; its people may join once it agreed."""

    class State(models.TextChoices):
        INVITED = "invited", _("Invited")
        AGREED = "agreed", _("Agreed")
        DECLINED = "declined", _("Declined")

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="districts")
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    district = models.ForeignKey(Organization, models.CASCADE, related_name="consortia")
    state = models.CharField(max_length=10, choices=State, default=State.INVITED)
    agreed_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    objects = ScopedManager(organization="cohort__organization")

    class Meta:
        ordering = ["district__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "district"], name="each_district_once_a_cohort"
            ),
            models.CheckConstraint(
                condition=models.Q(state="invited", decided_at=None)
                | (~models.Q(state="invited") & models.Q(decided_at__isnull=False)),
                name="district_decided_at_fits_state",
            ),
        ]

    def __str__(self):
        return str(self.district)

    @property
    def organization(self) -> Organization:
        return self.cohort.organization

    @property
    def has_agreed(self) -> bool:
        return self.state == self.State.AGREED


class LeaderRole(models.TextChoices):
    """What a participant is at home."""

    PRINCIPAL = "principal", _("Principal")
    ASSISTANT_PRINCIPAL = "assistant_principal", _("Assistant principal")
    TEACHER_LEADER = "teacher_leader", _("Teacher leader")
    ASPIRING = "aspiring", _("Aspiring leader")
    CENTRAL_OFFICE = "central_office", _("Central office")


class ParticipantQuerySet(models.QuerySet):
    def enrolled(self):
        return self.filter(state=Participant.State.ENROLLED)

    def attending(self):
        """Return who takes or took part: attendance and practice count for them."""
        return self.filter(
            state__in=[Participant.State.ENROLLED, Participant.State.COMPLETED]
        )

    def waiting(self):
        return self.filter(state=Participant.State.WAITING).order_by(
            "waiting_since", "pk"
        )


class Participant(models.Model):
    """One person's place in one cohort; ``organization`` is the district they are of.

    The provider sees the name, the leader role and the state. What else crosses from
    the district to the provider is in ``programs.queries.crossing``.

    | state       | means                                   | next                     |
    |-------------|-----------------------------------------|--------------------------|
    | applied     | asked for a place                       | enrolled, waiting, declined |
    | invited     | was asked by the provider               | enrolled, waiting, declined |
    | waiting     | accepted, but no seat is free           | enrolled, withdrawn      |
    | enrolled    | has a seat                              | withdrawn, transferred, completed |
    | declined    | said no, or was told no                 | invited, applied         |
    | withdrawn   | gave the seat back                      | invited, applied         |
    | transferred | goes on in another cohort               | none                     |
    | completed   | went through the whole program          | none                     |
    """

    class State(models.TextChoices):
        APPLIED = "applied", _("Applied")
        INVITED = "invited", _("Invited")
        WAITING = "waiting", _("On the waiting list")
        ENROLLED = "enrolled", _("Enrolled")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        TRANSFERRED = "transferred", _("Moved to another cohort")
        COMPLETED = "completed", _("Completed")

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="participants")
    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="+", verbose_name=_("district")
    )
    member = models.ForeignKey(Membership, models.RESTRICT, related_name="learning")
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    leader_role = models.CharField(_("leader role"), max_length=20, choices=LeaderRole)
    state = models.CharField(max_length=12, choices=State)
    waiting_since = models.DateTimeField(null=True)
    state_changed_at = models.DateTimeField()
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    moved_to = models.OneToOneField(
        "self", models.SET_NULL, null=True, related_name="moved_from"
    )

    objects = ScopedManager(
        organization="cohort__organization",
        _manager_class=models.Manager.from_queryset(ParticipantQuerySet),
    )

    class Meta:
        ordering = ["member__family_name", "member__given_name", "pk"]
        indexes = [
            models.Index(fields=["cohort", "state"], name="participant_by_state"),
            models.Index(fields=["organization", "state"], name="participant_at_home"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "member"], name="each_person_once_a_cohort"
            ),
            models.CheckConstraint(
                condition=models.Q(state="waiting", waiting_since__isnull=False)
                | (~models.Q(state="waiting") & models.Q(waiting_since=None)),
                name="waiting_since_fits_state",
            ),
        ]

    def __str__(self):
        return str(self.member)

    def get_absolute_url(self):
        """Return the provider's page; the person's own is ``programs:my_learning``."""
        return reverse(
            "programs:participant_detail",
            kwargs={"org": self.cohort.organization.slug, "ref": self.ref},
        )

    @property
    def is_enrolled(self) -> bool:
        return self.state == self.State.ENROLLED

    @property
    def takes_part(self) -> bool:
        return self.state in {self.State.ENROLLED, self.State.COMPLETED}

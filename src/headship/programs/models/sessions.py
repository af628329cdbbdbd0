"""When and where people meet: venues, sessions, their days and who leads them."""

import uuid
import zoneinfo

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headship.orgs.models import Organization
from headship.orgs.models.organizations import check_time_zone
from headship.programs.models.cohorts import Cohort, Participant
from headship.programs.models.facilitators import Facilitator
from headship.programs.models.programs import ProgramSession


class Mode(models.TextChoices):
    """How a session takes place."""

    ON_SITE = "on_site", _("At a school or district")
    CENTRAL = "central", _("At a central place")
    ONLINE = "online", _("Online")


class Venue(models.Model):
    """One room where sessions take place, or one online room; holds one at a time."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="venues"
    )
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    address = models.CharField(_("address"), max_length=300, blank=True)
    room = models.CharField(_("room"), max_length=100, blank=True)
    capacity = models.PositiveSmallIntegerField(_("seats"), null=True, blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=40, validators=[check_time_zone]
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Mode)
    link = models.URLField(_("link"), blank=True)

    objects = ScopedManager(organization="organization")

    class Meta:
        ordering = ["name", "room", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name", "room"], name="each_room_once"
            )
        ]

    def __str__(self):
        return f"{self.name}, {self.room}" if self.room else self.name

    @property
    def is_online(self) -> bool:
        return self.kind == Mode.ONLINE


class Session(models.Model):
    """One meeting of a cohort, over one day or several.

    ``uid`` and ``sequence`` are what calendars know it by: the first never changes,
    the second rises with every change.
    """

    class State(models.TextChoices):
        SCHEDULED = "scheduled", _("Scheduled")
        CANCELLED = "cancelled", _("Cancelled")
        HELD = "held", _("Held")

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="sessions")
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    program_session = models.ForeignKey(
        ProgramSession, models.RESTRICT, null=True, blank=True, related_name="+"
    )
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=200)
    mode = models.CharField(_("how it takes place"), max_length=10, choices=Mode)
    state = models.CharField(max_length=10, choices=State, default=State.SCHEDULED)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    cancelled_because = models.CharField(_("reason"), max_length=300, blank=True)

    objects = ScopedManager(organization="cohort__organization")

    class Meta:
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "number"], name="each_session_number_once"
            )
        ]

    def __str__(self):
        return f"{self.number}. {self.title}"

    def get_absolute_url(self):
        """Return the provider's page; the participant's is ``programs:my_session``."""
        return reverse(
            "programs:session_detail",
            kwargs={"org": self.cohort.organization.slug, "ref": self.ref},
        )

    @property
    def organization(self) -> Organization:
        return self.cohort.organization

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED


class SessionDay(models.Model):
    """One day of a session; instants are UTC, shown in the zone of the place."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="days")
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    venue = models.ForeignKey(
        Venue, models.RESTRICT, null=True, blank=True, related_name="days"
    )

    objects = ScopedManager(organization="session__cohort__organization")

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["starts_at"], name="session_day_by_start")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="session_day_ends_after_it_starts",
            )
        ]

    def __str__(self):
        return f"{self.session}, {self.local_start:%Y-%m-%d}"

    @property
    def organization(self) -> Organization:
        return self.session.cohort.organization

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """Return the time zone of the place, or the cohort's when there is no place."""
        place = self.venue or self.session.cohort
        return zoneinfo.ZoneInfo(place.time_zone)

    @property
    def local_start(self):
        return self.starts_at.astimezone(self.zone)

    @property
    def local_end(self):
        return self.ends_at.astimezone(self.zone)

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)


class SessionFacilitator(models.Model):
    """Who leads a session, helps or watches."""

    class Part(models.TextChoices):
        LEAD = "lead", _("Leads")
        CO = "co", _("Co-leads")
        OBSERVER = "observer", _("Observes")

    session = models.ForeignKey(Session, models.CASCADE, related_name="facilitators")
    facilitator = models.ForeignKey(
        Facilitator, models.RESTRICT, related_name="assignments"
    )
    part = models.CharField(_("part"), max_length=10, choices=Part)

    objects = ScopedManager(organization="session__cohort__organization")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "facilitator"],
                name="each_facilitator_once_a_session",
            ),
            models.UniqueConstraint(
                fields=["session"],
                condition=models.Q(part="lead"),
                name="one_lead_per_session",
            ),
        ]

    def __str__(self):
        return f"{self.facilitator} · {self.session}"


class MakeUp(models.Model):
    """A session that a participant missed and makes up in another cohort's session."""

    participant = models.ForeignKey(
        Participant, models.CASCADE, related_name="make_ups"
    )
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    missed = models.ForeignKey(Session, models.CASCADE, related_name="missed_by")
    session = models.ForeignKey(Session, models.CASCADE, related_name="make_ups")
    assigned_at = models.DateTimeField()

    objects = ScopedManager(organization="participant__cohort__organization")

    class Meta:
        ordering = ["assigned_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "missed"],
                name="each_missed_session_made_up_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(missed=models.F("session")),
                name="made_up_in_another_session",
            ),
        ]

    def __str__(self):
        return f"{self.participant}: {self.session}"

    @property
    def organization(self) -> Organization:
        return self.participant.cohort.organization

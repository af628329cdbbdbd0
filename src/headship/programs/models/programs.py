"""What is taught: programs, the sessions they plan and the blocks inside them."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headship.orgs.models import Organization

USUAL_DAY_MINUTES = 360  # Six hours of work; breaks and lunch come on top.


class Area(models.TextChoices):
    """A field that a facilitator must know before leading a session on it."""

    OVERVIEW = "overview", _("The 21 responsibilities")
    CHANGE = "change", _("Managing change")
    FOCUS = "focus", _("Focus of leadership")
    COMMUNITY = "community", _("Purposeful community")
    CASES = "cases", _("Case study and action planning")
    DISTRICT = "district", _("District leadership")
    TEAMS = "teams", _("Shared leadership")
    FACILITATION = "facilitation", _("Training facilitators")


class Program(models.Model):
    """A course of sessions that an organization offers, with all that is in them.

    | state   | means                                        | next    |
    |---------|----------------------------------------------|---------|
    | draft   | being designed                               | offered |
    | offered | cohorts can be planned with it; it is fixed  | retired |
    | retired | kept for its cohorts, no new ones            | offered |
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        OFFERED = "offered", _("Offered")
        RETIRED = "retired", _("Retired")

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="programs"
    )
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    template_key = models.CharField(max_length=40, blank=True)
    audience = models.CharField(_("for whom"), max_length=300, blank=True)
    about = models.TextField(_("what it is about"), blank=True)
    day_minutes = models.PositiveSmallIntegerField(
        _("working minutes of a day"), default=USUAL_DAY_MINUTES
    )
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)

    objects = ScopedManager(organization="organization")

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(day_minutes__gte=60, day_minutes__lte=600),
                name="program_day_minutes_fit_a_day",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse(
            "programs:program_detail",
            kwargs={"org": self.organization.slug, "ref": self.ref},
        )

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_offered(self) -> bool:
        return self.state == self.State.OFFERED


class ProgramSession(models.Model):
    """One session as planned: how many days, and how long after the one before."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="sessions")
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=200)
    purpose = models.TextField(_("purpose"), blank=True)
    areas = models.JSONField(_("content areas"), default=list, blank=True)
    days = models.PositiveSmallIntegerField(_("days"), default=1)
    weeks_after_previous = models.PositiveSmallIntegerField(
        _("weeks after the session before"), default=4
    )

    objects = ScopedManager(organization="program__organization")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(days__gte=1, days__lte=5),
                name="program_session_has_days",
            )
        ]

    def __str__(self):
        return self.title

    @property
    def organization(self) -> Organization:
        return self.program.organization

    @property
    def room_minutes(self) -> int:
        """Return the working minutes that all its days hold."""
        return self.days * self.program.day_minutes

    @property
    def area_labels(self) -> list[str]:
        return [str(Area(key).label) for key in self.areas]


class Block(models.Model):
    """One piece of a session, with the practice that follows from it."""

    session = models.ForeignKey(ProgramSession, models.CASCADE, related_name="blocks")
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=200)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    responsibilities = models.JSONField(_("responsibilities"), default=list)
    objectives = models.JSONField(_("objectives"), default=list)
    materials = models.JSONField(_("materials"), default=list, blank=True)
    activity = models.TextField(_("activity"), blank=True)
    facilitator_notes = models.TextField(_("facilitator notes"), blank=True)
    practice_task = models.CharField(_("practice task"), max_length=300, blank=True)
    practice_weeks = models.PositiveSmallIntegerField(_("weeks to practice"), default=3)
    case_key = models.CharField(_("case study"), max_length=40, blank=True)

    objects = ScopedManager(organization="session__program__organization")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minutes__gte=5, minutes__lte=600),
                name="block_minutes_fit_a_day",
            )
        ]

    def __str__(self):
        return self.title

    @property
    def organization(self) -> Organization:
        return self.session.program.organization

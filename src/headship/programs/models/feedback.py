"""What participants say of a session: which survey asks, and what it may show."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headship.core.suppression import Suppressed
from headship.orgs.models import Organization
from headship.programs.models.sessions import Session
from headship.surveys.models import Survey


class Level(models.TextChoices):
    """Guskey's levels that people can be asked about; student outcomes are no opinion."""

    REACTION = "reaction", _("Reaction")
    LEARNING = "learning", _("Learning")
    SUPPORT = "organizational_support", _("Organizational support")
    USE = "use", _("Use")


class SessionFeedback(models.Model):
    """The anonymous survey on one session, open from its start.

    What people use cannot be asked on the day, so the survey also asks about
    ``previous``, the session before.
    """

    session = models.OneToOneField(Session, models.CASCADE, related_name="feedback")
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    survey = models.OneToOneField(Survey, models.RESTRICT, related_name="+")
    previous = models.OneToOneField(
        Session, models.SET_NULL, null=True, related_name="asked_about_later"
    )

    objects = ScopedManager(organization="session__cohort__organization")

    class Meta:
        ordering = ["session__number", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(previous=None)
                | ~models.Q(previous=models.F("session")),
                name="feedback_asks_about_another_session_before",
            )
        ]

    def __str__(self):
        return str(self.session)

    @property
    def organization(self) -> Organization:
        return self.session.cohort.organization

    @property
    def is_open(self) -> bool:
        return self.survey.state == Survey.State.OPEN

    @property
    def is_closed(self) -> bool:
        return self.survey.state == Survey.State.CLOSED


class LevelFigure(models.Model):
    """What one session reached at one level: a mean, or why there is none to show.

    Written once, when the survey that asked closes, after the disclosure rule; so
    overviews never touch an answer.
    """

    class Withheld(models.TextChoices):
        NO_ANSWERS = "no_answers", _("no answers")
        TOO_FEW = "too_few", _("too few answers to stay anonymous")
        TOO_FEW_JUDGED = "too_few_judged", _("too few of the group could judge")
        TOO_ALIKE = (
            "too_alike",
            _("answers so alike that they would show what each said"),
        )

    session = models.ForeignKey(Session, models.CASCADE, related_name="levels")
    feedback = models.ForeignKey(
        SessionFeedback, models.CASCADE, related_name="figures"
    )
    level = models.CharField(max_length=30, choices=Level)
    n = models.PositiveIntegerField(null=True)
    mean = models.FloatField(null=True)
    lower = models.FloatField(null=True)
    upper = models.FloatField(null=True)
    withheld = models.CharField(max_length=20, choices=Withheld, blank=True)

    objects = ScopedManager(organization="session__cohort__organization")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "level"], name="one_figure_per_session_and_level"
            ),
            models.CheckConstraint(
                condition=models.Q(withheld="", mean__isnull=False, n__isnull=False)
                | (
                    ~models.Q(withheld="")
                    & models.Q(mean=None, n=None, lower=None, upper=None)
                ),
                name="level_is_shown_or_withheld",
            ),
        ]

    def __str__(self):
        return f"{self.session}: {self.get_level_display()}"

    @property
    def value(self) -> float | Suppressed:
        if self.mean is None:  # A constraint keeps this in step with ``withheld``.
            return Suppressed(self.get_withheld_display())
        return self.mean

"""What is asked, about whom, of which groups of raters."""

import uuid

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headship.core.clock import now
from headship.instruments.models import InstrumentVersion
from headship.orgs.models import Organization

ANONYMOUS_MINIMUM = 5  # People; the disclosure rule refuses anything lower.
MINIMUM_SUBJECTS = (
    3  # In figures over several, so that none shows one of two to the other.
)
TEXT_MINIMUM = (
    8  # Raters in a group before its free text is shown: wording names people.
)


class Survey(models.Model):
    """Questionnaires put to people for a time.

    | state  | means                                   | next   |
    |--------|-----------------------------------------|--------|
    | draft  | being prepared; nobody can answer       | open   |
    | open   | raters answer; nothing can be read      | closed |
    | closed | answers are sealed; figures can be read | none   |

    A survey is never reopened: figures of two moments would differ by few people.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="surveys"
    )
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    purpose = models.TextField(_("what it is for"), blank=True)
    sender = models.CharField(_("who asks"), max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    closes_at = models.DateTimeField(_("closes"))
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    text_minimum = models.PositiveSmallIntegerField(default=TEXT_MINIMUM)

    objects = ScopedManager(organization="organization")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="draft", opened_at=None)
                | (~models.Q(state="draft") & models.Q(opened_at__isnull=False)),
                name="survey_opened_at_fits_state",
            ),
            models.CheckConstraint(
                condition=models.Q(state="closed", closed_at__isnull=False)
                | (~models.Q(state="closed") & models.Q(closed_at=None)),
                name="survey_closed_at_fits_state",
            ),
            models.CheckConstraint(
                condition=models.Q(text_minimum__gte=ANONYMOUS_MINIMUM),
                name="text_minimum_never_lowered",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_answerable(self) -> bool:
        """Say whether raters can answer at this moment."""
        return self.state == self.State.OPEN and now() < self.closes_at


class SurveyPart(models.Model):
    """One questionnaire within a survey; parts are answered one after another."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField()
    version = models.ForeignKey(InstrumentVersion, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "position"], name="one_part_per_position"
            ),
            models.UniqueConstraint(
                fields=["survey", "version"], name="each_questionnaire_once"
            ),
        ]

    def __str__(self):
        return f"{self.survey} {self.position}"


class Subject(models.Model):
    """What a survey is about: a label, and words to put into the questions.

    ``words`` fills placeholders such as ``{leader}`` or ``{session}``; a part whose questions need a
    word that is missing is left out for this subject.
    """

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="subjects")
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    label = models.CharField(max_length=200)
    words = models.JSONField(default=dict)

    objects = ScopedManager(organization="survey__organization")

    class Meta:
        ordering = ["label", "pk"]

    def __str__(self):
        return self.label


class RaterGroup(models.Model):
    """A kind of rater in one survey, with the promise made to it.

    Shown to raters before they answer. Once the survey is open the minimum only rises:
    by one for each person asked later.
    """

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="groups")
    key = models.SlugField(max_length=20)
    label = models.CharField(max_length=60)
    perspective = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField(default=0)
    is_anonymous = models.BooleanField(default=True)
    minimum = models.PositiveSmallIntegerField(default=ANONYMOUS_MINIMUM)

    objects = ScopedManager(organization="survey__organization")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "key"], name="one_group_per_key"),
            models.CheckConstraint(
                condition=models.Q(is_anonymous=False, minimum=1)
                | models.Q(is_anonymous=True, minimum__gte=ANONYMOUS_MINIMUM),
                name="anonymous_groups_keep_the_minimum",
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def title(self) -> str:
        """Return the label in the reader's language, where there is a translation."""
        return gettext(self.label)

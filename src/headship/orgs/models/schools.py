"""Schools and what is known about the place they are in."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from headship.orgs.models.organizations import Organization

RACES = (
    "american_indian",
    "asian",
    "black",
    "hispanic",
    "pacific_islander",
    "white",
    "two_or_more",
)
GENDERS = ("female", "male")
SHARES = (
    "economically_disadvantaged",
    "english_learners",
    "special_education",
    *RACES,
    *GENDERS,
)
GRADES = ("PK", "KG", *(f"{grade:02d}" for grade in range(1, 14)), "UG")


class Locale(models.IntegerChoices):
    """The National Center for Education Statistics' locale codes."""

    CITY_LARGE = 11, _("City: large")
    CITY_MIDSIZE = 12, _("City: midsize")
    CITY_SMALL = 13, _("City: small")
    SUBURB_LARGE = 21, _("Suburb: large")
    SUBURB_MIDSIZE = 22, _("Suburb: midsize")
    SUBURB_SMALL = 23, _("Suburb: small")
    TOWN_FRINGE = 31, _("Town: fringe")
    TOWN_DISTANT = 32, _("Town: distant")
    TOWN_REMOTE = 33, _("Town: remote")
    RURAL_FRINGE = 41, _("Rural: fringe")
    RURAL_DISTANT = 42, _("Rural: distant")
    RURAL_REMOTE = 43, _("Rural: remote")


class School(models.Model):
    """One school of an organization."""

    class Status(models.TextChoices):
        ACTIVE = "active", _("Active")
        ARCHIVED = "archived", _("Archived")

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="schools"
    )
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    nces_id = models.CharField(_("NCES school ID"), max_length=12, blank=True)
    state_id = models.CharField(_("state school ID"), max_length=30, blank=True)
    source_id = models.CharField(_("roster ID"), max_length=255, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    state = models.CharField(_("state"), max_length=2, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.ACTIVE
    )

    objects = ScopedManager(organization="organization")

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "nces_id"],
                condition=~models.Q(nces_id=""),
                name="one_school_per_nces_id",
            ),
            models.UniqueConstraint(
                fields=["organization", "source_id"],
                condition=~models.Q(source_id=""),
                name="one_school_per_roster_id",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse(
            "orgs:school_detail",
            kwargs={"org": self.organization.slug, "ref": self.ref},
        )

    @property
    def is_archived(self) -> bool:
        return self.status == self.Status.ARCHIVED


def share(words):
    """Return a field for a share between 0 and 1, empty when unknown."""
    return models.DecimalField(
        words, max_digits=6, decimal_places=5, null=True, blank=True
    )


class SchoolContext(models.Model):
    """The place a school works in; whatever is not known is empty, never zero.

    Shares are fractions of the enrollment between 0 and 1.
    """

    school = models.OneToOneField(School, models.CASCADE, related_name="context")
    school_year = models.CharField(_("school year"), max_length=9, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    locale = models.PositiveSmallIntegerField(
        _("locale"), choices=Locale, null=True, blank=True
    )
    grade_low = models.CharField(_("lowest grade"), max_length=2, blank=True)
    grade_high = models.CharField(_("highest grade"), max_length=2, blank=True)
    enrollment = models.PositiveIntegerField(_("enrollment"), null=True, blank=True)
    economically_disadvantaged = share(_("economically disadvantaged"))
    english_learners = share(_("English learners"))
    special_education = share(_("special education"))
    american_indian = share(_("American Indian or Alaska Native"))
    asian = share(_("Asian"))
    black = share(_("Black or African American"))
    hispanic = share(_("Hispanic or Latino"))
    pacific_islander = share(_("Native Hawaiian or Pacific Islander"))
    white = share(_("White"))
    two_or_more = share(_("Two or more races"))
    female = share(_("female"))
    male = share(_("male"))

    objects = ScopedManager(organization="school__organization")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(**{f"{name}__isnull": True})
                | models.Q(**{f"{name}__gte": 0, f"{name}__lte": 1}),
                name=f"{name}_is_a_share",
            )
            for name in SHARES
        ]

    def __str__(self):
        return f"{self.school} {self.school_year}".strip()

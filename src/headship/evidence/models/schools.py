"""Public schools of a loaded directory, for places like mine."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class PublicSchool(models.Model):
    """A school of a public directory, with what is published of its students.

    Shares are from 0 to 1; ``race`` and ``gender`` have the keys of a study's context;
    null is not reported. ``locale`` is the NCES code (11 to 43), ``year`` the school
    year's second half. What is searched for is folded: no capitals, no accents.
    """

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    nces_id = models.CharField(_("NCES number"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=200)
    district = models.CharField(_("district"), max_length=200, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    state = models.CharField(_("state"), max_length=2)
    locale = models.CharField(_("locale"), max_length=2, blank=True)
    level = models.CharField(_("level"), max_length=40, blank=True)
    lowest_grade = models.CharField(_("lowest grade"), max_length=3, blank=True)
    highest_grade = models.CharField(_("highest grade"), max_length=3, blank=True)
    enrollment = models.PositiveIntegerField(_("students"), null=True)
    race = models.JSONField(_("race and ethnicity"), null=True)
    gender = models.JSONField(_("gender"), null=True)
    frpl = models.FloatField(_("economically disadvantaged"), null=True)
    english_learners = models.FloatField(_("English learners"), null=True)
    special_education = models.FloatField(_("special education"), null=True)
    folded_name = models.TextField(editable=False)
    folded_place = models.TextField(editable=False)
    source = models.CharField(_("source"), max_length=250)
    year = models.PositiveSmallIntegerField(_("year"), null=True)

    class Meta:
        ordering = ["name", "pk"]
        indexes = [
            models.Index(fields=["name"], name="public_school_by_name"),
            models.Index(fields=["state", "name"], name="public_school_by_state"),
        ]

    def __str__(self):
        return self.name

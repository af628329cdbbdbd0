"""The tenant."""

import uuid
import zoneinfo

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

MINIMUM_GROUP = 5  # Raters; an organization may raise it, never lower it.


def check_time_zone(name: str) -> None:
    """Refuse a name that is not a time zone."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(
            _("%(name)s is not a time zone. Use a name such as America/Chicago."),
            params={"name": name},
        )


class Organization(models.Model):
    """A district, a provider or an agency: whoever owns its people's data."""

    class Kind(models.TextChoices):
        DISTRICT = "district", _("District")
        PROVIDER = "provider", _("Provider")
        AGENCY = "agency", _("Agency")

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("address"), unique=True)
    kind = models.CharField(
        _("kind"), max_length=10, choices=Kind, default=Kind.DISTRICT
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=40,
        default="America/Chicago",
        validators=[check_time_zone],
    )
    minimum_group = models.PositiveSmallIntegerField(
        _("smallest group shown"), default=MINIMUM_GROUP
    )
    deletes_on = models.DateField(_("deleted on"), null=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minimum_group__gte=MINIMUM_GROUP),
                name="minimum_group_never_lowered",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("home:organization", kwargs={"org": self.slug})

    @property
    def organization(self):
        """An organization is its own tenant, so that it can be audited like others."""
        return self

"""The organization's own settings."""

import zoneinfo

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from headship.orgs.models import Organization

LARGEST_MINIMUM = 50


class OrganizationForm(forms.Form):
    """Name, time zone, and the smallest group shown, which only rises."""

    name = forms.CharField(label=_("Name"), max_length=200)
    time_zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("When the organization's days begin and end.")
    )
    minimum_group = forms.IntegerField(
        label=_("Smallest group shown"),
        max_value=LARGEST_MINIMUM,
        help_text=_(
            "Answers of fewer people are never shown. The number can be raised, never "
            "lowered, and applies to cycles that open from then on."
        ),
    )

    def __init__(self, data=None, *, organization: Organization):
        self.organization = organization
        initial = {
            "name": organization.name,
            "time_zone": organization.time_zone,
            "minimum_group": organization.minimum_group,
        }
        super().__init__(data, initial=initial)
        zones = sorted(zoneinfo.available_timezones() | {organization.time_zone})
        self.fields["time_zone"].choices = [  # type: ignore[attr-defined]
            (zone, zone) for zone in zones
        ]
        self.fields["minimum_group"].widget.attrs["min"] = organization.minimum_group

    def clean_minimum_group(self):
        size = self.cleaned_data["minimum_group"]
        if size < self.organization.minimum_group:
            raise forms.ValidationError(
                gettext("It can be raised, never lowered below %(size)s.")
                % {"size": self.organization.minimum_group}
            )
        return size

"""Adding and changing a person."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from headship.orgs.models import Membership, School


class PersonForm(forms.ModelForm):
    """A person; the choices of schools and supervisors are arguments."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    schools: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        School.objects.none(),
        label=_("Schools"),
        required=False,
        to_field_name="ref",
        help_text=_("Hold Ctrl or Command to choose several."),
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )
    supervisor: forms.ModelChoiceField = forms.ModelChoiceField(
        Membership.objects.none(),
        label=_("Supervisor"),
        required=False,
        to_field_name="ref",
        empty_label=_("Nobody"),
        help_text=_("Approves this person's raters and rates them in a 360."),
    )

    class Meta:
        model = Membership
        fields = [
            "given_name",
            "family_name",
            "email",
            "role",
            "title",
            "language",
            "schools",
            "supervisor",
        ]

    def __init__(self, *args, organization, schools, supervisors, **options):
        self.organization = organization
        super().__init__(*args, **options)
        self.fields["schools"].queryset = schools
        self.fields["supervisor"].queryset = supervisors
        self.fields["supervisor"].prepare_value = _ref_of
        if self.instance.pk:
            chosen = self.instance.supervisor
            self.initial["supervisor"] = chosen.ref if chosen else None
            self.initial["schools"] = [s.ref for s in self.instance.schools.all()]

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        others = Membership.objects.filter(organization=self.organization)
        holder = others.exclude(pk=self.instance.pk).filter(email__iexact=email).first()
        if email and holder is not None:
            raise forms.ValidationError(
                gettext(
                    "%(name)s has this address already. Each person needs their own."
                )
                % {"name": holder}
            )
        return email

    def _post_clean(self):
        """Leave the instance alone: the action sets its values."""

    def values(self):
        """Return the fields of the person, without the schools."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name != "schools"
        }


def _ref_of(value):
    """Show a choice by the reference it is sent by."""
    return getattr(value, "ref", value)


class ChosenPeopleForm(forms.Form):
    """The people ticked in a list; nobody ticked means everybody in question."""

    person: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        Membership.objects.none(), required=False, to_field_name="ref"
    )

    def __init__(self, data, *, people):
        super().__init__(data)
        self.fields["person"].queryset = people

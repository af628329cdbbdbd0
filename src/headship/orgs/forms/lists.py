"""The filters above the lists; a filter that cannot be understood is left out."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from headship.orgs.models import Role, School

STATUS = [("active", _("Active")), ("archived", _("Archived"))]


class FilterForm(forms.Form):
    """A form of optional fields sent with GET."""

    def wanted(self) -> dict[str, Any]:
        """Return what was understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class PersonFilterForm(FilterForm):
    search = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    role = forms.ChoiceField(
        label=_("Role"), required=False, choices=[("", _("All roles")), *Role.choices]
    )
    school: forms.ModelChoiceField = forms.ModelChoiceField(
        School.objects.none(),
        label=_("School"),
        required=False,
        empty_label=_("All schools"),
        to_field_name="ref",
    )
    account = forms.ChoiceField(
        label=_("Account"),
        required=False,
        choices=[("", _("All")), ("yes", _("With account")), ("no", _("Without"))],
    )
    status = forms.ChoiceField(label=_("Status"), required=False, choices=STATUS)
    sort = forms.ChoiceField(
        label=_("Sort by"),
        required=False,
        choices=[
            ("name", _("Name")),
            ("role", _("Role")),
        ],
    )

    def __init__(self, *args, schools, **options):
        super().__init__(*args, **options)
        self.fields["school"].queryset = schools


class SchoolFilterForm(FilterForm):
    search = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    locale = forms.ChoiceField(
        label=_("Locale"),
        required=False,
        choices=[
            ("", _("All locales")),
            ("11", _("City")),
            ("21", _("Suburb")),
            ("31", _("Town")),
            ("41", _("Rural")),
        ],
    )
    status = forms.ChoiceField(label=_("Status"), required=False, choices=STATUS)
    sort = forms.ChoiceField(
        label=_("Sort by"),
        required=False,
        choices=[
            ("name", _("Name")),
            ("people", _("People, most first")),
            ("enrollment", _("Enrollment, largest first")),
        ],
    )


class EventFilterForm(FilterForm):
    search = forms.CharField(
        label=_("Person or thing"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    event = forms.ChoiceField(label=_("Event"), required=False)
    since = forms.DateField(
        label=_("From"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    until = forms.DateField(
        label=_("To"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args, events, **options):
        super().__init__(*args, **options)
        self.fields["event"].choices = [("", _("All events")), *events]

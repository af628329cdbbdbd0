"""Fields and filters that several forms share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from headship.core.naming import name_of
from headship.frameworks.responsibilities import load_responsibilities


class FilterForm(forms.Form):
    """A form of optional fields sent with GET; what cannot be understood is left out."""

    def wanted(self) -> dict[str, Any]:
        """Return what was understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def search_field() -> forms.CharField:
    """Return the search field that stands above a list."""
    return forms.CharField(
        label=_("Search"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )


def choice_filter(label: Any, everything: Any, choices: Any) -> forms.ChoiceField:
    """Return a field that narrows a list, or leaves it whole."""
    return forms.ChoiceField(
        label=label, required=False, choices=[("", everything), *choices]
    )


def day_input() -> forms.DateInput:
    """Return a date input that browsers give a calendar."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def time_input() -> forms.TimeInput:
    """Return a time input that browsers give a clock."""
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class LinesField(forms.CharField):
    """A list of short texts, one on each line."""

    widget = forms.Textarea

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("required", False)
        super().__init__(*args, **kwargs)
        self.widget.attrs.setdefault("rows", 3)

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value):
        text = super().clean(value)
        return tuple(line.strip() for line in text.splitlines() if line.strip())


def responsibility_choices() -> list[tuple[str, str]]:
    """Return the 21 in the order of the spine."""
    return [(it.key, name_of(it)) for it in load_responsibilities()]


class ReasonForm(forms.Form):
    """A sentence why; the people concerned read it."""

    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)

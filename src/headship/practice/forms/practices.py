"""What people enter about practices."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from headship.core.clock import today
from headship.core.naming import name_of
from headship.frameworks.responsibilities import load_responsibilities
from headship.practice.actions import Plan

USUAL_DAYS = 28


def responsibility_choices() -> list[tuple[str, str]]:
    """Return the 21 in the order of the spine."""
    return [(it.key, name_of(it)) for it in load_responsibilities()]


class PracticeForm(forms.Form):
    """One practice."""

    responsibility = forms.ChoiceField(
        label=_("Responsibility"), choices=responsibility_choices
    )
    what = forms.CharField(
        label=_("What you will do"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
        help_text=_(
            "One thing that others could see. For example: visit four classrooms a week and leave a note each time."
        ),
    )
    due_on = forms.DateField(
        label=_("By when"), widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args, zone: str, **kwargs):
        initial = {"due_on": today(zone) + timedelta(days=USUAL_DAYS)}
        kwargs["initial"] = initial | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self._zone = zone

    def clean_due_on(self):
        if self.cleaned_data["due_on"] < today(self._zone):
            raise forms.ValidationError(
                _("The date has passed. Choose today or a later day.")
            )
        return self.cleaned_data["due_on"]

    @property
    def plan(self) -> Plan:
        """Return what was entered; call after is_valid."""
        return Plan(
            responsibility_key=self.cleaned_data["responsibility"],
            what=self.cleaned_data["what"],
            due_on=self.cleaned_data["due_on"],
        )


class NoteForm(forms.Form):
    """What came of a practice."""

    evidence = forms.CharField(
        label=_("Evidence"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What you did and what could be seen. No names of students."),
    )
    reflection = forms.CharField(
        label=_("Reflection"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What you would keep, and what you would do differently."),
    )
    question = forms.CharField(
        label=_("A question for the next session"),
        required=False,
        max_length=300,
        help_text=_(
            "Facilitators see it when you share this practice with them, and take it "
            "into the next session."
        ),
    )

"""What facilitators enter about tasks between sessions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from headship.practice.forms import responsibility_choices
from headship.programs.actions.practice import TaskText


class TaskForm(forms.Form):
    """One task for everyone of a cohort."""

    what = forms.CharField(
        label=_("What everyone will do"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
        help_text=_("One thing that others could see, and what to bring of it."),
    )
    responsibility = forms.ChoiceField(
        label=_("Responsibility"), choices=responsibility_choices
    )
    due_on = forms.DateField(
        label=_("By when"), widget=forms.DateInput(attrs={"type": "date"})
    )
    block = forms.UUIDField(required=False, widget=forms.HiddenInput)

    @property
    def text(self) -> TaskText:
        """Return what was entered; call after is_valid."""
        found: dict[str, Any] = self.cleaned_data
        return TaskText(
            what=found["what"],
            responsibility_key=found["responsibility"],
            due_on=found["due_on"],
        )

"""What curators ask for in their lists, and what they say to one another."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from headship.evidence.models import Change


class ChangeSearchForm(forms.Form):
    """Which proposals."""

    state_in = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), *Change.State.choices],
    )

    @property
    def state(self) -> str:
        return str(self.cleaned_data.get("state_in", "")) if self.is_valid() else ""


class RecordSearchForm(forms.Form):
    """Which records."""

    of = forms.ChoiceField(
        label=_("Kind of record"), required=False, choices=Change.Kind
    )
    q = forms.CharField(label=_("Words or number"), required=False, max_length=200)

    @property
    def kind(self) -> str:
        return self._cleaned("of") or Change.Kind.INTERVENTION.value

    @property
    def is_of_program(self) -> bool:
        """Say whether records of this kind belong to a program or practice."""
        return self.kind in {Change.Kind.FINDING, Change.Kind.RATING}

    @property
    def words(self) -> str:
        return self._cleaned("q")

    def _cleaned(self, name: str) -> str:
        self.is_valid()
        found: Any = self.cleaned_data.get(name, "")
        return str(found)


class NoteForm(forms.Form):
    """What the second curator says."""

    note_text = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed to decline: what should be different."),
    )

    @property
    def note(self) -> str:
        self.is_valid()
        return str(self.cleaned_data.get("note_text", ""))


class MailForm(forms.Form):
    """Yes or no to mail about proposals."""

    wants_mail = forms.BooleanField(required=False)

    @property
    def wants(self) -> bool:
        return self.is_valid() and bool(self.cleaned_data["wants_mail"])

"""What people enter about programs, their sessions and blocks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from headship.programs import shelf
from headship.programs.actions.programs import BlockText, ProgramText, SessionText
from headship.programs.forms.fields import (
    FilterForm,
    LinesField,
    choice_filter,
    responsibility_choices,
    search_field,
)
from headship.programs.models import Area, Program


class ProgramFilterForm(FilterForm):
    search = search_field()
    state = choice_filter(_("State"), _("All states"), Program.State.choices)


class ShapeForm(forms.Form):
    """How to cut a template."""

    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    sessions = forms.IntegerField(label=_("Sessions"), min_value=1)
    days = forms.IntegerField(label=_("Days of each session"), min_value=1)
    weeks_between = forms.IntegerField(
        label=_("Weeks between sessions"), min_value=0, max_value=52
    )
    day_minutes = forms.IntegerField(
        label=_("Working minutes of a day"),
        min_value=60,
        max_value=600,
        help_text=_("Without breaks and lunch."),
    )

    def __init__(self, *args, template, **kwargs):
        usual = template.usual
        kwargs["initial"] = {
            "title": template.title,
            "sessions": usual.sessions,
            "days": usual.days,
            "weeks_between": usual.weeks_between,
            "day_minutes": usual.day_minutes,
        } | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self._template = template
        for name, most in (
            ("sessions", template.most_sessions),
            ("days", template.most_days),
        ):
            self.fields[name].widget.attrs["max"] = most

    def clean_sessions(self):
        return self._at_most("sessions", self._template.most_sessions)

    def clean_days(self):
        return self._at_most("days", self._template.most_days)

    def _at_most(self, name: str, most: int) -> int:
        value: int = self.cleaned_data[name]
        if value > most:
            raise forms.ValidationError(
                _("This template has content for at most %(most)d."),
                params={"most": most},
            )
        return value

    @property
    def shape(self) -> shelf.Shape:
        """Return what was entered, or the usual shape where it makes no sense."""
        if not (self.is_bound and self.is_valid()):
            return self._template.usual
        wanted = {name: it for name, it in self.cleaned_data.items() if name != "title"}
        return shelf.Shape(**wanted)


class ProgramForm(forms.Form):
    """What a program says of itself."""

    title = forms.CharField(label=_("Title"), max_length=200)
    audience = forms.CharField(label=_("For whom"), max_length=300, required=False)
    about = forms.CharField(
        label=_("What it is about"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    day_minutes = forms.IntegerField(
        label=_("Working minutes of a day"),
        min_value=60,
        max_value=600,
        initial=360,
        help_text=_("Without breaks and lunch."),
    )

    @property
    def text(self) -> ProgramText:
        return ProgramText(**self.cleaned_data)


class CopyForm(forms.Form):
    """The name of a copy."""

    title = forms.CharField(label=_("Title of the copy"), max_length=200)


class ProgramSessionForm(forms.Form):
    """One planned session."""

    title = forms.CharField(label=_("Title"), max_length=200)
    purpose = forms.CharField(
        label=_("Purpose"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    areas = forms.MultipleChoiceField(
        label=_("Content areas"),
        choices=Area.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever leads the session must be qualified for each."),
    )
    days = forms.IntegerField(label=_("Days"), min_value=1, max_value=5, initial=1)
    weeks_after_previous = forms.IntegerField(
        label=_("Weeks after the session before"),
        min_value=0,
        max_value=52,
        initial=4,
    )

    @property
    def text(self) -> SessionText:
        return SessionText(**self.cleaned_data)


class BlockForm(forms.Form):
    """One block of a planned session."""

    title = forms.CharField(label=_("Title"), max_length=200)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=600)
    objectives = LinesField(label=_("Objectives"), help_text=_("One on each line."))
    activity = forms.CharField(
        label=_("Activity"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What participants do."),
    )
    materials = LinesField(label=_("Materials"), help_text=_("One on each line."))
    facilitator_notes = forms.CharField(
        label=_("Facilitator notes"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    practice_task = forms.CharField(
        label=_("Practice task for afterwards"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
        help_text=_("One thing that others could see."),
    )
    practice_weeks = forms.IntegerField(
        label=_("Weeks to practice"), min_value=1, max_value=26, initial=3
    )
    case_key = forms.ChoiceField(label=_("Case study"), required=False)
    responsibilities = forms.MultipleChoiceField(
        label=_("Responsibilities"),
        choices=responsibility_choices,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = [(case.key, case.title) for case in shelf.cases().values()]
        self.fields["case_key"].choices = [("", _("None")), *known]

    @property
    def text(self) -> BlockText:
        return BlockText(**self.cleaned_data)

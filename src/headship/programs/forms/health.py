"""What a manager looks at."""

from django import forms
from django.utils.translation import gettext_lazy as _

from headship.programs.models import Cohort


class HealthForm(forms.Form):
    """Which cohorts, in what order."""

    search = forms.CharField(label=_("Search"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All states")), *Cohort.State.choices],
    )
    program = forms.ChoiceField(label=_("Program"), required=False)
    sort = forms.ChoiceField(
        label=_("Sort by"),
        required=False,
        choices=[
            ("attendance", _("Lowest attendance")),
            ("practice", _("Least practice")),
            ("spent", _("Most of the budget spent")),
            ("people", _("Most people")),
            ("name", _("Name")),
        ],
    )

    def __init__(self, *args, programs, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["program"].choices = [
            ("", _("All programs")),
            *((str(it.ref), it.title) for it in programs),
        ]

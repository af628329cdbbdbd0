"""Narrowing and ordering the list of interventions by fit."""

from django import forms
from django.utils.translation import gettext_lazy as _

from headship.evidence.reports.fit_list import ANY, PROVEN, SORTS, FitChoice


class FitFilterForm(forms.Form):
    """Optional fields sent with GET; what cannot be understood is left out."""

    q = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    evidence = forms.ChoiceField(
        label=_("Evidence"),
        required=False,
        choices=[
            (PROVEN, _("At least one finding better beyond chance")),
            (ANY, _("Everything, also no difference and harm")),
        ],
    )
    sort = forms.ChoiceField(
        label=_("Order"), required=False, choices=list(SORTS.items())
    )

    @property
    def choice(self) -> FitChoice:
        """Return what was understood, or the usual."""
        self.is_valid()
        known = self.cleaned_data
        return FitChoice(
            words=known.get("q", ""),
            evidence=known.get("evidence") or PROVEN,
            sort=known.get("sort") or "fit",
        )

"""Which findings of the agreement table to list."""

from django import forms
from django.utils.translation import gettext_lazy as _

from headship.evidence.analysis.recompute import EDITIONS
from headship.evidence.models import Finding
from headship.evidence.queries.agreement import OWN
from headship.evidence.reports.reasons import CLUSTERS_UNUSABLE, SHORT

ANY = ("", _("Any"))


_CODES = [pair for pair in SHORT.items() if pair[0] != CLUSTERS_UNUSABLE]


class AgreementForm(forms.Form):
    """A cell of the table: edition, kind of outcome, agreement and reason."""

    edition = forms.ChoiceField(
        label=_("Edition"),
        choices=[ANY, *((edition, edition) for edition in EDITIONS)],
        required=False,
    )
    type = forms.ChoiceField(
        label=_("Type of outcome"),
        choices=[ANY, *Finding.OutcomeType.choices],
        required=False,
    )
    agreement = forms.ChoiceField(
        label=_("Agreement"),
        choices=[ANY, *Finding.Agreement.choices],
        required=False,
    )
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[ANY, *((code or OWN, words) for code, words in _CODES)],
        required=False,
    )

    @property
    def chosen(self) -> dict[str, str]:
        """Return what is asked for; what there is not counts as not asked."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

"""Saving a search under a name."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from headship.evidence.forms.search import SearchForm
from headship.evidence.reports.search import query_of


class NameForm(forms.Form):
    """What a person calls a search."""

    name = forms.CharField(label=_("Name"), max_length=120)


class SaveForm(forms.Form):
    """A search as its address has it; only what the search understands is kept."""

    name = forms.CharField(max_length=120, required=False)
    query = forms.CharField(max_length=2000)

    def clean_query(self) -> str:
        asked = SearchForm(QueryDict(self.cleaned_data["query"]))
        return query_of(asked.question, asked.view_chosen)

    def clean(self) -> dict[str, str]:
        cleaned = super().clean() or {}
        if not cleaned.get("query"):
            raise forms.ValidationError(
                _("This search asks for nothing in particular.")
            )
        cleaned["name"] = cleaned.get("name") or str(_("A search"))
        return cleaned

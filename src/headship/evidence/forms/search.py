"""What an address of the search asks for; what it cannot mean is left out."""

from enum import StrEnum
from typing import Any

from django import forms

from headship.evidence.search.questions import Question, Sort

FACETS = (
    *("domain", "effect", "tier", "grade", "locale", "group", "delivery"),
    *("design", "year"),
)
MOST_VALUES = 60  # Of one facet; more than any person chooses.
LONGEST = 200


class View(StrEnum):
    """What the results are."""

    INTERVENTIONS = "interventions"
    FINDINGS = "findings"


class SearchForm(forms.Form):
    """Words, filters, order and kind of results; an unknown order is the usual one."""

    q = forms.CharField(required=False)
    sort = forms.CharField(required=False)
    view = forms.CharField(required=False)

    def clean_q(self) -> str:
        return str(self.cleaned_data["q"])[:LONGEST]

    def clean_sort(self) -> Sort | None:
        found = self.cleaned_data["sort"]
        return Sort(found) if found in set(Sort) else None

    def clean_view(self) -> View:
        found = self.cleaned_data["view"]
        return View(found) if found in set(View) else View.INTERVENTIONS

    @property
    def question(self) -> Question:
        self.is_valid()
        return Question(
            words=self.cleaned_data.get("q", ""),
            chosen={key: values for key in FACETS if (values := self._chosen(key))},
            sort=self.cleaned_data.get("sort"),
        )

    @property
    def view_chosen(self) -> View:
        self.is_valid()
        view: View = self.cleaned_data.get("view", View.INTERVENTIONS)
        return view

    def _chosen(self, key: str) -> tuple[str, ...]:
        data: Any = self.data
        values = data.getlist(key) if hasattr(data, "getlist") else data.get(key, [])
        kept = [one for one in dict.fromkeys(values) if one and "\x00" not in one]
        return tuple(kept[:MOST_VALUES])

"""What people enter about rates and scopes of work."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from headship.core.naming import name_of
from headship.frameworks.responsibilities import SPINE, load_responsibilities
from headship.orgs.models import Organization
from headship.programs.actions.scopes import Acceptance, ScopeText
from headship.programs.forms.needs import NeedsField
from headship.programs.forms.rates import MoneyField
from headship.programs.models import Mode as MeetingMode
from headship.programs.models import Scope
from headship.programs.options.problem import (
    MOST_CANDIDATES,
    Candidate,
    Mode,
    Problem,
    Rates,
    Term,
)
from headship.programs.options.sessions import unit_of
from headship.programs.queries import candidates as queries

WEIGHTS = [("0", _("Not now")), ("1", _("Some")), ("2", _("Much")), ("3", _("Most"))]
PREFILLED_WEIGHT = "2"
TERMS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRow:
    """A session that may have to be in, short and maybe long, with their boxes."""

    topic: queries.Topic
    box: Any
    longer_box: Any = None

    @property
    def is_named(self) -> bool:
        boxes = [it for it in (self.box, self.longer_box) if it]
        return any(it.data["selected"] for it in boxes)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A program to choose from as the form shows it."""

    source: queries.Source
    box: Any
    topics: tuple[TopicRow, ...]

    @property
    def has_must(self) -> bool:
        return any(it.is_named for it in self.topics)


class ScopeForm(forms.Form):
    """Needs, people, time and money of a scope of work."""

    title = forms.CharField(label=_("Title"), max_length=200)
    client = forms.CharField(
        label=_("For whom"),
        max_length=200,
        help_text=_("A district, a school or several, as they stand on the proposal."),
    )
    note = forms.CharField(
        label=_("What the client should know"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is printed on the proposal."),
    )
    pasted_needs = NeedsField(
        label=_("Or paste a list of needs"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Names of responsibilities, on lines of their own or apart by commas or "
            "semicolons, as a district hands them on from its group report. They "
            "count as much needed."
        ),
    )
    templates = forms.MultipleChoiceField(
        label=_("Sessions to choose from"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    must = forms.MultipleChoiceField(
        label=_("Sessions that must be in"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    group = forms.IntegerField(label=_("People"), min_value=1, max_value=2000)
    districts = forms.IntegerField(
        label=_("Districts"), min_value=1, max_value=50, initial=1
    )
    modes = forms.MultipleChoiceField(
        label=_("How people can meet"),
        choices=MeetingMode.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    budget = MoneyField(
        label=_("Budget"),
        required=False,
        help_text=_("In all, in the currency of your rates. Leave empty for no limit."),
    )
    coaching_hours = forms.IntegerField(
        label=_("Hours of coaching for each person"),
        min_value=0,
        max_value=60,
        initial=0,
    )
    least_percent = forms.IntegerField(
        label=_("Least share of the needs, in percent"),
        min_value=1,
        max_value=100,
        initial=50,
        help_text=_("An option that meets less is not worth the trip."),
    )
    avoid = forms.CharField(
        label=_("Dates to avoid"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One date a line, such as 2027-03-15. Weekends are never used."),
    )

    def __init__(
        self, *args: Any, rates: Rates, organization: Organization, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._rates, self._organization = rates, organization
        self._sources = queries.sources(organization)
        self.fields["templates"].choices = [  # type: ignore[attr-defined]
            (it.key, it.title) for it in self._sources
        ]
        self.fields["must"].choices = [  # type: ignore[attr-defined]
            choice for it in self._sources for choice in _must_choices(it)
        ]
        for it in load_responsibilities():
            self.fields[f"need_{it.key}"] = forms.ChoiceField(
                label=name_of(it), choices=WEIGHTS, initial="0", required=False
            )
        for number in range(1, TERMS + 1):
            self._add_term(number)

    def _add_term(self, number: int) -> None:
        name = f"term{number}"
        self.fields[f"{name}_name"] = forms.CharField(
            label=_("Term"), max_length=60, required=False
        )
        for part, label in (("first", _("From")), ("last", _("To"))):
            self.fields[f"{name}_{part}"] = forms.DateField(
                label=label,
                required=False,
                widget=forms.DateInput(attrs={"type": "date"}),
            )
        self.fields[f"{name}_days"] = forms.IntegerField(
            label=_("Days free"), min_value=0, max_value=60, required=False
        )

    @property
    def need_fields(self) -> dict[str, list[Any]]:
        """Return the fields of the needs by component, in the order of the spine."""
        found: dict[str, list[Any]] = {}
        for it in load_responsibilities():
            found.setdefault(it.component.value, []).append(self[f"need_{it.key}"])
        return found

    @property
    def source_rows(self) -> list[SourceRow]:
        """Return each program to choose from with the boxes of its sessions."""
        boxes = {str(it.data["value"]): it for it in self["must"]}
        return [
            SourceRow(
                source=source,
                box=box,
                topics=tuple(_topic_row(it, boxes) for it in source.units),
            )
            for source, box in zip(self._sources, self["templates"], strict=True)
        ]

    @property
    def term_rows(self) -> list[list[Any]]:
        """Return the fields of each term."""
        parts = ("name", "first", "last", "days")
        return [
            [self[f"term{number}_{part}"] for part in parts]
            for number in range(1, TERMS + 1)
        ]

    def clean_avoid(self) -> frozenset[date]:
        lines = self.cleaned_data["avoid"].replace(",", "\n").split()
        try:
            return frozenset(map(date.fromisoformat, lines))
        except ValueError as error:
            raise forms.ValidationError(
                _("Write each date as year-month-day, one a line: 2027-03-15.")
            ) from error

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        found["needs"] = self._needs(found)
        if not found["needs"]:
            self.add_error(None, _("Name at least one need."))
        found["candidates"] = self._candidates(found)
        found["terms"] = self._terms(found)
        if not found["terms"]:
            self.add_error(
                None,
                _("Name at least one term with its dates and the days free in it."),
            )
        return found

    def _candidates(self, found: dict[str, Any]) -> tuple[Candidate, ...]:
        """Return the sessions of the programs chosen, and those that must be in."""
        programs, must = found.get("templates") or (), found.get("must") or ()
        units = {unit_of(name) for name in must}
        sessions = queries.variants_of(self._organization, programs, units)
        if not sessions:
            self.add_error("templates", _("Choose at least one program."))
        if len(sessions) > MOST_CANDIDATES:
            words = _(
                "These are %(count)d sessions, short and long ones counted; at most "
                "%(most)d can be compared at once. Choose fewer programs."
            )
            counts = {"count": len(sessions), "most": MOST_CANDIDATES}
            self.add_error("templates", words % counts)
        return tuple(it.candidate for it in sessions)

    def _needs(self, found: dict[str, Any]) -> dict[str, int]:
        needs = {key: int(found.get(f"need_{key}") or 0) for key in SPINE}
        for key in found.get("pasted_needs") or ():
            needs[key] = max(needs[key], int(PREFILLED_WEIGHT))
        return {key: weight for key, weight in needs.items() if weight}

    def _terms(self, found: dict[str, Any]) -> tuple[Term, ...]:
        return tuple(
            term
            for number in range(1, TERMS + 1)
            if (term := self._term(found, number)) is not None
        )

    def _term(self, found: dict[str, Any], number: int) -> Term | None:
        name = f"term{number}"
        first, last = found.get(f"{name}_first"), found.get(f"{name}_last")
        days = found.get(f"{name}_days")
        if first is None and last is None and days is None:
            return None
        if first is None or last is None or days is None:
            self.add_error(
                f"{name}_first", _("A term needs both dates and the days free in it.")
            )
            return None
        if last < first:
            self.add_error(f"{name}_last", _("A term ends after it begins."))
            return None
        label = found.get(f"{name}_name") or str(
            _("Term %(number)d") % {"number": number}
        )
        return Term(name=label, first=first, last=last, days=days)

    @property
    def text(self) -> ScopeText:
        """Return what the scope says of itself; call after is_valid."""
        names = ("title", "client", "note")
        return ScopeText(**{name: self.cleaned_data[name] for name in names})

    @property
    def problem(self) -> Problem:
        """Return what the options are computed from; call after is_valid."""
        found = self.cleaned_data
        return Problem(
            needs=found["needs"],
            candidates=found["candidates"],
            must=frozenset(found["must"]),
            terms=found["terms"],
            rates=self._rates,
            group=found["group"],
            districts=found["districts"],
            modes=tuple(Mode(it) for it in found["modes"]),
            budget=found["budget"],
            avoid=found["avoid"],
            coaching_hours=found["coaching_hours"],
            least_percent=found["least_percent"],
        )


def _must_choices(source: queries.Source) -> Iterator[tuple[str, Any]]:
    """Yield what can be named as a must: each session, and its longer form."""
    for topic in source.units:
        yield topic.name, topic.title
        if topic.longer:
            words = _("%(title)s, in %(days)d days")
            counts = {"title": topic.title, "days": topic.longer.days}
            yield topic.longer.name, words % counts


def _topic_row(topic: queries.Topic, boxes: Mapping[str, Any]) -> TopicRow:
    longer = boxes[topic.longer.name] if topic.longer else None
    return TopicRow(topic=topic, box=boxes[topic.name], longer_box=longer)


def scope_initial(scope: Scope) -> dict[str, Any]:
    """Return a scope as the form above shows it."""
    kept = scope.problem
    initial: dict[str, Any] = {
        name: getattr(scope, name) for name in ("title", "client", "note")
    }
    for name in ("group", "districts", "modes", "budget", "coaching_hours"):
        initial[name] = kept[name]
    initial["least_percent"] = kept["least_percent"]
    initial["avoid"] = "\n".join(kept["avoid"])
    initial["must"] = kept["must"]
    named = {unit_of(name) for name in kept["must"]}
    initial["templates"] = sorted(
        {
            it["key"].split("/")[0]
            for it in kept["candidates"]
            if it["unit"] not in named
        }
    )
    initial |= {f"need_{key}": str(weight) for key, weight in kept["needs"].items()}
    for number, term in enumerate(kept["terms"], start=1):
        initial |= {f"term{number}_{name}": value for name, value in term.items()}
    return initial


def needs_initial(keys: list[str]) -> dict[str, str]:
    """Return needs that a link carries as the form shows them; unknown ones are left."""
    return {f"need_{key}": PREFILLED_WEIGHT for key in keys if key in SPINE}


class ScopeFilterForm(forms.Form):
    """The filters above the list of scopes."""

    search = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), *Scope.State.choices],
    )

    def wanted(self) -> dict[str, Any]:
        """Return what was understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class AcceptForm(forms.Form):
    """Who said yes, and what the cohort is called."""

    by_name = forms.CharField(
        label=_("Who accepted it"),
        max_length=200,
        help_text=_("The person who may sign for the client, with their office."),
    )
    cohort_title = forms.CharField(label=_("Name of the cohort"), max_length=200)
    starts_on = forms.DateField(
        label=_("First day"), widget=forms.DateInput(attrs={"type": "date"})
    )
    ends_on = forms.DateField(
        label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"})
    )

    @property
    def acceptance(self) -> Acceptance:
        """Return what was entered; call after is_valid."""
        return Acceptance(**self.cleaned_data)


class DeclineForm(forms.Form):
    """Who said no, and why."""

    by_name = forms.CharField(label=_("Who declined it"), max_length=200)
    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=300,
        help_text=_("What would have made it a yes."),
    )

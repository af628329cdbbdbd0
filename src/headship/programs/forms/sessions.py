"""What people enter about sessions, their days and venues."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from headship.core.clock import today
from headship.core.errors import InputError, PolicyError
from headship.orgs.models.organizations import check_time_zone
from headship.programs.actions.sessions import VenueText
from headship.programs.forms.fields import (
    FilterForm,
    choice_filter,
    day_input,
    search_field,
    time_input,
)
from headship.programs.models import (
    Cohort,
    Facilitator,
    Mode,
    ProgramSession,
    Session,
    SessionFacilitator,
    Venue,
)
from headship.programs.policies import sessions as policies
from headship.programs.policies.sessions import DayPlan, SessionPlan
from headship.programs.policies.venues import check_is_another, conflicts
from headship.programs.wall_clock import instant

MOST_DAYS = 5
MOST_SEATS = 10_000


class SessionFilterForm(FilterForm):
    search = search_field()
    state = choice_filter(_("State"), _("All states"), Session.State.choices)
    lead = choice_filter(
        _("Lead"),
        _("With or without"),
        [("none", _("Without lead")), ("needed", _("Needs a lead"))],
    )
    since = forms.DateField(label=_("From"), required=False, widget=day_input())


class VenueFilterForm(FilterForm):
    search = search_field()
    kind = choice_filter(_("Kind"), _("All kinds"), Mode.choices)


class VenueForm(forms.Form):
    """A place; one room at a time."""

    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=Mode.choices)
    room = forms.CharField(label=_("Room"), max_length=100, required=False)
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    capacity = forms.IntegerField(
        label=_("Seats"), min_value=1, max_value=MOST_SEATS, required=False
    )
    time_zone = forms.CharField(
        label=_("Time zone"), max_length=40, validators=[check_time_zone]
    )
    link = forms.URLField(
        label=_("Link"),
        required=False,
        assume_scheme="https",
        help_text=_("For online rooms: where participants join."),
    )

    def __init__(self, *args, organization, venue=None, **kwargs):
        super().__init__(*args, **kwargs)
        self._organization, self._venue = organization, venue

    def clean(self):
        found = super().clean()
        if found.get("kind") == Mode.ONLINE and not found.get("link"):
            self.add_error("link", _("An online room needs a link to join."))
        if not self.errors:
            self._check_name(found)
            for name, lines in self._conflicts(found).items():
                self.add_error(name, lines)
        return found

    def _check_name(self, found: dict[str, Any]) -> None:
        try:
            check_is_another(
                self._organization, found["name"], found["room"], besides=self._venue
            )
        except PolicyError as error:
            self.add_error("name", str(error))

    def _conflicts(self, found: dict[str, Any]) -> dict[str, list[str]]:
        if self._venue is None:
            return {}
        names = ("kind", "capacity", "time_zone")
        return conflicts(self._venue, **{name: found[name] for name in names})

    @property
    def text(self) -> VenueText:
        return VenueText(**self.cleaned_data)


class DayForm(forms.Form):
    """One day in the time of the place; left empty, there is no such day."""

    day = forms.DateField(label=_("Day"), required=False, widget=day_input())
    starts = forms.TimeField(label=_("From"), required=False, widget=time_input())
    ends = forms.TimeField(label=_("Until"), required=False, widget=time_input())
    venue: forms.ModelChoiceField = forms.ModelChoiceField(
        Venue.objects.none(),
        label=_("Venue"),
        required=False,
        empty_label=_("No venue yet"),
        to_field_name="ref",
    )

    def __init__(self, *args, cohort, venues, **kwargs):
        super().__init__(*args, **kwargs)
        self._cohort = cohort
        self.fields["venue"].queryset = venues

    def clean(self):
        found = super().clean()
        given = [found.get(name) for name in ("day", "starts", "ends")]
        if not any(given):
            return found
        if not all(given):
            raise forms.ValidationError(_("Enter the day, its start and its end."))
        try:
            found["plan"] = self._plan(found)
        except PolicyError as error:
            raise forms.ValidationError(str(error)) from error
        return found

    def _plan(self, found: dict[str, Any]) -> DayPlan:
        venue = found.get("venue")
        zone = venue.time_zone if venue else self._cohort.time_zone
        return DayPlan(
            starts_at=instant(found["day"], found["starts"], zone),
            ends_at=instant(found["day"], found["ends"], zone),
            venue=venue,
        )


DayFormSet = forms.formset_factory(
    DayForm, extra=2, max_num=MOST_DAYS, validate_max=True
)


class SessionForm(forms.Form):
    """What a session is, and who leads it."""

    program_session: forms.ModelChoiceField = forms.ModelChoiceField(
        ProgramSession.objects.none(),
        label=_("Session of the program"),
        required=False,
        empty_label=_("None: an extra session"),
        to_field_name="ref",
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        required=False,
        help_text=_("Left empty, the program's title is used."),
    )
    mode = forms.ChoiceField(label=_("How it takes place"), choices=Mode.choices)
    lead: forms.ModelChoiceField = forms.ModelChoiceField(
        Facilitator.objects.none(),
        label=_("Lead"),
        required=False,
        empty_label=_("Nobody yet"),
        to_field_name="ref",
    )
    co_leads: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        Facilitator.objects.none(),
        label=_("Co-leads"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        to_field_name="ref",
    )
    observers: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        Facilitator.objects.none(),
        label=_("Observers"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        to_field_name="ref",
    )

    def __init__(self, *args, cohort, facilitators, planned, **kwargs):
        super().__init__(*args, **kwargs)
        self._cohort = cohort
        self.fields["program_session"].queryset = planned
        for name in ("lead", "co_leads", "observers"):
            self.fields[name].queryset = facilitators

    def clean(self):
        found = super().clean()
        if not found.get("title") and not found.get("program_session"):
            self.add_error(
                "title", _("Name the session, or choose one of the program.")
            )
        return found

    def check(self, days: tuple[DayPlan, ...], session: Session | None) -> bool:
        """Say whether the whole plan works; if not, the reasons become errors."""
        try:
            policies.check_plan(self.plan(days), self._cohort, session)
        except InputError as error:
            for problem in error.problems or [str(error)]:
                self.add_error(None, problem)
        return self.is_valid()

    def plan(self, days: tuple[DayPlan, ...]) -> SessionPlan:
        """Return the whole plan; call after is_valid."""
        found = self.cleaned_data
        planned = found["program_session"]
        return SessionPlan(
            title=found["title"] or planned.title,
            mode=found["mode"],
            days=days,
            program_session=planned,
            lead=found["lead"],
            co_leads=tuple(found["co_leads"]),
            observers=tuple(found["observers"]),
        )

    @staticmethod
    def initial_of(session: Session) -> dict[str, Any]:
        people: dict[str, list] = {part: [] for part in SessionFacilitator.Part.values}
        for it in session.facilitators.select_related("facilitator"):
            people[it.part].append(it.facilitator.ref)
        planned = session.program_session
        return {
            "program_session": planned.ref if planned else None,
            "title": session.title,
            "mode": session.mode,
            "lead": next(iter(people["lead"]), None),
            "co_leads": people["co"],
            "observers": people["observer"],
        }


class LeadForm(forms.Form):
    """Who leads a session instead."""

    lead = forms.ChoiceField(label=_("Lead"))

    def __init__(self, *args, leads, **kwargs):
        super().__init__(*args, **kwargs)
        self._leads = {str(it.ref): it for it in leads}
        self.fields["lead"].choices = [(ref, it) for ref, it in self._leads.items()]

    @property
    def new_lead(self) -> Facilitator:
        """Return who was chosen; call after is_valid."""
        return self._leads[self.cleaned_data["lead"]]


def proposed_days(
    planned: ProgramSession, cohort: Cohort, before: Session | None
) -> list[dict[str, Any]]:
    """Return days for a planned session: as far from the one before as is planned.

    Hours and place are those of the one before; what has passed is left open. Of a
    cohort's first session only the day is known.
    """
    if before is None:
        return [{"day": _if_to_come(cohort.starts_on, cohort)}]
    usual = days_initial(before)[0]
    first = usual["day"] + timedelta(weeks=planned.weeks_after_previous)
    days = [first + timedelta(days=number) for number in range(planned.days)]
    return [{**usual, "day": _if_to_come(day, cohort)} for day in days]


def _if_to_come(day: date, cohort: Cohort) -> date | None:
    return day if day > today(cohort.time_zone) else None


def days_initial(session: Session) -> list[dict[str, Any]]:
    """Return a session's days in the time of their places."""
    return [
        {
            "day": day.local_start.date(),
            "starts": day.local_start.time(),
            "ends": day.local_end.time(),
            "venue": day.venue.ref if day.venue else None,
        }
        for day in session.days.select_related("venue", "session__cohort")
    ]

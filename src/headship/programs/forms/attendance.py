"""What is typed at a door and ticked in a roster."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from headship.programs.actions.attendance import Change, Sheet, Tick
from headship.programs.forms.fields import FilterForm, search_field
from headship.programs.models import Attendance, SessionDay
from headship.programs.policies.attendance import LEAST
from headship.programs.queries.attendance import RosterRow, day_hours

Method = Attendance.Method


class PeopleFilterForm(FilterForm):
    search = search_field()


class CodeForm(forms.Form):
    """The code that a door shows."""

    code = forms.CharField(
        label=_("Code at the door"),
        max_length=40,
        help_text=_("Ten letters and digits, under the square. They change often."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "data-code": "",
            }
        ),
    )


class RosterForm(forms.Form):
    """A tick and hours for each person expected on a day.

    Taking a tick away, or other hours, corrects what was recorded before. Each line
    brings along what was recorded when it was shown, so that saving a roster that has
    been open for a while undoes nobody who has come in by the door meanwhile.
    """

    method = forms.ChoiceField(
        label=_("How do you know?"),
        choices=[
            (Method.ROSTER, _("I saw who was there")),
            (Method.PAPER, _("From the signed sheet")),
        ],
        initial=Method.ROSTER,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why recorded hours change"),
        max_length=300,
        required=False,
        help_text=_("Needed after the day. It is kept with the change."),
    )

    def __init__(self, *args, day: SessionDay, rows: list[RosterRow], **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = rows
        most = day_hours(day)
        for row in rows:
            self._add_fields(row, most)

    def _add_fields(self, row: RosterRow, most: Decimal) -> None:
        here, hours, shown = self._names(row)
        known = row.hours or most
        name = str(row.participant)
        self.fields[here] = forms.BooleanField(
            label=gettext("%(name)s was there") % {"name": name},
            required=False,
            initial=row.is_present,
        )
        self.fields[hours] = forms.DecimalField(
            label=gettext("Hours of %(name)s") % {"name": name},
            required=False,
            initial=known.normalize(),
            min_value=LEAST,
            max_value=most,
            decimal_places=2,
            widget=forms.NumberInput(attrs={"step": "0.25", "inputmode": "decimal"}),
        )
        self.fields[shown] = forms.DecimalField(
            required=False, initial=_recorded(row), widget=forms.HiddenInput
        )

    @property
    def lines(self):
        """Return each row with its fields, for the table."""
        for row in self.rows:
            here, hours, shown = (self[name] for name in self._names(row))
            yield {"row": row, "here": here, "hours": hours, "shown": shown}

    def clean(self):
        for row in self.rows:
            here, hours, _shown = self._names(row)
            said = self.cleaned_data.get(here), self.cleaned_data.get(hours)
            if said[0] and not said[1] and hours not in self.errors:
                self.add_error(
                    hours, gettext("Write the hours, or take the tick away.")
                )
        return self.cleaned_data

    @property
    def sheet(self) -> Sheet:
        """Return what is new and what differs from what was shown and is recorded."""
        ticks, changes = [], []
        for row in self.rows:
            here, hours, shown = (
                self.cleaned_data.get(name) for name in self._names(row)
            )
            said = (hours if here else None) or Decimal(0)
            if said == shown:
                continue
            if row.attendance is None and here:
                ticks.append(Tick(participant=row.participant, hours=said))
            elif row.attendance is not None and row.attendance.hours != said:
                changes.append(Change(attendance=row.attendance, hours=said))
        return Sheet(
            ticks=ticks,
            changes=changes,
            method=self.cleaned_data["method"],
            reason=self.cleaned_data["reason"],
        )

    @staticmethod
    def _names(row: RosterRow) -> tuple[str, str, str]:
        key = row.participant.pk
        return f"here_{key}", f"hours_{key}", f"shown_{key}"


def _recorded(row: RosterRow) -> Decimal:
    return row.attendance.hours if row.attendance else Decimal(0)

"""What people enter about facilitators and their ledgers."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from headship.core.clock import today
from headship.core.errors import PolicyError
from headship.orgs.models import Membership
from headship.programs.actions.facilitators import QualificationText
from headship.programs.forms.fields import (
    FilterForm,
    choice_filter,
    day_input,
    search_field,
    time_input,
)
from headship.programs.models import Area, Facilitator, Qualification
from headship.programs.wall_clock import instant


class FacilitatorFilterForm(FilterForm):
    search = search_field()
    reach = choice_filter(_("Reach"), _("All"), Facilitator.Reach.choices)
    status = choice_filter(_("Status"), _("Active"), [("retired", _("No longer lead"))])


class FacilitatorForm(forms.Form):
    """One of the organization's people who leads sessions, or will."""

    member: forms.ModelChoiceField = forms.ModelChoiceField(
        Membership.objects.none(), label=_("Person"), to_field_name="ref"
    )
    reach = forms.ChoiceField(
        label=_("Begins as"),
        choices=[
            (Facilitator.Reach.FIELD, _("Leads once qualified")),
            (Facilitator.Reach.TRAINEE, _("In training")),
        ],
    )

    def __init__(self, *args, candidates, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = candidates


class MentorForm(forms.Form):
    """Whom a facilitator can turn to."""

    mentor: forms.ModelChoiceField = forms.ModelChoiceField(
        Facilitator.objects.none(),
        label=_("Mentor"),
        required=False,
        empty_label=_("Nobody"),
        to_field_name="ref",
    )

    def __init__(self, *args, candidates, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mentor"].queryset = candidates


class QualificationForm(forms.Form):
    """One line of the ledger."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Qualification.Kind.choices)
    content = forms.ChoiceField(
        label=_("Content area"),
        required=False,
        choices=[("", _("None")), *Area.choices],
        help_text=_("Only for a line of the kind “content area”."),
    )
    on = forms.DateField(label=pgettext_lazy("day", "On"), widget=day_input())
    expires_on = forms.DateField(
        label=_("Valid until"), required=False, widget=day_input()
    )
    observer: forms.ModelChoiceField = forms.ModelChoiceField(
        Facilitator.objects.none(),
        label=_("Observed by"),
        required=False,
        empty_label=_("Nobody of ours"),
        to_field_name="ref",
        help_text=_("Only for practice teaching: an experienced facilitator."),
    )
    outside = forms.CharField(
        label=_("Observed by someone from outside"),
        required=False,
        max_length=200,
        help_text=_("Counts until your organization has an experienced facilitator."),
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=300)

    def __init__(self, *args, observers, zone, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["observer"].queryset = observers
        self._zone = zone

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day > today(self._zone):
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def clean(self):
        found = super().clean()
        first, last = found.get("on"), found.get("expires_on")
        if first and last and last < first:
            self.add_error("expires_on", _("It would expire before it was given."))
        is_area = found.get("kind") == Qualification.Kind.CONTENT_AREA
        if is_area and not found.get("content"):
            self.add_error("content", _("Choose the content area of this line."))
        if not is_area:
            found["content"] = ""
        return found

    @property
    def text(self) -> QualificationText:
        return QualificationText(**self.cleaned_data)


class RevokeForm(forms.Form):
    """From when a line no longer counts, and why."""

    on = forms.DateField(label=_("From"), widget=day_input())
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("It stays in the ledger.")
    )

    def __init__(self, *args, zone, **kwargs):
        super().__init__(*args, initial={"on": today(zone)}, **kwargs)
        self._zone = zone

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day > today(self._zone):
            raise forms.ValidationError(_("This day has not come yet."))
        return day


class AbsenceForm(forms.Form):
    """When a facilitator is away, in the organization's time."""

    first_day = forms.DateField(label=_("From"), widget=day_input())
    starts = forms.TimeField(label=_("Time"), widget=time_input(), initial="00:00")
    last_day = forms.DateField(label=_("Until"), widget=day_input())
    ends = forms.TimeField(label=_("Time"), widget=time_input(), initial="23:59")

    def __init__(self, *args, zone, **kwargs):
        super().__init__(*args, **kwargs)
        self._zone = zone

    def clean(self):
        found = super().clean()
        if self.errors:
            return found
        try:
            found["starts_at"] = instant(
                found["first_day"], found["starts"], self._zone
            )
            found["ends_at"] = instant(found["last_day"], found["ends"], self._zone)
        except PolicyError as error:
            raise forms.ValidationError(str(error)) from error
        if found["ends_at"] <= found["starts_at"]:
            self.add_error("last_day", _("It ends before it starts."))
        return found

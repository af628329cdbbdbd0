"""What people enter about cohorts, districts and participants."""

import re
from decimal import Decimal

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from headship.core.errors import PolicyError
from headship.orgs.models import Membership, Organization
from headship.orgs.models.organizations import check_time_zone
from headship.programs.actions.cohorts import CohortPlan
from headship.programs.forms.fields import (
    FilterForm,
    choice_filter,
    day_input,
    search_field,
)
from headship.programs.models import (
    Cohort,
    LeaderRole,
    Participant,
    Session,
)
from headship.programs.policies.cohorts import check_capacity
from headship.programs.queries import cohorts as queries
from headship.programs.queries import crossing

MOST_SEATS = 2000
MOST_INVITED = 100
MOST_BUDGET = 1_000_000_000  # More than any state spends; what tables hold is more.


class CohortFilterForm(FilterForm):
    search = search_field()
    state = choice_filter(_("State"), _("All states"), Cohort.State.choices)
    sort = forms.ChoiceField(
        label=_("Sort by"),
        required=False,
        choices=[
            ("newest", _("Newest first")),
            ("title", _("Title")),
            ("seats", _("People, most first")),
        ],
    )


class RosterFilterForm(FilterForm):
    search = search_field()
    district: forms.ModelChoiceField = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("District"),
        required=False,
        empty_label=_("All districts"),
        to_field_name="ref",
    )
    role = choice_filter(_("Leader role"), _("All roles"), LeaderRole.choices)
    state = choice_filter(_("State"), _("In the cohort"), Participant.State.choices)
    sort = forms.ChoiceField(
        label=_("Sort by"),
        required=False,
        choices=[
            ("name", _("Name")),
            ("district", _("District")),
            ("role", _("Leader role")),
            ("state", _("State")),
        ],
    )

    def __init__(self, *args, cohort, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["district"].queryset = queries.organizations_in(cohort)


class CohortForm(forms.Form):
    """What a manager decides about a cohort."""

    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        help_text=_("Participants see it. For example: North consortium 2026–2027."),  # noqa: RUF001 -- years are joined so
    )
    capacity = forms.IntegerField(label=_("Seats"), min_value=1, max_value=MOST_SEATS)
    starts_on = forms.DateField(label=_("First day"), widget=day_input())
    ends_on = forms.DateField(label=_("Last day"), widget=day_input())
    time_zone = forms.CharField(
        label=_("Time zone"),
        max_length=40,
        validators=[check_time_zone],
        help_text=_("Where most participants are, such as America/Chicago."),
    )
    budget = forms.DecimalField(
        label=_("Budget"),
        required=False,
        min_value=0,
        max_value=MOST_BUDGET,
        decimal_places=2,
        help_text=_("In the currency of your rates when the cohort was planned."),
    )

    def __init__(self, *args, cohort=None, **kwargs):
        super().__init__(*args, **kwargs)
        self._cohort = cohort

    def clean_capacity(self):
        capacity = self.cleaned_data["capacity"]
        if self._cohort is not None:
            try:
                check_capacity(self._cohort, capacity)
            except PolicyError as error:
                found = [*error.problems] or [str(error)]
                raise forms.ValidationError(found) from error
        return capacity

    def clean(self):
        found = super().clean()
        first, last = found.get("starts_on"), found.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day is before the first day."))
        return found

    @property
    def plan(self) -> CohortPlan:
        fields = dict(self.cleaned_data)
        budget: Decimal | None = fields.pop("budget")
        cents = None if budget is None else int(budget * 100)
        return CohortPlan(**fields, budget_cents=cents)

    @staticmethod
    def initial_of(cohort: Cohort) -> dict:
        names = ("title", "capacity", "starts_on", "ends_on", "time_zone")
        cents = cohort.budget_cents
        budget = None if cents is None else Decimal(cents) / 100
        return {name: getattr(cohort, name) for name in names} | {"budget": budget}


class DistrictForm(forms.Form):
    """A district, by its address: which districts use Headship is nobody's business."""

    address = forms.SlugField(
        label=_("The district's address in Headship"),
        help_text=_(
            "The last part of their page's address, as in /o/riverside/. Ask them."
        ),
    )

    def clean_address(self):
        found = crossing.district_at(self.cleaned_data["address"])
        if found is None:
            raise forms.ValidationError(
                _("There is no district with this address. Check the spelling.")
            )
        self.district = found
        return self.cleaned_data["address"]


class AddressesField(forms.CharField):
    """E-mail addresses as people paste them: on lines, or apart by commas."""

    widget = forms.Textarea

    def clean(self, value):
        text = super().clean(value)
        found = [it for it in re.split(r"[\s,;]+", text) if it]
        for it in found:
            validate_email(it)
        if len(found) > MOST_INVITED:
            raise forms.ValidationError(
                _("Invite at most %(most)d people at a time."),
                params={"most": MOST_INVITED},
            )
        return list(dict.fromkeys(it.lower() for it in found))


class InviteForm(forms.Form):
    """People of the own organization or of agreed districts, by e-mail address."""

    email = AddressesField(
        label=_("E-mail addresses"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "As the people's own districts know them. Paste several, on lines of their "
            "own or apart by commas, if they have the same role."
        ),
    )
    leader_role = forms.ChoiceField(label=_("Leader role"), choices=LeaderRole.choices)

    def __init__(self, *args, cohort, **kwargs):
        super().__init__(*args, **kwargs)
        self._cohort = cohort

    def clean_email(self):
        addresses = self.cleaned_data["email"]
        found = crossing.people_at(self._cohort, addresses)
        unknown = [it for it in addresses if it not in found]
        if unknown:
            raise forms.ValidationError(
                ngettext_lazy(
                    "No district that agreed knows this address: %(addresses)s. Ask "
                    "the district to add the person, or to send them.",
                    "No district that agreed knows these addresses: %(addresses)s. "
                    "Ask the districts to add the people, or to send them.",
                    len(unknown),
                ),
                params={"addresses": ", ".join(unknown)},
            )
        self.members = [found[it] for it in addresses]
        inside = [str(it) for it in queries.already_in(self._cohort, self.members)]
        if inside:
            raise forms.ValidationError(
                ngettext_lazy(
                    "%(names)s is in this cohort already. Take the address out.",
                    "%(names)s are in this cohort already. Take their addresses out.",
                    len(inside),
                ),
                params={"names": ", ".join(inside)},
            )
        return addresses


class SendForm(forms.Form):
    """People whom a district sends to a cohort it agreed to join."""

    people: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        Membership.objects.none(),
        label=_("People"),
        widget=forms.CheckboxSelectMultiple,
    )
    leader_role = forms.ChoiceField(
        label=_("Leader role"),
        choices=LeaderRole.choices,
        help_text=_("Send people of one role at a time."),
    )

    def __init__(self, *args, candidates, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = candidates


class ApplyForm(forms.Form):
    """What someone is who applies."""

    leader_role = forms.ChoiceField(
        label=_("What you are at home"), choices=LeaderRole.choices
    )


class TransferForm(forms.Form):
    """Another cohort to go on in."""

    to: forms.ModelChoiceField = forms.ModelChoiceField(
        Cohort.objects.none(), label=_("Cohort"), to_field_name="ref"
    )
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)

    def __init__(self, *args, cohorts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = cohorts


class MissedForm(forms.Form):
    """The session that somebody missed."""

    missed: forms.ModelChoiceField = forms.ModelChoiceField(
        Session.objects.none(), label=_("Missed session"), to_field_name="ref"
    )

    def __init__(self, *args, sessions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["missed"].queryset = sessions


class MakeUpForm(forms.Form):
    """Where a missed session is made up."""

    session: forms.ModelChoiceField = forms.ModelChoiceField(
        Session.objects.none(), label=_("Make it up in"), to_field_name="ref"
    )

    def __init__(self, *args, sessions, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["session"]
        field.queryset = sessions
        field.label_from_instance = lambda it: f"{it.cohort} · {it}"

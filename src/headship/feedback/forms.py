"""What people enter about cycles."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from headship.core.clock import today
from headship.feedback.models import Nomination
from headship.orgs.models import Membership, Organization
from headship.practice.forms import PracticeForm, responsibility_choices

END_OF_DAY = time(23, 59)
MOST_PEOPLE = 100  # Checkboxes on one page; a search finds the rest.
USUAL_DAYS = 21


class DeadlineField(forms.DateField):
    """A last day; it ends at midnight in the organization's time zone."""

    widget = forms.DateInput(attrs={"type": "date"})


def end_of(day, organization: Organization) -> datetime:
    """Return the last minute of a day where the organization is."""
    return datetime.combine(day, END_OF_DAY, ZoneInfo(organization.time_zone))


class PeopleSearchForm(forms.Form):
    """Words of somebody's name or address."""

    search = forms.CharField(
        label=_("Name or e-mail address"), required=False, max_length=100
    )

    @property
    def words(self) -> list[str]:
        return self.cleaned_data["search"].split() if self.is_valid() else []


class PeopleField(forms.ModelMultipleChoiceField):
    """Checkboxes of people with their schools."""

    widget = forms.CheckboxSelectMultiple

    def show(self, people) -> None:
        """Show some of those who may be chosen."""
        self.choices = [(it.pk, self.label_from_instance(it)) for it in people]

    def label_from_instance(self, member: Membership) -> str:
        schools = ", ".join(school.name for school in member.schools.all())
        return f"{member} · {schools}" if schools else str(member)


class DeadlineForm(forms.Form):
    """The last day on which raters can answer."""

    closes_on = DeadlineField(label=_("Last day to answer"))

    def __init__(self, *args, organization: Organization, **kwargs):
        super().__init__(*args, **kwargs)
        self._organization = organization

    def clean_closes_on(self):
        day = self.cleaned_data["closes_on"]
        if day < today(self._organization.time_zone):
            raise forms.ValidationError(
                _("This day has passed. Choose today or a later day.")
            )
        return end_of(day, self._organization)


class CycleForm(DeadlineForm):
    """A new cycle."""

    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        help_text=_("Raters see it. For example: Spring 2027 feedback."),
    )
    purpose = forms.CharField(
        label=_("What it is for"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Raters read it before they answer. Leave empty for our wording."),
    )
    minimum = forms.IntegerField(
        label=_("Smallest group shown"),
        help_text=_("Answers of a smaller group are joined with another or not shown."),
    )

    field_order = ["name", "purpose", "closes_on", "minimum"]

    def __init__(self, *args, organization: Organization, **kwargs):
        usual = today(organization.time_zone) + timedelta(days=USUAL_DAYS)
        kwargs.setdefault(
            "initial", {"closes_on": usual, "minimum": organization.minimum_group}
        )
        super().__init__(*args, organization=organization, **kwargs)
        self.fields["minimum"].widget.attrs["min"] = organization.minimum_group

    def clean_minimum(self):
        minimum = self.cleaned_data["minimum"]
        least = self._organization.minimum_group
        if minimum < least:
            raise forms.ValidationError(
                _("Your organization promises at least %(least)d; it cannot be lower."),
                params={"least": least},
            )
        return minimum


class OpenForm(forms.Form):
    """Whether a cycle opens although supervisors have not decided everything."""

    without_undecided = forms.BooleanField(
        label=_("Open without these raters"), required=False
    )


class LeadersForm(forms.Form):
    """Leaders to put into a cycle."""

    leaders = PeopleField(label=_("Leaders"), queryset=None)
    ask_staff = forms.BooleanField(
        label=_("Ask all staff of their schools"),
        required=False,
        initial=True,
        help_text=_("Otherwise leaders nominate raters and supervisors approve them."),
    )

    def __init__(self, *args, candidates, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["leaders"].queryset = candidates


class NominationForm(forms.Form):
    """Raters whom a leader proposes; of all candidates some are on the page."""

    group = forms.ChoiceField(
        label=_("They rate you as"),
        choices=Nomination.Group.choices,
        widget=forms.RadioSelect,
        initial=Nomination.Group.TEACHER,
    )
    nominees = PeopleField(label=_("People"), queryset=None)

    def __init__(self, *args, candidates, shown, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["nominees"].queryset = candidates
        self.fields["nominees"].show(shown)


class InitiativeForm(forms.Form):
    """The one initiative that raters are asked about."""

    initiative = forms.CharField(
        label=_("Your initiative"),
        max_length=120,
        required=False,
        help_text=_(
            "One change you are leading now, as your staff would name it. Leave empty "
            "to ask nothing about change."
        ),
    )


class ShareForm(forms.Form):
    """A colleague to share a report with."""

    reader: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Colleague"), queryset=None
    )

    def __init__(self, *args, candidates, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reader"].queryset = candidates


def _optional_choices() -> list[tuple[str, Any]]:
    return [("", _("Choose one")), *responsibility_choices()]


class NextStepForm(PracticeForm):
    """One of three practices; left empty, it is not undertaken."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["what"].required = False
        self.fields["responsibility"] = forms.ChoiceField(
            label=_("Responsibility"), choices=_optional_choices, required=False
        )

    @property
    def is_filled(self) -> bool:
        return bool(self.cleaned_data.get("what"))

    def clean(self):
        found = super().clean()
        if found.get("what") and not found.get("responsibility"):
            self.add_error(
                "responsibility", _("Choose the responsibility this practice is for.")
            )
        return found


class _NextStepForms(forms.BaseFormSet):
    def clean(self):
        if not any(self.errors) and not any(form.is_filled for form in self.forms):
            raise forms.ValidationError(
                _("Describe at least one practice, in a sentence others could check.")
            )


NextStepFormSet = forms.formset_factory(
    NextStepForm, formset=_NextStepForms, extra=3, max_num=3, validate_max=True
)


class NeedsForm(forms.Form):
    """Responsibilities to hand on from a group report, with consent."""

    needs = forms.MultipleChoiceField(
        label=_("Responsibilities"),
        choices=responsibility_choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Chosen for a start are the three with the lowest means. Choose what your "
            "leaders should work on."
        ),
    )
    consent = forms.BooleanField(
        label=_("I may decide this for the district, and hand on these names only"),
    )

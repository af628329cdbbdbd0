"""What visitors ask, what staff note, and what participants offer to be read."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from headship.core.clock import today
from headship.orgs.models import Membership
from headship.programs import spam
from headship.programs.actions.enquiries import FollowUp, Question
from headship.programs.models import Enquiry, Program
from headship.programs.queries import enquiries as queries

LONGEST = 3000
Channel = Enquiry.Channel


class QuestionForm(forms.Form):
    """A question with a way to answer it."""

    name = forms.CharField(label=_("Your name"), max_length=200)
    district = forms.CharField(
        label=_("School or district"), max_length=200, required=False
    )
    program: "forms.ModelChoiceField[Program]" = forms.ModelChoiceField(
        queryset=None, label=_("Program"), required=False, empty_label=_("Not sure yet")
    )
    message = forms.CharField(
        label=_("What would you like to know?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    answer_by = forms.ChoiceField(
        label=_("How shall we answer?"),
        choices=Channel,
        widget=forms.RadioSelect,
        initial=Channel.EMAIL,
    )
    email = forms.EmailField(label=_("E-mail address"), required=False)
    phone = forms.RegexField(
        r"^[0-9+()./ x-]{7,40}$",
        label=_("Phone number"),
        required=False,
        error_messages={
            "invalid": _("Write the number in digits, such as 512 555 0123.")
        },
    )

    def __init__(self, *args, organization, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["program"].queryset = queries.offered_programs(organization)

    def clean(self):
        told = self.cleaned_data
        by_phone = told.get("answer_by") == Channel.PHONE
        if by_phone and not told.get("phone") and "phone" not in self.errors:
            self.add_error("phone", gettext("Write the number that we shall call."))
        if not by_phone and not told.get("email") and "email" not in self.errors:
            self.add_error(
                "email", gettext("Write the address that we shall answer to.")
            )
        return told

    @property
    def question(self) -> Question:
        told = self.cleaned_data
        return Question(**{name: told[name] for name in Question.__slots__})


class AskForm(QuestionForm):
    """The public form, with what tells visitors from machines."""

    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    field_order = [
        *("name", "district", "program", "message", "answer_by", "email", "phone"),
        *("website", "shown"),
    ]

    @property
    def is_machine(self) -> bool:
        """Say whether the field that nobody sees is filled in."""
        return bool(self.data.get("website"))

    def clean_shown(self):
        stamped = self.cleaned_data["shown"]
        if spam.is_stale(stamped):
            raise forms.ValidationError(
                gettext("The page was open too long. Send the form once more.")
            )
        if spam.is_too_fast(stamped):
            raise forms.ValidationError(
                gettext("That was very fast. Wait a few seconds, then send it again.")
            )
        return stamped


class RecordForm(QuestionForm):
    """An enquiry that came by phone or e-mail, as staff write it down."""

    came_by = forms.ChoiceField(
        label=_("How it came"),
        choices=[it for it in Enquiry.CameBy.choices if it[0] != "form"],
    )
    field_order = ["came_by"]


class FollowUpForm(forms.Form):
    """Where an enquiry stands."""

    state = forms.ChoiceField(label=_("State"), choices=Enquiry.State)
    owner: "forms.ModelChoiceField[Membership]" = forms.ModelChoiceField(
        queryset=None,
        label=_("Who looks after it"),
        required=False,
        empty_label=_("Nobody yet"),
    )
    follow_up_on = forms.DateField(
        label=_("Follow up on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args, organization, **kwargs):
        super().__init__(*args, **kwargs)
        self._zone = organization.time_zone
        self.fields["owner"].queryset = queries.possible_owners(organization)

    def clean_follow_up_on(self):
        day = self.cleaned_data["follow_up_on"]
        if day and "follow_up_on" in self.changed_data and day < today(self._zone):
            raise forms.ValidationError(
                gettext("This day has passed. Choose a later one.")
            )
        return day

    @property
    def plan(self) -> FollowUp:
        return FollowUp(**self.cleaned_data)


class NoteForm(forms.Form):
    """What was said or done."""

    text = forms.CharField(
        label=_("Note"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )


class FilterForm(forms.Form):
    """Which enquiries to list."""

    search = forms.CharField(label=_("Search"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All states")), *Enquiry.State.choices],
    )
    sort = forms.ChoiceField(
        label=_("Sort by"),
        required=False,
        choices=[
            ("newest", _("Newest first")),
            ("follow_up", _("Next follow-up")),
            ("name", _("Name")),
        ],
    )


class TestimonialForm(forms.Form):
    """A participant's words, whose they shall be said to be, and the consent."""

    text = forms.CharField(
        label=_("Your words"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What did the program change for you? Name no students or staff."),
    )
    shown_as = forms.ChoiceField(label=_("Shown as"), widget=forms.RadioSelect)
    agrees = forms.BooleanField(
        error_messages={
            "required": _(
                "Without your consent nothing is stored. Check the box to agree."
            )
        }
    )

    def __init__(self, *args, attributions, consent_text, **kwargs):
        super().__init__(*args, **kwargs)
        pairs = [(str(place), words) for place, words in enumerate(attributions)]
        self._attributions = dict(pairs)
        self.fields["shown_as"].choices = pairs
        self.fields["agrees"].label = consent_text

    @property
    def attribution(self) -> str:
        return self._attributions[self.cleaned_data["shown_as"]]

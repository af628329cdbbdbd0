"""What is chosen and typed about certificates and hours."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from headship.core.errors import InputError
from headship.programs.hour_columns import FIELDS, read_columns


class RuleForm(forms.Form):
    """The share of hours that completes a program."""

    percent = forms.IntegerField(
        label=_("Smallest share of the hours, in percent"),
        min_value=1,
        max_value=100,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    @property
    def share(self) -> Decimal:
        return Decimal(self.cleaned_data["percent"]) / 100


class SearchForm(forms.Form):
    """Which certificates to list."""

    search = forms.CharField(
        label=_("Search by name, title or number"), max_length=100, required=False
    )
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("All")), ("valid", _("Valid")), ("revoked", _("Revoked"))],
        required=False,
    )

    @property
    def wanted(self) -> dict[str, object]:
        return self.cleaned_data if self.is_valid() else {}


class RevokeForm(forms.Form):
    """Why a certificate no longer holds."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("For your records. The public page says only that it is revoked."),
    )


class NumberForm(forms.Form):
    """The number that is printed on a certificate."""

    number = forms.RegexField(
        r"^\s*[A-Za-z0-9]{4}\s*-?\s*[A-Za-z0-9]{4}\s*$",
        label=_("Certificate number"),
        help_text=_("Eight letters and digits, such as K7QM-2XPA."),
        error_messages={"invalid": _("Write the number as it is printed: K7QM-2XPA.")},
    )

    def clean_number(self) -> str:
        letters = "".join(it for it in self.cleaned_data["number"] if it.isalnum())
        return f"{letters[:4]}-{letters[4:]}".upper()


class HoursForm(forms.Form):
    """Which hours to report, and in which columns."""

    kind = forms.ChoiceField(
        label=_("Count"),
        choices=[
            ("session", _("Sessions, one line each")),
            ("program", _("Whole programs, one line each")),
        ],
        initial="session",
        widget=forms.RadioSelect,
        help_text=_("Not both, or the same hours would be reported twice."),
    )
    since = forms.DateField(
        label=_("Ended on or after"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    until = forms.DateField(
        label=_("Ended on or before"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    layout = forms.ChoiceField(label=_("Columns"), required=False)

    def __init__(self, *args, layouts, **kwargs):
        super().__init__(*args, **kwargs)
        own = [(str(it.ref), it.name) for it in layouts]
        self.fields["layout"].choices = [("", _("Usual columns")), *own]

    @property
    def wanted(self) -> dict[str, object]:
        chosen = {name: self.cleaned_data[name] for name in ("kind", "since", "until")}
        return {**chosen, "state": "valid"}


class LayoutForm(forms.Form):
    """The columns of a report."""

    name = forms.CharField(label=_("Name"), max_length=100)
    columns = forms.CharField(
        label=_("Columns"),
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=_("One a line: the heading, an equals sign, the field."),
    )

    def clean_columns(self):
        try:
            return read_columns(self.cleaned_data["columns"])
        except InputError as error:
            raise forms.ValidationError(error.problems) from None

    @property
    def known(self):
        """Return every field that a column can hold."""
        return [(name, it.label) for name, it in FIELDS.items()]

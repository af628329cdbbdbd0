"""Typing a code, and opening an account with it."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from headship.accounts.models import User


class CodeForm(forms.Form):
    """The code of an invitation, as typed or as brought by a link."""

    code = forms.CharField(
        label=_("Code from your invitation"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters"}
        ),
        help_text=_("16 letters and digits; spaces and hyphens do not matter."),
    )


class AccountForm(forms.Form):
    """A name and a password of one's own."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. Three or four words are easy to keep."),
    )
    password_again = forms.CharField(
        label=_("Password again"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, data=None, *, member):
        self.member = member
        super().__init__(data, initial={"name": str(member)})

    def clean_password(self):
        password = self.cleaned_data["password"]
        name = self.cleaned_data.get("name", "")
        validate_password(password, User(email=self.member.email, name=name))
        return password

    def clean(self):
        values = super().clean()
        password = values.get("password")
        if password and password != values.get("password_again"):
            self.add_error("password_again", gettext("The two passwords differ."))
        return values

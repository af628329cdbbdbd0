"""Typing a name, so that nothing is deleted by a slip."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from headship.orgs.models import Organization


class DeletionForm(forms.Form):
    """The organization's name, typed, and why it goes."""

    name = forms.CharField(label=_("The organization's name"), max_length=200)
    reason = forms.CharField(
        label=_("Why, for your colleagues"), max_length=300, required=False
    )

    def __init__(self, data=None, *, organization: Organization):
        self.organization = organization
        super().__init__(data)
        self.fields["name"].help_text = _("Type %(name)s.") % {"name": organization}
        self.fields["name"].widget.attrs["autocomplete"] = "off"

    def clean_name(self):
        name = self.cleaned_data["name"]
        if name.casefold() != self.organization.name.casefold():
            raise forms.ValidationError(
                gettext("This is not the name. Type it as it stands above.")
            )
        return name

"""What a person sends about themselves."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from headship.accounts.models import User


class ProfileForm(forms.ModelForm):
    """Name and language."""

    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("Of pages and messages."),
    )

    class Meta:
        model = User
        fields = ["name", "language"]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["name"].required = True

    def _post_clean(self):
        """Leave the instance alone: the action sets its values."""

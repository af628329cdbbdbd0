"""Evidence, who sees it, and what they say."""

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from headship.core.errors import PolicyError
from headship.core.files import ENDINGS, check
from headship.orgs.models import Membership
from headship.practice.models import Share
from headship.practice.policies import MOST_BYTES

LABEL_HINT = _("A few words, so that a reader knows what to look for.")


class FileForm(forms.Form):
    """One file; stands beside the link on the same page."""

    upload = forms.FileField(
        label=_("File"),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(ENDINGS)}),
        help_text=_(
            "A document, a table, a picture or text of at most 10 MB. No names of "
            "students."
        ),
    )
    label = forms.CharField(
        label=_("What it shows"), required=False, max_length=200, help_text=LABEL_HINT
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="id_file_%s", **kwargs)

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        try:
            check(upload, most_bytes=MOST_BYTES)
        except PolicyError as error:
            raise forms.ValidationError(str(error)) from error
        return upload


class LinkForm(forms.Form):
    """One address on the web; stands beside the file on the same page."""

    url = forms.CharField(
        label=_("Link"),
        max_length=500,
        widget=forms.URLInput,
        validators=[URLValidator(schemes=["http", "https"])],
        error_messages={"invalid": _("Give a link that begins with https://.")},
    )
    label = forms.CharField(
        label=_("What it shows"), required=False, max_length=200, help_text=LABEL_HINT
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="id_link_%s", **kwargs)


class ShareForm(forms.Form):
    """Who may read a practice with its evidence."""

    audiences = forms.MultipleChoiceField(
        label=_("Who sees what you wrote and added"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            (Share.Audience.FACILITATOR, Share.Audience.FACILITATOR.label),
            (Share.Audience.PEERS, Share.Audience.PEERS.label),
        ],
    )
    coach: forms.ModelChoiceField = forms.ModelChoiceField(
        Membership.objects.none(),
        label=_("A coach"),
        required=False,
        empty_label=_("Nobody"),
        to_field_name="ref",
    )

    def __init__(self, *args, coaches, is_task: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["coach"].queryset = coaches  # type: ignore[attr-defined]
        if not is_task:
            del self.fields["audiences"]


class FeedbackForm(forms.Form):
    """What a reader says."""

    text = forms.CharField(
        label=_("Your feedback"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What you noticed, and one question that helps to go on."),
    )


class ReminderForm(forms.Form):
    """Yes or no to reminders."""

    wants_reminders = forms.BooleanField(required=False)

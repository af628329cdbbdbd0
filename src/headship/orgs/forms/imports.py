"""Uploading a file and confirming its preview."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from headship.orgs.roster.sources import MAX_UPLOAD, MEGABYTE


class UploadForm(forms.Form):
    """A zip or CSV of bounded size."""

    file = forms.FileField(label=_("File"))

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > MAX_UPLOAD:
            raise forms.ValidationError(
                gettext("The file has %(size)s MB; at most %(most)s MB are accepted.")
                % {"size": upload.size // MEGABYTE, "most": MAX_UPLOAD // MEGABYTE}
            )
        if not upload.name.lower().endswith((".zip", ".csv")):
            raise forms.ValidationError(
                gettext("Choose a .zip or a .csv file, not “%(name)s”.")
                % {"name": upload.name[:100]}
            )
        return upload


class RosterUploadForm(UploadForm):
    """OneRoster files in one zip."""

    def clean_file(self):
        upload = super().clean_file()
        if not upload.name.lower().endswith(".zip"):
            raise forms.ValidationError(
                gettext(
                    "Zip the CSV files of the export, with manifest.csv among them."
                )
            )
        return upload


class DirectoryUploadForm(UploadForm):
    """A school directory, whole or for one district."""

    lea_id = forms.RegexField(
        r"^\d{7}$",
        label=_("NCES district ID"),
        required=False,
        help_text=_(
            "Seven digits. Only this district's schools are read; leave it empty to "
            "read every school of the file."
        ),
        error_messages={"invalid": _("An NCES district ID has 7 digits.")},
    )


class ConfirmForm(forms.Form):
    """Yes to exactly the preview that was shown."""

    fingerprint = forms.CharField(max_length=64, widget=forms.HiddenInput)
    is_sure = forms.BooleanField(
        label=_("Yes, archive that many people"), required=False
    )

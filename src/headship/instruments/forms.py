"""What comes from a browser about instruments."""

from django import forms
from django.utils.translation import gettext_lazy as _

from headship.core.errors import InputError
from headship.instruments.checks import LONGEST_TEXT, text_problem
from headship.instruments.document import OTHERS, Wording
from headship.instruments.questionnaire import FormPage
from headship.instruments.reading import read
from headship.instruments.reports import language_name, perspective_name

LARGEST_FILE = 1024 * 1024  # Bytes; the 360 in two languages has 40,000.
CANNOT_JUDGE = "x"  # The value of "I can't judge" in a browser; its byte is 0.


class InstrumentFileForm(forms.Form):
    """A TOML file; ``cleaned_data`` has its text and the document it holds."""

    file = forms.FileField(
        label=_("Questionnaire file"),
        help_text=_("A TOML file of at most 1 MB, such as one exported here."),
        widget=forms.ClearableFileInput(attrs={"accept": ".toml"}),
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST_FILE:
            raise forms.ValidationError(
                _("The file is larger than 1 MB. Choose a questionnaire file.")
            )
        try:
            text = upload.read().decode("utf-8")
            self.cleaned_data["document"] = read(text, filename=upload.name)
        except UnicodeDecodeError:
            raise forms.ValidationError(
                _("The file is not text in UTF-8. Save it as UTF-8 and try again.")
            ) from None
        except InputError as error:
            raise forms.ValidationError(error.problems) from None
        self.cleaned_data["text"] = text
        return upload


class InstrumentTextForm(forms.Form):
    """The text of a file that was previewed and is now to be imported."""

    text = forms.CharField(
        max_length=LARGEST_FILE, strip=False, widget=forms.HiddenInput
    )
    filename = forms.CharField(max_length=255, widget=forms.HiddenInput)


class WordingForm(forms.Form):
    """The wording of one item: a field per language and perspective."""

    def __init__(self, *args, wording, languages, perspectives, **options):
        super().__init__(*args, **options)
        self.places = [
            (language, perspective)
            for language in languages
            for perspective in (*perspectives, OTHERS)
        ]
        for language, perspective in self.places:
            self.fields[self._name(language, perspective)] = forms.CharField(
                label=f"{language_name(language)} · {perspective_name(perspective)}",
                initial=wording.get(language, {}).get(perspective, ""),
                required=False,
                max_length=LONGEST_TEXT,
                widget=forms.Textarea(attrs={"rows": 2, "lang": language}),
            )

    def clean(self):
        cleaned = super().clean()
        for name, text in list(cleaned.items()):
            if text and (problem := text_problem(text)):
                self.add_error(name, problem)
        return cleaned

    def wording(self) -> Wording:
        """Return the texts that are not empty."""
        wording: Wording = {}
        for language, perspective in self.places:
            if text := self.cleaned_data[self._name(language, perspective)]:
                wording.setdefault(language, {})[perspective] = text
        return wording

    def _name(self, language: str, perspective: str) -> str:
        return f"{language}_{perspective}"


class RatingForm(forms.Form):
    """One page of a questionnaire: a field per item, named by its position."""

    def __init__(self, *args, page: FormPage, **options):
        super().__init__(*args, **options)
        for item in page.items:
            self.fields[f"item_{item.position}"] = forms.ChoiceField(
                label=item.text,
                required=False,
                choices=[
                    (str(option.value or CANNOT_JUDGE), option.label)
                    for option in item.options
                ],
                widget=forms.RadioSelect,
            )

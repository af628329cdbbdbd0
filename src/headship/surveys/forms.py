"""What comes from a rater's browser."""

from django import forms
from django.utils.translation import gettext_lazy as _

from headship.instruments.answers import NOT_ANSWERED
from headship.surveys.questionnaire import Page, Questionnaire

TEXT_LENGTH = 4000


class CodeForm(forms.Form):
    """The code from the link or from paper."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=60,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "data-code": "",
            }
        ),
        help_text=_("Sixteen letters and digits; spaces and hyphens do not matter."),
    )


class AnswersForm(forms.Form):
    """Ratings named ``i<position>`` and texts named by their question.

    Takes the questionnaire and checks each value against the item's own options.
    """

    def __init__(self, data, *, questionnaire: Questionnaire, page: Page | None = None):
        super().__init__(data)
        self._questionnaire = questionnaire
        self._positions = (
            [item.position for item in page.items] if page else questionnaire.values
        )

    def clean(self):
        values: dict[int, int] = {}
        for position in self._positions:
            raw = self.data.get(f"i{position}", "")
            if raw == "":
                continue
            values[position] = self._value(position, raw)
        texts = {
            question.key: self.data[question.key].replace("\0", "")[:TEXT_LENGTH]
            for question in self._questionnaire.questions
            if question.key in self.data
        }
        return {"values": values, "texts": texts}

    def _value(self, position: int, raw: str) -> int:
        allowed = self._questionnaire.values[position]
        value = int(raw) if raw.isdecimal() and len(raw) <= 3 else NOT_ANSWERED
        if value not in allowed:
            raise forms.ValidationError(
                _(
                    "One answer was not among the choices. Reload the page, then try again."
                )
            )
        return value

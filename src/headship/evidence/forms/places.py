"""Choosing a place: looking for a school, or typing its figures."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from headship.evidence.contexts.dimensions import (
    CATEGORY_WORDS,
    GRADES,
    LOCALES,
    RACES,
    ROUNDING,
    Dimension,
)
from headship.evidence.contexts.figures import MOST_STUDENTS, PERCENTS, Figures, plain

UNKNOWN = ("", _("Not known"))


class SchoolSearchForm(forms.Form):
    """Words and a state; what cannot be understood is left out."""

    q = forms.CharField(
        label=_("Name, district, city or NCES number"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, data, *, states):
        super().__init__(data)
        every = [("", _("Every state")), *((state, state) for state in states)]
        self.fields["state"].choices = every

    @property
    def wanted(self) -> tuple[str, str]:
        """Return the words and the state that were understood."""
        self.is_valid()
        known = self.cleaned_data
        return known.get("q", ""), known.get("state", "")


def _choices(dimension, names):
    return [UNKNOWN, *((name, CATEGORY_WORDS[dimension][name]) for name in names)]


def _percent(label, hint=""):
    return forms.DecimalField(
        label=label,
        help_text=hint,
        required=False,
        min_value=0,
        max_value=100,
        max_digits=6,
        decimal_places=3,
        widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
    )


class FiguresForm(forms.Form):
    """The figures of a place; each may be left empty, which means unknown."""

    locale = forms.ChoiceField(
        label=_("Locale"), required=False, choices=_choices(Dimension.LOCALE, LOCALES)
    )
    lowest_grade = forms.ChoiceField(
        label=_("Lowest grade"),
        required=False,
        choices=_choices(Dimension.GRADES, GRADES),
    )
    highest_grade = forms.ChoiceField(
        label=_("Highest grade"),
        required=False,
        choices=_choices(Dimension.GRADES, GRADES),
    )
    enrollment = forms.IntegerField(
        label=_("Students"), required=False, min_value=1, max_value=MOST_STUDENTS
    )
    frpl = _percent(
        _("Economically disadvantaged"), _("Percent; often free or reduced-price lunch")
    )
    english_learners = _percent(_("English learners"), _("Percent"))
    special_education = _percent(_("In special education"), _("Percent"))
    female = _percent(_("Girls"), _("Percent"))

    def __init__(self, data=None):
        super().__init__(data)
        for name in RACES:
            self.fields[name] = _percent(CATEGORY_WORDS[Dimension.RACE][name])

    @property
    def races(self):
        return [self[name] for name in RACES]

    @property
    def others(self):
        """Return the fields above the races, in their order."""
        return [self[name] for name in self.fields if name not in RACES]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        self._check_grades(values)
        self._check_races(values)
        told = any(values.get(name) not in {None, ""} for name in self.fields)
        if not told and not self.errors:
            raise forms.ValidationError(
                gettext("Fill in at least one figure; leave the others empty.")
            )
        return values

    def _check_grades(self, values):
        low, high = values.get("lowest_grade"), values.get("highest_grade")
        if low and not high:
            self.add_error("highest_grade", gettext("Choose the highest grade too."))
        elif high and not low:
            self.add_error("lowest_grade", gettext("Choose the lowest grade too."))
        elif low and GRADES.index(low) > GRADES.index(high):
            self.add_error(
                "highest_grade", gettext("The highest grade is below the lowest.")
            )

    def _check_races(self, values):
        total = sum((values.get(name) or Decimal(0) for name in RACES), Decimal(0))
        if total > 100 * (1 + Decimal(str(ROUNDING))):
            words = gettext(
                "The races add up to %(total)s %%; together they are at most 100 %%. "
                "Count who is Hispanic or Latino only there, whatever their race."
            )
            self.add_error(RACES[0], words % {"total": plain(total)})

    @property
    def figures(self) -> Figures:
        """Return what was typed; the form must be valid."""
        values = self.cleaned_data
        percents = {
            name: values[name] for name in PERCENTS if values.get(name) is not None
        }
        return Figures(
            locale=values["locale"],
            lowest_grade=values["lowest_grade"],
            highest_grade=values["highest_grade"],
            enrollment=values["enrollment"],
            percents=percents,
        )

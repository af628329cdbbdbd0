"""Adding and changing a school and its context."""

from decimal import Decimal

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from headship.orgs.models import School, SchoolContext
from headship.orgs.models.schools import GENDERS, GRADES, RACES, SHARES

HUNDRED = Decimal(100)
# Rounded shares may add up to a little more than the whole.
TOLERANCE = Decimal("0.02")
GRADE_CHOICES = [("", _("unknown")), *((grade, grade) for grade in GRADES)]


class SchoolForm(forms.ModelForm):
    """The school itself."""

    class Meta:
        model = School
        fields = ["name", "nces_id", "state_id", "city", "state"]
        help_texts = {
            "nces_id": _("The 12 digits by which federal files know the school."),
            "state": _("Two letters."),
        }

    def __init__(self, *args, organization, **options):
        self.organization = organization
        super().__init__(*args, **options)

    def clean_nces_id(self):
        nces_id = self.cleaned_data["nces_id"]
        if nces_id and not (len(nces_id) == 12 and nces_id.isdigit()):
            raise forms.ValidationError(gettext("An NCES school ID has 12 digits."))
        others = School.objects.filter(organization=self.organization, nces_id=nces_id)
        holder = others.exclude(pk=self.instance.pk).first()
        if nces_id and holder is not None:
            raise forms.ValidationError(
                gettext("%(name)s has this ID already.") % {"name": holder}
            )
        return nces_id

    def clean_state(self):
        return self.cleaned_data["state"].upper()

    def _post_clean(self):
        """Leave the instance alone: the action sets its values."""


def percent(words):
    """Return a field for a percentage that is stored as a share."""
    return forms.DecimalField(
        label=capfirst(words),
        required=False,
        min_value=0,
        max_value=100,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"step": "0.01", "inputmode": "decimal"}),
    )


class ContextForm(forms.ModelForm):
    """The place a school works in: whatever is left empty is unknown."""

    grade_low = forms.ChoiceField(
        label=_("Lowest grade"), required=False, choices=GRADE_CHOICES
    )
    grade_high = forms.ChoiceField(
        label=_("Highest grade"), required=False, choices=GRADE_CHOICES
    )

    class Meta:
        model = SchoolContext
        fields = [
            "school_year",
            "source",
            "locale",
            "grade_low",
            "grade_high",
            "enrollment",
        ]
        help_texts = {
            "school_year": _("Such as 2025-2026."),
            "source": _("Where the figures come from."),
        }

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        locales = self.fields["locale"].choices
        self.fields["locale"].choices = [("", _("unknown")), *list(locales)[1:]]
        for name in SHARES:
            words = SchoolContext._meta.get_field(name).verbose_name  # noqa: SLF001 -- Django's API
            self.fields[name] = percent(words)
            known = getattr(self.instance, name)
            self.initial[name] = None if known is None else known * HUNDRED

    @property
    def plain_fields(self):
        return [self[name] for name in self.Meta.fields]

    @property
    def share_fields(self):
        return [self[name] for name in SHARES]

    def clean(self):
        values = super().clean()
        for name in SHARES:
            if values.get(name) is not None:
                values[name] = values[name] / HUNDRED
        for names, words in ((RACES, gettext("Race")), (GENDERS, gettext("Gender"))):
            if sum(values.get(name) or 0 for name in names) > 1 + TOLERANCE:
                self.add_error(
                    names[-1],
                    gettext("%(group)s: the percentages add up to more than 100.")
                    % {"group": words},
                )
        return values

    def _post_clean(self):
        """Leave the instance alone: the action sets its values."""

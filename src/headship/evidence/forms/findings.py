"""What a curator enters about a finding."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from headship.evidence.forms.proposals import RecordForm
from headship.evidence.models import Finding, Intervention, Study, StudyRating

UNKNOWN = ("", _("Not reported"))


class FindingForm(RecordForm):
    """A finding: what was compared, the figures as reported and as published."""

    SECTIONS = (
        (
            _("Where it is from"),
            ("intervention", "study", "reviewer", "standards_version"),
        ),
        (
            _("What was compared"),
            (
                *("outcome_measure", "outcome_domain", "comparison", "period"),
                *("sample", "is_subgroup", "outcome_type", "favorable"),
                "unit_of_analysis",
            ),
        ),
        (
            _("Figures as reported"),
            (
                *("n_total", "n_treated", "n_control"),
                *("mean_treated", "mean_control", "sd_treated", "sd_control"),
                *("clusters_treated", "clusters_control", "icc", "is_clustered"),
                *("reported_result", "reported_effect_size", "reported_p"),
            ),
        ),
        (
            _("Figures as published by the reviewer"),
            (
                *("wwc_effect_size", "wwc_improvement_index", "wwc_p"),
                *("wwc_is_significant", "wwc_rating", "essa_tier"),
            ),
        ),
        (_("Remarks"), ("note",)),
    )

    intervention = forms.ModelChoiceField(
        Intervention.objects.none(),
        label=_("Intervention"),
        to_field_name="ref",
        widget=forms.Select,
    )
    study = forms.ModelChoiceField(
        Study.objects.none(), label=_("Study"), to_field_name="ref"
    )
    reviewer = forms.CharField(
        label=_("Reviewer"),
        max_length=120,
        help_text=_("Who judged this finding: a clearinghouse, or this site."),
    )
    standards_version = forms.ChoiceField(
        label=_("Standards"),
        required=False,
        choices=[UNKNOWN, *((it, it) for it in ("2.1", "3.0", "4.0", "4.1", "5.0"))],
    )
    wwc_is_significant = forms.NullBooleanField(
        label=_("Statistically significant, published"), required=False
    )
    essa_tier = forms.TypedChoiceField(
        label=_("ESSA tier"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("None")), *((it, str(it)) for it in (1, 2, 3, 4))],
    )
    mean_treated = forms.FloatField(
        label=_("Mean, intervention"),
        required=False,
        help_text=_("A share from 0 to 1 where the outcome is yes or no."),
    )
    icc = forms.FloatField(
        label=_("Intraclass correlation"), required=False, min_value=0, max_value=1
    )
    reported_p = forms.FloatField(
        label=_("p-value, study"), required=False, min_value=0, max_value=1
    )
    wwc_p = forms.FloatField(
        label=_("p-value, published"), required=False, min_value=0, max_value=1
    )
    wwc_improvement_index = forms.IntegerField(
        label=_("Improvement index, published"),
        required=False,
        min_value=-50,
        max_value=50,
    )
    sd_treated = forms.FloatField(
        label=_("Standard deviation, intervention"), required=False, min_value=0
    )
    sd_control = forms.FloatField(
        label=_("Standard deviation, comparison"), required=False, min_value=0
    )
    wwc_rating = forms.ChoiceField(
        label=_("Rating"), choices=StudyRating, initial=StudyRating.UNKNOWN
    )

    class Meta:
        model = Finding
        fields = (
            *("outcome_measure", "outcome_domain", "comparison", "period"),
            *("sample", "is_subgroup", "outcome_type", "favorable"),
            *("unit_of_analysis", "n_total", "n_treated", "n_control"),
            *("mean_control", "clusters_treated", "clusters_control"),
            *("is_clustered", "reported_result", "reported_effect_size"),
            *("wwc_effect_size", "note"),
        )
        widgets = {
            "comparison": forms.Textarea(attrs={"rows": 2}),
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("intervention", Intervention.objects.order_by("name"))
        self.offer("study", Study.objects.order_by("citation"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("outcome_type") == Finding.OutcomeType.DICHOTOMOUS:
            for name in ("mean_treated", "mean_control"):
                share = cleaned.get(name)
                if share is not None and not 0 <= share <= 1:
                    self.add_error(name, _("Write a share from 0 to 1."))
        return cleaned

"""What a curator enters about interventions, studies, findings and verdicts.

Every field that is left blank is *not reported*, which is never zero.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from headship.evidence.actions.curation import Proposal
from headship.evidence.forms.samples import ENTERED, ContextField
from headship.evidence.models import (
    Change,
    Design,
    Finding,
    Intervention,
    Rating,
    Study,
    StudyRating,
)

Kind = Change.Kind
UNKNOWN = ("", _("Not reported"))


def address_field(label: Any) -> forms.URLField:
    """Return an input for an address, which may be left blank."""
    return forms.URLField(
        label=label, required=False, max_length=500, assume_scheme="https"
    )


class LinesField(forms.CharField):
    """A list, one entry a line; blank is not reported."""

    widget = forms.Textarea

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        super().__init__(required=False, **options)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = [line.strip() for line in (value or "").splitlines()]
        return [line for line in lines if line] or None

    def run_validators(self, value: Any) -> None:
        super().run_validators("\n".join(value or []))


class NumbersField(LinesField):
    """Public numbers of findings, one a line or with commas between."""

    def to_python(self, value: Any) -> Any:
        words = (value or "").replace(",", "\n")
        try:
            numbers = sorted({int(it) for it in super().to_python(words) or []})
        except ValueError:
            raise ValidationError(
                _("Write numbers of findings, one on a line.")
            ) from None
        known = set(
            Finding.objects.filter(number__in=numbers).values_list("number", flat=True)
        )
        if missing := sorted(set(numbers) - known):
            raise ValidationError(
                _("There is no finding %(numbers)s."),
                params={"numbers": ", ".join(map(str, missing))},
            )
        return numbers

    def run_validators(self, value: Any) -> None:
        forms.CharField.run_validators(self, " ".join(map(str, value)))


class RecordForm(forms.ModelForm):
    """Any of the forms: fields of one kind of record, and why."""

    SECTIONS: tuple[tuple[Any, tuple[str, ...]], ...] = ()

    reason = forms.CharField(
        label=_("Why this change"),
        help_text=_(
            "With the source, so that the second curator can check it. It stands in the "
            "public history."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
    )

    def __init__(self, *args: Any, editable: Iterable[str], **options: Any) -> None:
        super().__init__(*args, **options)
        closed = set(self.fields) - {*editable, "reason"}
        for name in closed:
            del self.fields[name]
        # The models know blank as null; a form of theirs would insist on a value.
        nullable = {it.name for it in self._meta.model._meta.fields if it.null}  # noqa: SLF001
        for name in nullable & set(self.fields):
            self.fields[name].required = False

    @property
    def sections(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Return the fields in groups, as they stand on the page."""
        found = [
            (title, [self[name] for name in names if name in self.fields])
            for title, names in self.SECTIONS
        ]
        return [(title, fields) for title, fields in found if fields]

    @property
    def payload(self) -> dict[str, Any]:
        """Return the record as it was written here, in plain values."""
        return {
            name: _plain(self.cleaned_data[name])
            for name in self.fields
            if name != "reason"
        }

    def proposal(self, kind: str, record: Any) -> Proposal:
        """Return what was written as a proposal about a record or a new one."""
        names = ("name", "title", "citation", "outcome_measure", "whose")
        texts = [str(self.cleaned_data.get(name) or "") for name in names]
        return Proposal(
            kind=kind,
            target=record.ref if record else None,
            label=str(record) if record else next(filter(None, texts), ""),
            payload=self.payload,
            reason=self.cleaned_data["reason"],
        )

    def offer(self, name: str, rows: QuerySet[Any]) -> None:
        """Let a field choose among records."""
        if name in self.fields:
            chosen: Any = self.fields[name]
            chosen.queryset = rows
            chosen.label_from_instance = _short

    def _post_clean(self) -> None:
        """Leave the model alone: what is proposed is not yet a record."""


def _short(record: Any) -> str:
    return str(getattr(record, "citation", record))[:110]


def _plain(value: Any) -> Any:
    if isinstance(value, Intervention | Study):
        return str(value.ref)
    return value.isoformat() if isinstance(value, date) else value


class InterventionForm(RecordForm):
    """An intervention, field by field."""

    SECTIONS = (
        (_("What it is"), ("name", "about")),
        (
            _("Details"),
            (
                *("focus_areas", "programs", "delivery_methods"),
                *("disability_support", "target_groups", "grades"),
            ),
        ),
        (
            _("What it takes"),
            (
                *("duration", "sessions", "personnel", "cost"),
                *("materials", "implementation"),
            ),
        ),
        (_("Source"), ("source_citation", "source_url")),
    )

    focus_areas = LinesField(label=_("Focus areas"), help_text=_("One on a line."))
    programs = LinesField(
        label=_("Programs and services"), help_text=_("One on a line.")
    )
    delivery_methods = LinesField(
        label=_("Delivery methods"), help_text=_("One on a line.")
    )
    disability_support = LinesField(
        label=_("Disability support"), help_text=_("One on a line.")
    )
    target_groups = LinesField(label=_("Target groups"), help_text=_("One on a line."))
    grades = LinesField(
        label=_("Grades"), help_text=_("One on a line: PS, PK, K, 1 to 12.")
    )
    source_url = address_field(_("Address of the source"))

    class Meta:
        model = Intervention
        fields = (
            *("name", "about", "duration", "sessions", "personnel", "cost"),
            *("materials", "implementation", "source_citation"),
        )
        widgets = {
            name: forms.Textarea(attrs={"rows": rows})
            for name, rows in (
                *(("about", 8), ("implementation", 5), ("source_citation", 3)),
                *(("duration", 1), ("sessions", 3), ("personnel", 2)),
                *(("cost", 2), ("materials", 2)),
            )
        }


class StudyForm(RecordForm):
    """A study and the people and places in it."""

    SECTIONS = (
        (
            _("The study"),
            (
                *("citation", "title", "publication", "year", "design"),
                *("url", "eric"),
            ),
        ),
        (_("The sample"), ("context",)),
    )

    design = forms.ChoiceField(label=_("Design"), choices=Design)
    url = address_field(_("Address"))
    context = ContextField(label=_("Who was studied, and where"))

    class Meta:
        model = Study
        fields = ("citation", "title", "publication", "year", "eric")
        widgets = {"citation": forms.Textarea(attrs={"rows": 3})}

    @property
    def payload(self) -> dict[str, Any]:
        """Keep what is reported of the sample and has no input here."""
        written = super().payload
        held = self.initial.get("context") or {}
        kept = {name: it for name, it in held.items() if name not in ENTERED}
        return written | {"context": kept | written["context"]}


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


class RatingForm(RecordForm):
    """A verdict: whose, on which outcome, under which rules, when and why."""

    SECTIONS = (
        (_("The verdict"), ("intervention", "outcome_domain", "verdict")),
        (
            _("Whose, when and why"),
            (
                *("whose", "protocol", "standards_version", "rated_on", "why"),
                "source_url",
            ),
        ),
        (
            _("What it rests on"),
            ("findings", "sample_size", "studies_eligible", "studies_meeting"),
        ),
    )

    intervention = forms.ModelChoiceField(
        Intervention.objects.none(), label=_("Intervention"), to_field_name="ref"
    )
    findings = NumbersField(
        label=_("Findings"),
        help_text=_("Numbers of the findings behind the verdict, one on a line."),
    )
    source_url = address_field(_("Address of the source"))
    rated_on = forms.DateField(
        label=_("Date"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    class Meta:
        model = Rating
        fields = (
            *("outcome_domain", "whose", "protocol", "standards_version", "verdict"),
            *("why", "sample_size", "studies_eligible", "studies_meeting"),
        )
        widgets = {"why": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("intervention", Intervention.objects.order_by("name"))


FORMS: dict[str, type[RecordForm]] = {
    Kind.INTERVENTION: InterventionForm,
    Kind.STUDY: StudyForm,
    Kind.FINDING: FindingForm,
    Kind.RATING: RatingForm,
}

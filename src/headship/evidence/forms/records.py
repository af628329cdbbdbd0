"""What a curator enters about interventions, studies and verdicts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from headship.evidence.forms.findings import FindingForm
from headship.evidence.forms.proposals import (
    LinesField,
    NumbersField,
    RecordForm,
    address_field,
)
from headship.evidence.forms.samples import ENTERED, ContextField
from headship.evidence.models import Change, Design, Intervention, Rating, Study

Kind = Change.Kind


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

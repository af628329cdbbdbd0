"""Samples for the style guide: every component with something believable in it."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.safestring import SafeString

from headship.core import charts
from headship.core.components.wayfinding import Tab
from headship.core.suppression import Suppressed

NAMES = (
    ("focus", "Contingent rewards"),
    ("focus", "Discipline"),
    ("focus", "Focus"),
    ("focus", "Involvement in curriculum, instruction and assessment"),
    ("focus", "Order"),
    ("focus", "Outreach"),
    ("focus", "Resources"),
    ("change", "Change agent"),
    ("change", "Flexibility"),
    ("change", "Ideals and beliefs"),
    ("change", "Intellectual stimulation"),
    ("change", "Knowledge of curriculum, instruction and assessment"),
    ("change", "Monitoring and evaluating"),
    ("change", "Optimizer"),
    ("community", "Affirmation"),
    ("community", "Communication"),
    ("community", "Culture"),
    ("community", "Input"),
    ("community", "Relationships"),
    ("community", "Situational awareness"),
    ("community", "Visibility"),
)
GROUPS = (("focus", "Focus"), ("change", "Change"), ("community", "Community"))
SERIES = (
    charts.Series(key="self", label="Self", shape=charts.Shape.OPEN_CIRCLE),
    charts.Series(key="teachers", label="Teachers (14)"),
    charts.Series(key="supervisor", label="Supervisor", shape=charts.Shape.DIAMOND),
    charts.Series(key="peers", label="Peers (3)", shape=charts.Shape.SQUARE),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Samples:
    """What the style guide shows."""

    form: forms.Form
    wrong_form: forms.Form
    pages: Any
    tabs: list[Tab]
    facts: list[tuple[str, Any]]
    numbers: dict[str, Any]
    drawings: dict[str, SafeString]
    steps: tuple[str, ...]


class SampleForm(forms.Form):
    """Every kind of field once."""

    name = forms.CharField(
        label="Name of the cycle", help_text="Raters see it, for example Fall 2026."
    )
    closes_on = forms.DateField(
        label="Last day", widget=forms.DateInput(attrs={"type": "date"})
    )
    school = forms.ChoiceField(
        label="School", choices=[("", "Choose a school"), ("1", "Lincoln Elementary")]
    )
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    file = forms.FileField(label="Roster", required=False)
    groups = forms.MultipleChoiceField(
        label="Rater groups",
        choices=[("teachers", "Teachers"), ("peers", "Peers")],
        widget=forms.CheckboxSelectMultiple,
        help_text="At least one.",
    )
    order = forms.ChoiceField(
        label="Order of change",
        choices=[("1", "First order"), ("2", "Second order")],
        widget=forms.RadioSelect,
    )
    agreed = forms.BooleanField(label="The raters have been told who will see what.")
    rating = forms.ChoiceField(
        label="Makes sure that teachers have the materials they need.",
        choices=[
            ("1", "Never"),
            ("2", "Rarely"),
            ("3", "Sometimes"),
            ("4", "Often"),
            ("5", "Always"),
            ("x", "I can't judge"),
        ],
        widget=forms.RadioSelect,
    )


def samples() -> Samples:
    """Make the samples anew; nothing in them is stored or true."""
    return Samples(
        form=SampleForm(
            initial={"rating": "4"}, prefix="good", use_required_attribute=False
        ),
        wrong_form=SampleForm(
            {"wrong-name": "Fall"}, prefix="wrong", use_required_attribute=False
        ),
        pages=Paginator(range(240), 20).page(4),
        tabs=[
            Tab(label="Overview", url="#overview", is_current=True),
            Tab(label="Raters", url="#raters", count=24),
            Tab(label="Report", url="#report"),
        ],
        facts=[
            ("Locale", "Rural: remote"),
            ("Enrollment", 1284),
            ("English learners", None),
            ("Mean of peers", Suppressed()),
        ],
        numbers={
            "share": 0.343,
            "score": 3.14159,
            "change": -0.42,
            "count": 30000,
            "missing": None,
            "withheld": Suppressed(),
        },
        drawings=_drawings(),
        steps=("Leaders", "Raters", "Dates", "Open"),
    )


def _drawings() -> dict[str, SafeString]:
    spine = _spine()
    return {
        "spine": charts.draw_spine(spine),
        "strip": charts.draw_spine(spine, charts.Size.STRIP),
        "spark": charts.draw_spine(spine, charts.Size.SPARK),
        "intervals": charts.draw_intervals(_intervals()),
        "shares": charts.draw_shares(_shares()),
        "changes": charts.draw_changes(_changes()),
        "rates": charts.draw_rates(_rates()),
        "forest": charts.draw_forest(_forest()),
        "funnel": charts.draw_funnel(_funnel()),
    }


def _spine() -> charts.Spine:
    return charts.Spine(
        title="Sample of the spine at three sizes",
        desc="Marks on a rail from 1 to 5 for self, teachers, supervisor and peers.",
        rows=tuple(_spine_row(*name, place) for place, name in enumerate(NAMES)),
        series=SERIES,
        groups=GROUPS,
        ends=("Never", "Always"),
    )


def _spine_row(group: str, label: str, place: int) -> charts.SpineRow:
    teachers = 2.7 + (place * 37 % 17) / 10
    own = min(4.9, teachers + ((place * 29 % 13) - 4) / 10)
    half = 0.22 + (place * 11 % 7) / 30
    is_thin = place in {5, 12}
    peers: float | Suppressed = Suppressed() if place % 7 == 3 else teachers + 0.3
    return charts.SpineRow(
        key=label,
        label=label,
        group=group,
        marks=(
            charts.Mark(series="self", value=own),
            charts.Mark(
                series="teachers",
                value=teachers,
                lower=teachers - half,
                upper=teachers + half,
                is_faint=is_thin,
            ),
            charts.Mark(series="supervisor", value=round(teachers)),
            charts.Mark(series="peers", value=peers),
        ),
        note=f"gap {own - teachers:+.1f}".replace("-", "\u2212"),
    )


def _intervals() -> charts.Intervals:
    rows = [("Situational awareness", 0.33, 0.11), ("Flexibility", 0.28, 0.1)]
    rows += [("Affirmation", 0.19, 0.14), ("Visibility", 0.2, 0.09)]
    estimates = tuple(
        charts.Estimate(
            label=label,
            value=value,
            lower=value - half,
            upper=value + half,
            note=f"{value:.2f}",
        )
        for label, value, half in rows
    )
    pooled = charts.Estimate(
        label="All together", value=0.25, lower=0.22, upper=0.28, is_summary=True
    )
    return charts.Intervals(
        title="Sample of an interval plot",
        rows=(
            *estimates,
            charts.Estimate(label="Optimizer", value=Suppressed()),
            pooled,
        ),
        low=-0.1,
        high=0.5,
        reference=0.0,
        reference_label="no relation",
        axis="Correlation with achievement",
    )


def _shares() -> charts.Shares:
    return charts.Shares(
        title="Sample of a distribution",
        categories=("Never", "Rarely", "Sometimes", "Often", "Always"),
        apart_label="Can't judge",
        rows=(
            charts.Share(label="Teachers", counts=(1, 3, 5, 9, 4), apart=2, note="24"),
            charts.Share(label="All schools", counts=(10, 21, 88, 140, 61), note="320"),
            charts.Share(label="Peers", counts=Suppressed()),
        ),
    )


def _changes() -> charts.Changes:
    rows = (
        ("Culture", 2.9, 3.6, 0.3),
        ("Order", 3.4, 3.5, 0.35),
        ("Input", 3.3, 2.9, 0.5),
    )
    return charts.Changes(
        title="Sample of a change between two waves",
        rows=(
            *(
                charts.Change(
                    label=label,
                    before=before,
                    after=after,
                    lower=after - before - half,
                    upper=after - before + half,
                    group="community" if label != "Order" else "focus",
                    is_faint=label == "Input",
                )
                for label, before, after, half in rows
            ),
            charts.Change(
                label="Outreach", before=3.1, after=Suppressed(), group="focus"
            ),
        ),
        before_label="Fall 2025",
        after_label="Fall 2026",
        difference_label="Difference with its interval",
    )


def _rates() -> charts.Rates:
    return charts.Rates(
        title="Sample of response rates",
        rows=(
            charts.Rate(label="Lincoln Elementary", answered=14, asked=20, needed=5),
            charts.Rate(label="Washington Middle", answered=3, asked=24, needed=5),
            charts.Rate(label="Roosevelt High", answered=0, asked=31, needed=5),
        ),
    )


STUDIES = (
    ("A trial in 62 rural schools", 0.45, 0.24),
    ("A comparison of 82 schools", 0.2, 0.23),
    ("A trial with 1,061 principals", 0.5, 0.22),
    ("A small pilot", 1.3, 0.6),
)


def _forest() -> charts.Forest:
    total = sum(1 / se**2 for _label, _value, se in STUDIES)
    return charts.Forest(
        title="Sample of a forest plot",
        rows=tuple(
            charts.ForestRow(
                label=label,
                value=value,
                lower=value - 1.96 * se,
                upper=value + 1.96 * se,
                weight=1 / se**2 / total,
                note=f"{value:.2f}",
            )
            for label, value, se in STUDIES
        ),
        summaries=(
            charts.ForestSummary(
                label="All together",
                value=0.41,
                lower=0.16,
                upper=0.66,
                note="0.41",
                reach=(-0.2, 1.0),
            ),
        ),
        low=-1.0,
        high=2.0,
        axis="Effect size",
    )


def _funnel() -> charts.Funnel:
    return charts.Funnel(
        title="Sample of a funnel plot",
        points=tuple(
            charts.FunnelPoint(label=label, value=value, se=se)
            for label, value, se in STUDIES
        ),
        middle=0.41,
        axis="Effect size",
        error_axis="Up: more precise (standard error)",
    )

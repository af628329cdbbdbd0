"""Pooled findings as a table for a spreadsheet."""

from headship.evidence.analysis.synthesis import NORMAL_95, Synthesis
from headship.evidence.reports.synthesis import Line, SynthesisPage

SYNTHESIS_HEADER = [
    "row",
    "finding",
    "intervention",
    "outcome_measure",
    "citation",
    "effect_size",
    "se",
    "se_rests_on",
    "people",
    "weight_fixed",
    "weight_random",
    "lower",
    "upper",
    "p",
    "fixed_without",
    "random_without",
]


def synthesis_cells(page: SynthesisPage) -> list[list[object]]:
    """Write the findings and what they come to for a spreadsheet."""
    if page.synthesis is None:
        return []
    cells = [_cells(line) for line in page.lines]
    return cells + _summary_cells(page.synthesis)


def _cells(line: Line) -> list[object]:
    one, finding = line.included, line.included.finding
    return [
        "finding",
        finding.number,
        finding.intervention.name,
        finding.outcome_measure,
        finding.study.citation,
        one.size,
        one.se,
        one.source.value,
        one.n,
        line.weight,
        line.random_weight,
        one.size - NORMAL_95 * one.se,
        one.size + NORMAL_95 * one.se,
        None,
        line.without_fixed,
        line.without_random,
    ]


def _summary_cells(found: Synthesis) -> list[list[object]]:
    pooled = [("fixed_effects_mean", found.fixed)]
    if found.random is not None:
        pooled.append(("random_effects_mean_reml_hartung_knapp", found.random))
    blank: list[object] = [None] * 4
    rows = [
        [
            name,
            *blank,
            one.estimate,
            one.se,
            *blank,
            one.interval.lower,
            one.interval.upper,
            one.p_value,
            None,
            None,
        ]
        for name, one in pooled
    ]
    if found.prediction is not None:
        ends = (found.prediction.lower, found.prediction.upper)
        rows.append(
            ["prediction_interval", *blank, *blank, None, None, *ends, *blank[:3]]
        )
    return rows

"""Time the evaluation of the whole WWC export: sizes, errors, significance, tiers."""

import os
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np
from validation.agreement import wwc as agreement

from headship.stats import wwc
from headship.stats.wwc.export import parse_numbers

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("HEADSHIP_SHARED", ROOT.parent / "shared"))
REPEATS = 5
ROWS = 13_023


def figures() -> dict[str, float]:
    """Return median seconds from text columns to verdicts on 13,023 findings."""
    path = SHARED / agreement.EXPORT
    export = agreement.columns(path) if path.is_file() else _made_up()
    return {"stats.wwc_13k_s": median(_once(export) for _ in range(REPEATS))}


def _once(export: dict[str, list[str]]) -> float:
    start = perf_counter()
    evaluation = wwc.evaluate(wwc.read_findings(export))
    known = np.flatnonzero(np.isfinite(evaluation.p_value))
    domains = list(zip(export["ReviewID"], export["f_Outcome_Domain"], strict=True))
    corrected = wwc.benjamini_hochberg(
        evaluation.p_value[known], groups=[domains[i] for i in known]
    )
    significant = np.zeros(len(evaluation.p_value), dtype=bool)
    significant[known] = corrected.is_significant
    wwc.essa_tiers(
        wwc.read_ratings(export),
        is_significant_positive=significant & (evaluation.estimate > 0),
        n=parse_numbers(export["f_Outcome_Sample_Size"]),
        is_multisite=np.array(export["s_Multisite"]) == "True",
        standards=export["s_Standards_Version"],
    )
    return perf_counter() - start


def _made_up() -> dict[str, list[str]]:
    rng = np.random.default_rng(13_023)
    made = {
        column: [f"{value:.4f}" for value in rng.uniform(0.1, 0.9, ROWS)]
        for column in wwc.EXPORT_NUMBERS.values()
    }
    for column in ("f_Outcome_Intervention_SS", "f_Outcome_Comparison_SS"):
        made[column] = [str(value) for value in rng.integers(10, 900, ROWS)]
    for column in ("f_Intervention_Clusters_SS", "f_Comparison_Clusters_SS"):
        made[column] = [str(value) for value in rng.integers(3, 9, ROWS)]
    return made | {
        "ReviewID": [str(value) for value in rng.integers(0, 1600, ROWS)],
        "f_Outcome_Domain": ["Academic achievement"] * ROWS,
        "f_Outcome_Sample_Size": made["f_Outcome_Intervention_SS"],
        "f_Finding_Rating": ["Meets WWC standards with reservations"] * ROWS,
        "s_Study_Rating": [""] * ROWS,
        "s_Multisite": ["True"] * ROWS,
        "s_Standards_Version": ["4.1"] * ROWS,
    }


if __name__ == "__main__":
    for name, value in figures().items():
        print(f"{name} {value:.4f}")

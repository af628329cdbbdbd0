"""Print how far the published figures are reproduced, as Markdown tables.

Run where the outside data are: ``python -m validation.wwc.report``. Exits with 1 if a
size or a marked p-value is not reproduced.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from headship.stats import wwc
from headship.stats.wwc.export import parse_numbers
from validation.agreement import wwc as agreement

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("HEADSHIP_SHARED", ROOT.parent / "shared"))


def vectors_table() -> tuple[list[str], int]:
    """Return reproduced sizes and p-values by edition, and the number of misses."""
    vectors = agreement.columns(SHARED / agreement.VECTORS)
    findings = agreement.vector_findings(vectors, by_formula=True)
    plain = agreement.plain_sizes(vectors)
    found = wwc.evaluate(findings, has_plain_size=plain)
    printed = wwc.evaluate(findings, has_plain_size=plain, dof_cap=np.inf)
    exact = wwc.evaluate(
        findings,
        error_standards=agreement.error_editions(vectors),
        has_plain_size=plain,
        lost_dof=agreement.lost_dof(vectors),
        dof_cap=np.inf,
    )
    size = np.abs(agreement.expected(vectors, "expected_effect_size_wwc"))
    p = agreement.expected(vectors, "expected_p_value_wwc")
    inner = (p > 1e-4) & (p < 0.999)
    marked = np.array(vectors["p_formula_reproducing"]) != ""
    right = np.abs(np.abs(found.estimate) - size) < agreement.SIZE_TOLERANCE
    near = {
        "marked": marked & (np.abs(exact.p_value - p) < agreement.P_TOLERANCE),
        "printed": inner & (np.abs(printed.p_value - p) < agreement.P_TOLERANCE),
        "capped": inner & (np.abs(found.p_value - p) < agreement.P_TOLERANCE),
    }
    editions = np.array(vectors["standards_version"])
    lines = [
        (
            "| edition | sizes | reproduced | marked p | reproduced "
            "| all p | as printed | capped at 300 |"
        ),
        "|---|---|---|---|---|---|---|---|",
    ]
    for edition in [*np.unique(editions), "all"]:
        rows = (editions == edition) | (edition == "all")
        counts = [
            rows,
            rows & right,
            rows & marked,
            rows & near["marked"],
            rows & inner,
            rows & near["printed"],
            rows & near["capped"],
        ]
        cells = " | ".join(str(int(count.sum())) for count in counts)
        lines.append(f"| {edition} | {cells} |")
    misses = int((~right).sum() + (marked & ~near["marked"]).sum())
    return lines, misses


def tiers_table() -> Iterator[str]:
    """Yield the findings whose published tier is not the rule's."""
    export = agreement.columns(SHARED / agreement.EXPORT)
    significant = np.array(export["f_Is_Statistically_Significant"]) == "True"
    people = parse_numbers(export["f_Outcome_Sample_Size"])
    found = wwc.essa_tiers(
        wwc.read_ratings(export),
        is_significant_positive=significant,
        n=people,
        is_multisite=np.array(export["s_Multisite"]) == "True",
        standards=export["s_Standards_Version"],
    )
    published = [text[-1:] or "0" for text in export["f_ESSA_Rating"]]
    yield "| finding | published | by rule | why |"
    yield "|---|---|---|---|"
    for row, tier in enumerate(published):
        if tier != "0" and int(tier) != found[row]:
            why = (
                f"{people[row]:.0f} people"
                if significant[row]
                else "published as not significant"
            )
            name = export["f_FindingID"][row]
            yield f"| {name} | {tier} | {found[row] or 'none'} | {why} |"


def main() -> int:
    """Print both tables."""
    lines, misses = vectors_table()
    print("\n".join([*lines, "", *tiers_table()]))
    return misses


if __name__ == "__main__":
    sys.exit(min(main(), 1))

"""Write how far the clearinghouse's published figures can be recomputed.

``python -m scripts.write_evidence`` writes ``docs/reference/evidence-agreement.md`` from
the full export, which must be at hand. No database is touched.
"""

import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/reference/evidence-agreement.md"
SHARED = Path(os.environ.get("HEADSHIP_SHARED", ROOT.parent / "shared"))
EXPORT = "data/wwc/WWC_2025-08-25_Interventions_Studies_And_Findings.csv"

Row = dict[str, Any]

BEFORE = """# Can published figures be recomputed?

Written by `python -m scripts.write_evidence` from the clearinghouse's export of {day}: {n} findings.
The page *Agreement* of the evidence library counts the same over what is loaded there, and each count leads to its findings.

Of {published} published effect sizes {reproduced} follow from the exported numbers to five decimals: {own} by the formula of the finding's own edition, {neighbor} by a named neighbor of it.
Another {near} are within 0.005, {differs} differ by more, and for {missing} the export lacks a number that the formula needs.
No effect size was published for {unpublished} findings.
At least 7,997 sizes other than zero were known beforehand to follow from a stated formula; here {nonzero} do.

## Effect sizes by edition and kind of outcome

*Own* and *neighbor*: reproduced to five decimals by the edition's own formula, or by a named neighbor of it.
*Turned*: of these, with the opposite sign, because less of the outcome counts as better and the export does not say so.
*Nearly*: within 0.005.
"""
REASONS = """
## How, and why not

The formula that gives the published size, or the likely reason why none does: the export does not say which analysis a published figure rests on.
"""
FIGURES = """
## p-values and improvement indices

Most published p-values rest on the studies' own tests or on errors that the export does not carry.
A p-value counts as reproduced if it agrees to six decimals, an index if it agrees after rounding.
"""
RATINGS = """
## Verdicts on programs

From the recomputed sizes and p-values (or the published ones where the numbers do not lead to them) each study is characterized and each program rated, by the edition of its report.
Of {compared} published verdicts whose studies are all in the export, {same} are the same.
Most of the others are one step apart: reviewers had figures or made judgments that the export does not carry.
"""


def page(path: Path) -> str:
    """Return the whole page."""
    from headship.evidence.reports.agreement import tables_of  # noqa: PLC0415 -- Django
    from headship.evidence.wwc import read_export  # noqa: PLC0415 -- Django

    export = read_export([path])
    findings = _findings(export)
    tables = tables_of(_counts(findings), _figures(findings))
    total = tables.total
    same = Counter(_ratings(export, findings))
    numbers = {
        "day": export.edition.strftime("%B %-d, %Y"),
        "n": len(findings),
        "published": total.published.count,
        "reproduced": tables.reproduced,
        "own": total.by_own.count,
        "neighbor": total.by_neighbor.count,
        "near": total.near.count,
        "differs": total.differs.count,
        "missing": total.missing.count,
        "unpublished": total.unpublished.count,
        "nonzero": _nonzero(findings),
        "compared": sum(same.values()),
        "same": same[True],
    }
    told = {
        name: f"{value:,}" if isinstance(value, int) else value
        for name, value in numbers.items()
    }
    parts = [
        BEFORE.format(**told),
        _sizes_table(tables),
        REASONS,
        _reasons_table(tables),
        FIGURES,
        _figures_table(tables),
        RATINGS.format(**told),
    ]
    return "\n".join(part.strip("\n") + "\n" for part in parts)


def _findings(export: Any) -> list[Any]:
    """Return the export's findings as the library would store them."""
    from headship.evidence.actions.recomputing import set_computed  # noqa: PLC0415
    from headship.evidence.models import Finding, Review, Study  # noqa: PLC0415

    studies = {key: Study(pk=key, **record) for key, record in export.studies.items()}
    reviews = {
        key: Review(pk=key, **record | {"study": studies[record["study"]]})
        for key, record in export.reviews.items()
    }
    findings = []
    for number, record in export.findings.items():
        review = reviews[record["review"]]
        program = record["intervention"]
        own = {
            name: value
            for name, value in record.items()
            if name not in {"review", "intervention"}
        }
        findings.append(
            Finding(
                pk=number,
                review=review,
                study=review.study,
                intervention_id=program,
                **own,
            )
        )
    set_computed(findings)
    return findings


def _counts(findings: list[Any]) -> list[Row]:
    keys = Counter(
        (one.review.standards_version, one.outcome_type, one.agreement, one.reason)
        for one in findings
    )
    names = ("standards", "outcome_type", "agreement", "reason")
    return [dict(zip(names, key, strict=True)) | {"n": n} for key, n in keys.items()]


def _nonzero(findings: list[Any]) -> int:
    from headship.evidence.reports.agreement import REPRODUCED  # noqa: PLC0415

    return sum(
        one.agreement in REPRODUCED and one.wwc_effect_size != 0 for one in findings
    )


def _figures(findings: list[Any]) -> list[Row]:
    from headship.evidence.queries.agreement import SAME_INDEX, SAME_P  # noqa: PLC0415

    found: dict[str, Counter[str]] = {}
    for one in findings:
        count = found.setdefault(one.review.standards_version, Counter())
        if one.wwc_p is not None and one.our_p is not None:
            count["p_values"] += 1
            count["p_reproduced"] += abs(one.our_p - one.wwc_p) < SAME_P
        ours, published = one.our_improvement_index, one.wwc_improvement_index
        if ours is not None and published is not None:
            ours = -ours if one.agreement == "sign_flipped" else ours
            count["indices"] += 1
            count["indices_reproduced"] += abs(ours - published) <= SAME_INDEX
    names = ("p_values", "p_reproduced", "indices", "indices_reproduced")
    return [
        {"standards": edition} | {name: count[name] for name in names}
        for edition, count in found.items()
    ]


def _ratings(export: Any, findings: list[Any]) -> Iterator[bool]:
    """Yield for each verdict that can be compared whether the rules give it."""
    from headship.evidence.analysis.verdicts import verdicts  # noqa: PLC0415 -- Django

    known = {one.number: one for one in findings}
    for rating in export.ratings.values():
        members = [
            known[number]
            for number in sorted(rating.get("findings", ()))
            if known[number].outcome_domain == rating["outcome_domain"]
            and not known[number].is_subgroup
        ]
        if members:
            edition = rating["standards_version"]
            found = verdicts(members[0], members, edition)
            if found.rating and len(found.studies) == rating["studies_meeting"]:
                yield found.rating.rating.value == rating["verdict"]


def _sizes_table(tables: Any) -> str:
    head = (
        "| edition | outcome | published | own | neighbor | turned | nearly | differs "
        "| inputs missing | not published |"
    )
    lines = [head, "|---|---" + "|---:" * 8 + "|"]
    for row in (*tables.rows, tables.total):
        cells = (
            row.published,
            row.by_own,
            row.by_neighbor,
            row.flipped,
            row.near,
            row.differs,
            row.missing,
            row.unpublished,
        )
        numbers = " | ".join(f"{cell.count:,}" for cell in cells)
        lines.append(f"| {row.edition or 'all'} | {row.outcome or 'all'} | {numbers} |")
    return "\n".join(lines)


def _reasons_table(tables: Any) -> str:
    lines = ["| agreement | how, or the likely reason | findings |", "|---|---|---:|"]
    lines += [
        f"| {row.agreement} | {row.reason} | {row.cell.count:,} |"
        for row in tables.reasons
    ]
    return "\n".join(lines)


def _figures_table(tables: Any) -> str:
    lines = [
        "| edition | p-values compared | reproduced | indices compared | reproduced |",
        "|---|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {row.standards} | {row.p_values:,} | {row.p_reproduced:,} "
        f"| {row.indices:,} | {row.indices_reproduced:,} |"
        for row in tables.figures
    ]
    return "\n".join(lines)


def main() -> int:
    """Write the page; return 1 if the export is not at hand."""
    path = SHARED / EXPORT
    if not path.exists():
        sys.stderr.write(f"The export is not at {path}.\n")
        return 1
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headship.settings")
    os.environ.setdefault("DEBUG", "1")
    import django  # noqa: PLC0415 -- after the environment is set

    django.setup()
    PAGE.write_text(page(path))
    return 0


if __name__ == "__main__":
    sys.exit(main())

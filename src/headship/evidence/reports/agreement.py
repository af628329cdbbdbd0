"""How often published figures are reproduced, over the whole library."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.utils.functional import Promise

from headship.evidence.models import Finding
from headship.evidence.queries.agreement import (
    OWN,
    Row,
    agreement_counts,
    figure_counts,
    findings_by_agreement,
)
from headship.evidence.reports.reasons import short_reason

Words = str | Promise
Agreement = Finding.Agreement

PER_PAGE = 50
REPRODUCED = (Agreement.REPRODUCED, Agreement.SIGN_FLIPPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A count, and the address of the findings behind it."""

    count: int
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementRow:
    """Findings of one edition and one kind of outcome; empty means all.

    ``published`` have a size to compare with; ``by_own`` and ``by_neighbor`` follow
    from the numbers (of these, ``flipped`` with the sign turned); ``near`` are within
    .005; the others differ by more or lack a number. ``reproduced`` is the share of
    the published that can be computed.
    """

    edition: str
    outcome: Words
    published: Cell
    by_own: Cell
    by_neighbor: Cell
    flipped: Cell
    near: Cell
    differs: Cell
    missing: Cell
    unpublished: Cell
    reproduced: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonRow:
    """How many findings have a reason, and where they are listed."""

    agreement: Words
    reason: Words
    cell: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """Published p-values and improvement indices of an edition."""

    standards: str
    p_values: int
    p_reproduced: int
    indices: int
    indices_reproduced: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementPage:
    """The tables, and the totals above them."""

    total: AgreementRow
    rows: tuple[AgreementRow, ...]
    reasons: tuple[ReasonRow, ...]
    figures: tuple[FigureRow, ...]

    @property
    def reproduced(self) -> int:
        """Return how many published sizes follow from the numbers."""
        return self.total.by_own.count + self.total.by_neighbor.count

    @property
    def is_empty(self) -> bool:
        """Return whether the library holds no finding."""
        return not self.rows


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingLine:
    """One finding of a list with its reason in words."""

    finding: Finding
    reason: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsPage:
    """The findings behind a cell."""

    page: Page[Finding]
    lines: tuple[FindingLine, ...]
    query: str


def agreement_page() -> AgreementPage:
    """Count the library: two queries."""
    return tables_of(agreement_counts(), figure_counts())


def tables_of(counts: list[Row], figures: list[Row]) -> AgreementPage:
    """Arrange counts by edition and kind of outcome."""
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in counts:
        groups[row["standards"], row["outcome_type"]].append(row)
    return AgreementPage(
        total=_row("", "", counts),
        rows=tuple(_row(*key, groups[key]) for key in sorted(groups)),
        reasons=_reasons(counts),
        figures=tuple(
            FigureRow(**row)
            for row in sorted(figures, key=lambda row: row["standards"])
        ),
    )


def _row(edition: str, outcome: str, counts: Iterable[Row]) -> AgreementRow:
    found: Counter[tuple[str, str]] = Counter()
    for row in counts:
        found[row["agreement"], row["reason"]] += row["n"]
    place = {"edition": edition, "type": outcome}

    def cell(*agreements: str, only: str | None = None, but: str | None = None) -> Cell:
        chosen = [
            n
            for (agreement, reason), n in found.items()
            if agreement in agreements and only in {None, reason} and reason != but
        ]
        asked = place | {"reason": OWN if only == "" else only or ""}
        if len(agreements) == 1:
            asked["agreement"] = agreements[0]
        query = urlencode({key: value for key, value in asked.items() if value})
        return Cell(count=sum(chosen), query=query)

    by_own, by_neighbor = cell(*REPRODUCED, only=""), cell(*REPRODUCED, but="")
    published = [agreement for agreement in Agreement if agreement != "not_published"]
    computable = cell(*REPRODUCED, Agreement.DIFFERS).count
    reproduced = by_own.count + by_neighbor.count
    return AgreementRow(
        edition=edition,
        outcome=Finding.OutcomeType(outcome).label if outcome else "",
        published=cell(*published),
        by_own=by_own,
        by_neighbor=by_neighbor,
        flipped=cell(Agreement.SIGN_FLIPPED),
        near=cell(Agreement.DIFFERS, only="rounding"),
        differs=cell(Agreement.DIFFERS, but="rounding"),
        missing=cell(Agreement.NOT_RECOMPUTABLE),
        unpublished=cell(Agreement.NOT_PUBLISHED),
        reproduced=reproduced / computable if computable else None,
    )


def _reasons(counts: Iterable[Row]) -> tuple[ReasonRow, ...]:
    found: Counter[tuple[str, str]] = Counter()
    for row in counts:
        found[row["agreement"], row["reason"]] += row["n"]
    order = list(Agreement)
    keys = sorted(found, key=lambda key: (order.index(Agreement(key[0])), -found[key]))
    return tuple(
        ReasonRow(
            agreement=Agreement(agreement).label,
            reason=short_reason(agreement, reason),
            cell=Cell(
                count=found[agreement, reason],
                query=urlencode({"agreement": agreement, "reason": reason or OWN}),
            ),
        )
        for agreement, reason in keys
    )


AGREEMENT_HEADER = [
    "edition",
    "outcome_type",
    "published_sizes",
    "reproduced_by_own_formula",
    "reproduced_by_neighboring_formula",
    "of_these_with_sign_turned",
    "within_0.005",
    "differs",
    "inputs_missing",
    "no_size_published",
]


def agreement_cells(page: AgreementPage) -> list[list[object]]:
    """Write the table by edition and type for a spreadsheet."""
    return [
        [
            row.edition or "all",
            str(row.outcome) or "all",
            row.published.count,
            row.by_own.count,
            row.by_neighbor.count,
            row.flipped.count,
            row.near.count,
            row.differs.count,
            row.missing.count,
            row.unpublished.count,
        ]
        for row in (*page.rows, page.total)
    ]


def findings_page(chosen: dict[str, str], number: str | None) -> FindingsPage:
    """List the findings behind a cell, a page at a time."""
    found = Paginator(findings_by_agreement(chosen), PER_PAGE).get_page(number)
    lines = (
        FindingLine(finding=one, reason=short_reason(one.agreement, one.reason))
        for one in found
    )
    return FindingsPage(page=found, lines=tuple(lines), query=urlencode(chosen))


FINDINGS_HEADER = [
    "finding",
    "intervention",
    "outcome_measure",
    "outcome_type",
    "edition",
    "published_effect_size",
    "our_effect_size",
    "published_p",
    "our_p",
    "agreement",
    "reason",
]


def finding_cells(chosen: dict[str, str]) -> Iterable[list[object]]:
    """Write all findings behind a cell for a spreadsheet."""
    for one in findings_by_agreement(chosen).iterator(chunk_size=1000):
        yield [
            one.number,
            one.intervention.name,
            one.outcome_measure,
            one.outcome_type,
            one.review.standards_version,
            one.wwc_effect_size,
            one.our_effect_size,
            one.wwc_p,
            one.our_p,
            one.agreement,
            one.reason,
        ]

"""Reading the rows of one edition into records."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from headship.evidence.wwc import values
from headship.evidence.wwc.findings import read_finding
from headship.evidence.wwc.interventions import (
    join_interventions,
    read_intervention,
    read_rating,
)
from headship.evidence.wwc.studies import DESIGNS, merge_reviews, read_review
from headship.evidence.wwc.tables import Kind, Row, Table
from headship.evidence.wwc.traps import Trap

Record = dict[str, Any]
RatingKey = tuple[int, str, str, str]

KINDS = ("interventions", "studies", "reviews", "findings", "ratings")

# Rows between two words of progress.
STRIDE = 2000

_TITLED = {name.title() for name in DESIGNS}


@dataclass(slots=True, kw_only=True)
class Export:
    """Records by their public numbers; each carries the edition it is from.

    ``named_only`` are interventions that only findings name; ``older_traps`` are those
    of editions that this one was laid over.
    """

    edition: date
    layout: str
    files: list[str]
    sha256: str
    interventions: dict[int, Record] = field(default_factory=dict)
    studies: dict[int, Record] = field(default_factory=dict)
    reviews: dict[int, Record] = field(default_factory=dict)
    findings: dict[int, Record] = field(default_factory=dict)
    ratings: dict[RatingKey, Record] = field(default_factory=dict)
    named_only: set[int] = field(default_factory=set)
    traps: Counter[Trap] = field(default_factory=Counter)
    older_traps: dict[date, Counter[Trap]] = field(default_factory=dict)


class Progress:
    """How many rows have been read, told now and then."""

    def __init__(self, tell: Callable[[int], None]) -> None:
        self.rows, self.tell = 0, tell

    def watch(self, rows: Iterator[Row]) -> Iterator[Row]:
        for row in rows:
            self.rows += 1
            if self.rows % STRIDE == 0:
                self.tell(self.rows)
            yield row


class Reading:
    """One edition being read, table by table."""

    def __init__(self, day: date, tables: list[Table], progress: Progress) -> None:
        layouts = sorted(table.kind.value for table in tables)
        self.found = Export(
            edition=day, layout=", ".join(layouts)[:40], files=[], sha256=""
        )
        self.tables, self.progress = tables, progress
        self.of_review: dict[int, tuple[str, ...]] = {}
        self.sizes: dict[int, int] = {}
        self.seen: dict[int, tuple[str, int]] = {}

    def export(self) -> Export:
        readers = {
            Kind.STUDIES: self._study_row,
            Kind.REPORTS: self._report_row,
            Kind.FINDINGS: self._finding_row,
            Kind.SINGLE: self._single_row,
        }
        for kind, read in readers.items():
            for table in self.tables:
                if table.kind is kind:
                    for row in self.progress.watch(table.rows()):
                        read(row)
        found = self.found
        found.studies = merge_reviews(found.reviews.values(), self.sizes, found.traps)
        for review in found.reviews.values():
            review["study"] = review["study"]["wwc_id"]
        self._date_ratings()
        for name in KINDS:
            for record in getattr(found, name).values():
                record["edition"] = found.edition
        return found

    def _single_row(self, row: Row) -> None:
        is_mean = row.text("f_Comparison") == row.text("f_Comparison_Mean")
        has_text = bool(row.text("f_Comparison")) and not is_mean
        traps = self.found.traps
        traps[Trap.COMPARISON_IS_MEAN] += bool(row.text("f_Comparison")) and is_mean
        traps[Trap.REPORT_ID_MISSING] += not row.text("i_InterventionID")
        traps[Trap.NO_POSTING_DATE] += not row.text("s_Posting_Date")
        design = row.text("s_Study_Design")
        traps[Trap.DESIGN_MISSING] += not design
        traps[Trap.DESIGN_SPELLING] += (
            design not in DESIGNS and design.title() in _TITLED
        )
        self._study_row(row)
        finding = self._finding(row, has_text=has_text, is_single=True)
        finding["intervention"] = values.key(row, "s_interventionID")
        if row.text("i_InterventionID"):
            self._report_row(row, finding["number"])

    def _study_row(self, row: Row) -> None:
        number = values.key(row, "ReviewID")
        cells = tuple(
            cell
            for name, cell in zip(row.columns, row.cells, strict=True)
            if name.startswith("s_")
        )
        if number in self.of_review:
            self.found.traps[Trap.REVIEW_ROWS_DIFFER] += self.of_review[number] != cells
            return
        self.of_review[number] = cells
        self.found.reviews[number] = read_review(row, self.found.traps)
        if row.text("s_interventionID"):
            self._meet(read_intervention(row, "s_", Counter()))

    def _finding_row(self, row: Row) -> None:
        finding = self._finding(row, has_text=True, is_single=False)
        finding["intervention"] = values.key(row, "f_InterventionID")
        if finding["intervention"] not in self.found.interventions:
            self.found.named_only.add(finding["intervention"])
            self._meet(read_intervention(row, "f_", Counter()))

    def _finding(self, row: Row, *, has_text: bool, is_single: bool) -> Record:
        finding = read_finding(
            row, self.found.traps, has_text=has_text, is_single=is_single
        )
        number = finding["number"]
        if number in self.seen:
            file, at = self.seen[number]
            raise row.error(
                "f_FindingID", f"{number} occurs twice, also in {file}, row {at}."
            )
        self.seen[number] = (row.file, row.number)
        self.found.findings[number] = finding
        if not finding["is_subgroup"]:
            review, size = finding["review"], finding["n_total"] or 0
            self.sizes[review] = max(self.sizes.get(review, 0), size)
        return finding

    def _report_row(self, row: Row, finding: int | None = None) -> None:
        self._meet(read_intervention(row, "i_", Counter()))
        rating = read_rating(row, self.found.traps)
        if rating is None:
            return
        key = (
            rating["intervention"],
            rating["outcome_domain"].casefold(),  # Editions differ in capitals.
            rating["whose"],
            rating["protocol"],
        )
        known = self.found.ratings.setdefault(key, rating | {"findings": set()})
        if finding is not None:
            known["findings"].add(finding)

    def _meet(self, intervention: Record) -> None:
        known = self.found.interventions
        number = intervention["wwc_id"]
        known[number] = (
            join_interventions(known[number], intervention)
            if number in known
            else intervention
        )

    def _date_ratings(self) -> None:
        """Date a verdict by its newest review; name its standards if they are one."""
        found = self.found
        for rating in found.ratings.values():
            reviews = [
                found.reviews[found.findings[number]["review"]]
                for number in rating["findings"]
            ]
            days = [it["reviewed_on"] for it in reviews if it["reviewed_on"]]
            standards = {it["standards_version"] for it in reviews}
            rating["rated_on"] = max(days, default=None)
            rating["standards_version"] = standards.pop() if len(standards) == 1 else ""

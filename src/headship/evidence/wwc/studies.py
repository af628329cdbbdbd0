"""Reviews and studies, as one row of the export describes them."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from headship.evidence.wwc import values
from headship.evidence.wwc.samples import sample
from headship.evidence.wwc.tables import Row
from headship.evidence.wwc.traps import Trap

SITE = "https://ies.ed.gov/ncee/WWC"
REVIEWER = "What Works Clearinghouse"

DESIGNS = {
    "Randomized Controlled Trial": "rct",
    "Quasi-Experimental Design": "qed",
    "Regression Discontinuity Design": "rdd",
    "Single Case Design": "scd",
}
RATINGS = {
    "meets wwc standards without reservations": "without_reservations",
    "meets wwc standards with reservations": "with_reservations",
    "does not meet wwc standards": "does_not_meet",
    "ineligible for review": "ineligible",
    "1": "without_reservations",
    "2": "with_reservations",
    "3": "does_not_meet",
    "": "unknown",
}
EDITIONS = frozenset({"1.0", "2.0", "2.1", "3.0", "4.0", "4.1", "5.0"})

_DESIGN_OF = {wording.casefold(): code for wording, code in DESIGNS.items()}
_TITLE = re.compile(r"\(\s*\d{4}[^)]*\)\.?\s*(.+?)[.?!](?:\s|$)")


def read_review(row: Row, traps: Counter[Trap]) -> dict[str, Any]:
    """Return a review with its sample, and under ``study`` what it says of the study."""
    reviewed_on = values.day(row, "s_Posting_Date")
    return {
        "wwc_id": values.key(row, "ReviewID"),
        "reviewer": REVIEWER,
        "standards_version": _standards(row),
        "protocol": protocol(row, "s_"),
        "rating": values.one_of(row, "s_Study_Rating", RATINGS),
        "design": _design(row),
        "reviewed_on": reviewed_on,
        "purpose": values.words(row, "s_Purpose_of_Review", 80),
        "why": row.text("s_Rating_Reason") or row.text("s_Ineligibility_Reason"),
        "context": sample(row, traps),
        "study": _study(row, traps),
    }


def merge_reviews(
    reviews: Iterable[dict[str, Any]], sizes: dict[int, int], traps: Counter[Trap]
) -> dict[int, dict[str, Any]]:
    """Return one study per number: the newest review speaks, others fill its gaps."""
    together: dict[int, list[dict[str, Any]]] = {}
    for review in reviews:
        together.setdefault(review["study"]["wwc_id"], []).append(review)
    return {number: _merged(group, sizes, traps) for number, group in together.items()}


def protocol(row: Row, prefix: str) -> str:
    """Return a protocol with its version."""
    name = values.words(row, f"{prefix}Protocol", 140)
    return f"{name} {row.text(f'{prefix}Protocol_Version')}".strip()


def _merged(
    reviews: list[dict[str, Any]], sizes: dict[int, int], traps: Counter[Trap]
) -> dict[str, Any]:
    newest_first = sorted(reviews, key=_age)
    first = newest_first[0]
    designs = [it["design"] for it in newest_first if it["design"] != "unknown"]
    context: dict[str, Any] = {}
    for review in newest_first:
        context = review["context"] | context
    if size := max((sizes.get(it["wwc_id"], 0) for it in reviews), default=0):
        context["size"] = size
    traps[Trap.REVIEWS_DIFFER] += any(
        (it["context"], it["design"]) != (first["context"], first["design"])
        for it in reviews
    )
    return first["study"] | {
        "design": designs[0] if designs else "unknown",
        "context": context,
    }


def _age(review: dict[str, Any]) -> tuple[int, int]:
    on = review["reviewed_on"]
    return (-on.toordinal() if on else 0, -review["wwc_id"])


def _study(row: Row, traps: Counter[Trap]) -> dict[str, Any]:
    citation = row.text("s_Citation")
    page = row.text("s_Study_Page_URL")
    title = _TITLE.search(citation)
    return {
        "wwc_id": values.key(row, "s_StudyID"),
        "citation": citation,
        "title": title[1][:500] if title else "",
        "publication": values.words(row, "s_Publication", 400),
        "year": _year(row, traps),
        "url": SITE + page if page.startswith("/") else "",
        "eric": _eric(row, traps),
    }


def _year(row: Row, traps: Counter[Trap]) -> int | None:
    text = row.text("s_Publication_Date")
    if text in values.BLANKS:
        return None
    found = re.search(r"\b(?:19|20)\d{2}", text)
    traps[Trap.YEAR_WITH_TEXT] += not found or text != found[0]
    return int(found[0]) if found else None


def _eric(row: Row, traps: Counter[Trap]) -> str:
    at = row.columns.get("s_ERICId")
    printed = "" if at is None else row.cells[at]
    found = re.search(r"E[DJ]\d+", printed)
    number = found[0] if found else ""
    traps[Trap.ERIC_NUMBER] += number != printed
    return number


def _design(row: Row) -> str:
    text = row.text("s_Study_Design")
    return _DESIGN_OF.get(text.casefold(), "other") if text else "unknown"


def _standards(row: Row) -> str:
    text = row.text("s_Standards_Version")
    if text and text not in EDITIONS:
        known = ", ".join(sorted(EDITIONS))
        raise row.error("s_Standards_Version", f"“{text[:40]}” is not one of {known}.")
    return text

"""One public school as files describe it."""

import re
from dataclasses import dataclass, fields
from typing import Any

from django.utils.translation import gettext_noop as _

from headship.evidence.search.words import bare
from headship.orgs.roster.problems import Findings
from headship.orgs.roster.sentences import say
from headship.orgs.roster.tables import Row

WORD = re.compile(r"[A-Z]+")
VOWELS = frozenset("AEIOUY")
ABBREVIATIONS = frozenset({"ISD", "CISD", "MSD", "USD", "II", "III", "IV", "VI"})
SHORTENED = frozenset({"DR", "FT", "JR", "MR", "MRS", "MT", "SR", "ST"})
FOLDED = ("folded_name", "folded_place")
SHARE_DIGITS = 5  # Of a share; one student in 100,000.


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is told of a ``PublicSchool``; None or an empty word is unknown."""

    nces_id: str
    name: str
    district: str = ""
    city: str = ""
    state: str
    locale: str = ""
    level: str = ""
    lowest_grade: str = ""
    highest_grade: str = ""
    enrollment: int | None = None
    race: dict[str, float | None] | None = None
    gender: dict[str, float | None] | None = None
    frpl: float | None = None
    english_learners: float | None = None
    special_education: float | None = None
    source: str
    year: int | None = None

    @property
    def values(self) -> dict[str, Any]:
        """Return the fields of the school, with those it is searched by."""
        told = {one.name: getattr(self, one.name) for one in fields(self)}
        return {**told, **folded(**told)}


def folded(
    *, name: str, district: str = "", city: str = "", nces_id: str, **_rest: Any
) -> dict[str, str]:
    """Return what a school is searched by: its name, and where it is."""
    texts = (name, f"{district} {city} {nces_id}")
    return dict(zip(FOLDED, map(bare, texts), strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement:
    """Figures for a school that a directory names; ``source`` is added to its own."""

    nces_id: str
    level: str = ""
    enrollment: int | None = None
    frpl: float | None = None
    english_learners: float | None = None
    special_education: float | None = None
    source: str
    year: int | None = None


SUPPRESSED = _("Values shown only as a limit, such as “N<5”, are unknown.")
ADVICE = _("Write a number, or leave the cell empty if it is unknown.")


def in_words(text: str) -> str:
    """Write a name that is all capitals as one reads it: CROSBYTON ISD, Crosbyton ISD.

    Words without a vowel are abbreviations, as are those of school districts.
    """
    return WORD.sub(_word, text) if text.isupper() else text


def _word(found: re.Match[str]) -> str:
    word = found[0]
    is_said = word in SHORTENED or VOWELS.intersection(word)
    if word == "S" and found.string[found.start() - 1 : found.start()] == "'":
        return "s"
    return word if word in ABBREVIATIONS or not is_said else word.capitalize()


def read_share(
    row: Row, column: str, findings: Findings, *, whole: int = 1
) -> float | None:
    """Read a share of ``whole``; what is suppressed is counted and unknown."""
    text = row[column]
    if not text:
        return None
    if is_suppressed(text):
        findings.note(SUPPRESSED)
        return None
    try:
        share = float(text) / whole
    except ValueError:
        share = -1.0
    if 0 <= share <= 1:
        return round(share, SHARE_DIGITS)
    reason = say(
        _("“%(value)s” is not a share from 0 to %(whole)s."),
        value=text[:40],
        whole=whole,
    )
    findings.add(row.problem(column, reason, ADVICE))
    return None


def read_count(row: Row, column: str, findings: Findings) -> int | None:
    """Read a number of students; what is suppressed is counted and unknown."""
    text = row[column].removesuffix(".0")
    if not text:
        return None
    if is_suppressed(text):
        findings.note(SUPPRESSED)
        return None
    if text.isascii() and text.isdigit():
        return int(text)
    reason = say(_("“%(value)s” is not a number of students."), value=text[:40])
    findings.add(row.problem(column, reason, ADVICE))
    return None


def is_suppressed(text: str) -> bool:
    """Say whether a cell holds a limit instead of a number."""
    return text.upper().startswith(("N<", "<", ">"))

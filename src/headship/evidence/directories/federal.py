"""Schools of a directory in the manner of the Common Core of Data (CCD)."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_noop as _

from headship.evidence.directories.entries import Entry, in_words
from headship.orgs.models.schools import GENDERS, RACES
from headship.orgs.roster.directory import read_directory
from headship.orgs.roster.problems import Findings
from headship.orgs.roster.rows import SchoolRow
from headship.orgs.roster.sources import Source

HEADINGS = frozenset({"ncessch", "schnam"})
SOURCE = "National Center for Education Statistics, Common Core of Data"
NOT_OPEN = _("Schools not open in the year of the file are listed all the same.")
NATIVE = {"american_indian": "native_american"}


def read_entries(source: Source, findings: Findings) -> Iterator[Entry]:
    """Yield the schools of a directory."""
    for row in read_directory(source, findings):
        if not row.is_open:
            findings.note(NOT_OPEN)
        yield _entry(row)


def _entry(row: SchoolRow) -> Entry:
    known = row.context
    year = known.get("school_year", "")
    locale = known.get("locale")
    return Entry(
        nces_id=row.nces_id,
        name=in_words(row.name),
        district=in_words(row.district)[:200],
        city=in_words(row.city),
        state=row.state,
        locale=str(locale) if locale else "",
        lowest_grade=known.get("grade_low", ""),
        highest_grade=known.get("grade_high", ""),
        enrollment=known.get("enrollment"),
        race=_shares(known, RACES),
        gender=_shares(known, GENDERS),
        frpl=_share(known.get("economically_disadvantaged")),
        english_learners=_share(known.get("english_learners")),
        special_education=_share(known.get("special_education")),
        source=f"{SOURCE}, {year}" if year else SOURCE,
        year=int(year[-4:]) if year else None,
    )


def _shares(
    known: Mapping[str, Any], names: tuple[str, ...]
) -> dict[str, float | None] | None:
    found = {NATIVE.get(name, name): _share(known.get(name)) for name in names}
    return found if any(share is not None for share in found.values()) else None


def _share(value: Any) -> float | None:
    return None if value is None else float(value)

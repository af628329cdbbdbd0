"""Reading any of the known files, and joining what they say of one school."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from django.utils.translation import gettext_noop as _

from headship.evidence.directories import federal, newyork, texas
from headship.evidence.directories.entries import Entry, Supplement
from headship.orgs.roster.problems import Findings, Problem, SourceError
from headship.orgs.roster.sentences import say
from headship.orgs.roster.sources import Source, open_source

UNJOINED = _("Campuses that no directory file names were left out.")
HEADING_BYTES = 64 * 1024


@dataclass(slots=True)
class Directory:
    """What files say of schools, with what was wrong and what was left out."""

    entries: list[Entry] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)


def read_directories(paths: Iterable[Path]) -> Directory:
    """Read files in any order; supplements wait until every school is named."""
    directory = Directory()
    supplements: list[Supplement] = []
    named: dict[str, Entry] = {}
    for path in paths:
        for one in _read(path, directory.findings):
            if isinstance(one, Supplement):
                supplements.append(one)
            elif one.nces_id in named:
                directory.findings.add(_twice(path, one))
            else:
                named[one.nces_id] = one
    _join(named, supplements, directory.findings)
    directory.entries = list(named.values())
    return directory


def _read(path: Path, findings: Findings) -> Iterator[Entry | Supplement]:
    try:
        with open_source(path) as source:
            yield from _by_layout(source, path, findings)
    except SourceError as error:
        findings.add(error.problem)


def _by_layout(
    source: Source, path: Path, findings: Findings
) -> Iterator[Entry | Supplement]:
    if len(source.names()) != 1:
        reason = say(
            _("There are %(found)s CSV files; a directory is one."),
            found=len(source.names()),
        )
        advice = _("Name that file.")
        findings.add(Problem(file=path.name, reason=reason, advice=advice))
        return iter(())
    headings = _headings(source)
    if headings >= texas.HEADINGS:
        return texas.read_supplements(source, findings)
    if headings >= newyork.HEADINGS:
        return newyork.read_entries(source, findings)
    # The federal reader says which column is missing from any other file.
    return federal.read_entries(source, findings)


def _headings(source: Source) -> frozenset[str]:
    """Return the first line's headings in bare letters and digits."""
    with source.open(source.names()[0]) as raw:
        line = raw.readline(HEADING_BYTES).decode("utf-8-sig", "replace")
    cells = chain.from_iterable(csv.reader([line]))
    return frozenset(
        "".join(letter for letter in cell.lower() if letter.isalnum()) for cell in cells
    )


def _join(
    named: dict[str, Entry], supplements: list[Supplement], findings: Findings
) -> None:
    for one in supplements:
        school = named.get(one.nces_id)
        if school is None:
            findings.note(UNJOINED)
        else:
            named[one.nces_id] = _with(school, one)


def _with(school: Entry, more: Supplement) -> Entry:
    """Add what a supplement knows; it is later than the directory."""
    known = {
        name: value
        for name in ("enrollment", "frpl", "english_learners", "special_education")
        if (value := getattr(more, name)) is not None
    }
    if not known:
        return school
    return replace(
        school,
        **known,
        level=more.level or school.level,
        source=f"{school.source}; {more.source}",
        year=more.year or school.year,
    )


def _twice(path: Path, school: Entry) -> Problem:
    return Problem(
        file=path.name,
        reason=say(
            _("%(id)s (%(name)s) is in another file too."),
            id=school.nces_id,
            name=school.name,
        ),
        advice=_("Name one directory of each state."),
    )

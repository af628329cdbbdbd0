"""Reading one CSV: its encoding, its header, its rows, each with its line."""

import codecs
import csv
import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext_noop as _

from headship.orgs.roster.problems import Findings, Problem, SourceError
from headship.orgs.roster.sentences import say
from headship.orgs.roster.sources import Source

MAX_COLUMNS = 300
MAX_LINE = 1024 * 1024
MAX_ROWS = 2_000_000
SAVE_AS = _("Open the file in your spreadsheet and save it as “CSV UTF-8”.")

WITH_COMMAS = _("Save the file with commas between columns.")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table; a column that the file lacks reads as empty."""

    file: str
    line: int
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")

    def problem(self, column: str, reason: str, advice: str) -> Problem:
        """Return a problem with one cell of this row."""
        return Problem(
            file=self.file, line=self.line, column=column, reason=reason, advice=advice
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The columns of a table: other headings for them, and which must be there."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    aliases: Mapping[str, tuple[str, ...]]

    def column_of(self) -> dict[str, str]:
        """Return our column for each heading, folded to bare letters and digits."""
        found = {_fold(name): name for name in (*self.required, *self.optional)}
        for column, headings in self.aliases.items():
            found.update({_fold(heading): column for heading in headings})
        return found


def layout(
    required: tuple[str, ...],
    optional: tuple[str, ...] = (),
    aliases: Mapping[str, tuple[str, ...]] | None = None,
) -> Layout:
    """Return the layout of a table."""
    return Layout(required=required, optional=optional, aliases=aliases or {})


def read_table(
    source: Source, name: str, shape: Layout, findings: Findings
) -> Iterator[Row]:
    """Yield the rows of a table; what is wrong with it goes to the findings."""
    with source.open(name) as raw:
        reader = csv.reader(_text(raw, name), strict=True)
        columns = _header(reader, name, shape, findings)
        if columns is not None:
            yield from _rows(reader, name, columns, findings)


def _fold(heading: str) -> str:
    return "".join(letter for letter in heading.lower() if letter.isalnum())


def _text(raw: IO[bytes], name: str) -> Iterator[str]:
    """Yield lines as text, or raise with the line that is not UTF-8."""
    lines = iter(lambda: raw.readline(MAX_LINE), b"")
    for number, line in enumerate(lines, start=1):
        piece = line
        if len(line) == MAX_LINE:
            raise _stop(name, number, _("The line is longer than any row would be."))
        if number == 1:
            _refuse_other_encodings(line, name)
            piece = line.removeprefix(codecs.BOM_UTF8)
        if b"\0" in piece:
            raise _stop(
                name, number, _("There is a NUL byte, so this is no text file.")
            )
        try:
            yield piece.decode("utf-8")
        except UnicodeDecodeError as error:
            raise _stop(name, number, _looks_like(piece)) from error


def _refuse_other_encodings(line: bytes, name: str) -> None:
    if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise _stop(name, 1, _("The file is in UTF-16 (“Unicode text”), not in UTF-8."))
    if line.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise _stop(name, 1, _("This is a workbook, not a CSV file."))


def _looks_like(line: bytes) -> str:
    try:
        words = line.decode("cp1252").strip()[:60]
    except UnicodeDecodeError:
        return _("The line is not in UTF-8.")
    return say(
        _("The line is not in UTF-8; it looks like Windows-1252 (“%(words)s”)."),
        words=words,
    )


def _stop(name: str, line: int, reason: str) -> SourceError:
    return SourceError(Problem(file=name, line=line, reason=reason, advice=SAVE_AS))


def _next(reader: Iterator[list[str]], name: str, line: int) -> list[str] | None:
    try:
        return next(reader, None)
    except csv.Error as error:
        raise SourceError(
            Problem(
                file=name,
                line=line,
                reason=say(
                    _("The line cannot be split into columns (%(error)s)."),
                    error=str(error),
                ),
                advice=_("Look for a quotation mark that is opened and not closed."),
            )
        ) from error


def _header(
    reader: Iterator[list[str]], name: str, shape: Layout, findings: Findings
) -> list[str] | None:
    """Return our column for each place of the file, or None if one is missing."""
    headings = _next(reader, name, 1)
    if not headings:
        findings.add(
            Problem(
                file=name,
                reason=_("The file is empty."),
                advice=_("Export it again."),
            )
        )
        return None
    if len(headings) > MAX_COLUMNS:
        raise _too_wide(name, len(headings))
    known = shape.column_of()
    columns = [known.get(_fold(heading), "") for heading in headings]
    before = findings.problem_count
    if len(headings) == 1 and (reason := _other_separator(headings[0])):
        findings.add(Problem(file=name, line=1, reason=reason, advice=WITH_COMMAS))
        return None
    _check_twice(columns, name, findings)
    _check_missing(columns, headings, name, shape, findings)
    return columns if findings.problem_count == before else None


def _other_separator(header: str) -> str:
    sentences = {
        ";": _("The columns are separated by semicolons."),
        "\t": _("The columns are separated by tabs."),
    }
    return next((said for sign, said in sentences.items() if sign in header), "")


def _check_twice(columns: list[str], name: str, findings: Findings) -> None:
    for column in sorted({c for c in columns if c and columns.count(c) > 1}):
        findings.add(
            Problem(
                file=name,
                line=1,
                column=column,
                reason=_("The column is there twice."),
                advice=_("Remove one of them."),
            )
        )


def _check_missing(
    columns: list[str],
    headings: list[str],
    name: str,
    shape: Layout,
    findings: Findings,
) -> None:
    for column in shape.required:
        if column not in columns:
            findings.add(
                Problem(
                    file=name,
                    line=1,
                    column=column,
                    reason=_("The column is missing."),
                    advice=_advice(column, headings, shape),
                )
            )


def _advice(column: str, headings: list[str], shape: Layout) -> str:
    near = difflib.get_close_matches(column.lower(), [h.lower() for h in headings], n=1)
    if near:
        return say(
            _("The file has “%(heading)s”; rename it to “%(column)s”."),
            heading=near[0],
            column=column,
        )
    others = shape.aliases.get(column, ())
    names = (column, *others[:3])
    return say(
        _("Add a column with a heading out of these: %(headings)s."),
        headings=", ".join(f"“{heading}”" for heading in names),
    )


def _rows(
    reader: Iterator[list[str]], name: str, columns: list[str], findings: Findings
) -> Iterator[Row]:
    line = 1
    while (cells := _next(reader, name, line + 1)) is not None:
        line = reader.line_num  # type: ignore[attr-defined]
        if line > MAX_ROWS:
            raise _too_long(name)
        if not any(cells):
            continue
        if len(cells) == len(columns):
            pairs = zip(columns, cells, strict=True)
            yield Row(name, line, {c: cell.strip() for c, cell in pairs if c})
        else:
            findings.add(_wrong_width(name, line, len(cells), len(columns)))


def _wrong_width(name: str, line: int, found: int, expected: int) -> Problem:
    return Problem(
        file=name,
        line=line,
        reason=say(
            _("The line has %(found)s columns, the header has %(expected)s."),
            found=found,
            expected=expected,
        ),
        advice=_("Look for a comma in a value that is not in quotation marks."),
    )


def _too_wide(name: str, found: int) -> SourceError:
    reason = say(
        _("There are %(found)s columns; at most %(most)s are read."),
        found=found,
        most=MAX_COLUMNS,
    )
    return SourceError(
        Problem(file=name, line=1, reason=reason, advice=_("Remove some columns."))
    )


def _too_long(name: str) -> SourceError:
    reason = say(_("The file has more than %(most)s lines."), most=f"{MAX_ROWS:,}")
    return SourceError(
        Problem(file=name, reason=reason, advice=_("Split it or export fewer years."))
    )

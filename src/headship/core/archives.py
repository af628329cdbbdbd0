"""What somebody owns as one ZIP, written as it is read: memory stays flat."""

import io
import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from defusedcsv import csv
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from headship.core import files, holdings
from headship.core.clock import now
from headship.core.holdings import Holding, Table, Words

AT_ONCE = 2000  # Rows in memory.
Beat = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One holding as it goes into an archive: all of it, some columns, or only why not."""

    holding: Holding
    columns: tuple[str, ...]
    rows: QuerySet[Any]
    because: Words

    def as_table(self) -> Table:
        return Table(
            name=self.holding.name, header=list(self.columns), rows=self.cells()
        )

    def cells(self) -> Iterator[list[object]]:
        """Yield the rows in a lasting order, read as they are written."""
        paths = [_path(self.rows.model, name) for name in self.columns]
        found = self.rows.order_by("pk")
        for row in found.values_list(*paths).iterator(chunk_size=AT_ONCE):
            yield [_cell(value) for value in row]

    def kept(self) -> Iterator[tuple[str, str]]:
        """Yield the name in the archive and the kept name of each file."""
        if not self.holding.file or "filename" not in self.columns:
            return
        found = self.rows.exclude(**{self.holding.file: ""}).order_by("pk")
        wanted = found.values_list("ref", "filename", self.holding.file)
        for ref, filename, stored in wanted.iterator(chunk_size=AT_ONCE):
            yield f"files/{self.holding.name}/{ref}{Path(filename).suffix}", stored


def parts_of_organization(organization: Any) -> list[Part]:
    """Return what an organization's administrators may take along."""
    return [
        Part(
            holding=it,
            columns=tuple(it.columns.split()),
            rows=it.rows(organization).filter(**it.only),
            because=it.because,
        )
        for it in holdings.every()
        if it.organization
    ]


def parts_of_person(user: Any) -> list[Part]:
    """Return what a person may take along, from all organizations."""
    return [
        Part(
            holding=it,
            columns=tuple(f"{it.columns} {it.own}".split()),
            rows=it.rows_of(user),
            because="" if it.columns or it.own else it.because,
        )
        for it in holdings.every()
        if it.person
    ]


def write(
    out: BinaryIO,
    owner: object,
    parts: list[Part],
    figures: Iterable[Table] = (),
    beat: Beat = lambda _done: None,
) -> int:
    """Write an archive with a list of what is in it; return the number of rows.

    ``beat`` hears how many parts are done, after each and every few thousand rows.
    """
    counts: dict[str, int] = {}
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for done, part in enumerate(parts):
            alive = partial(beat, done)
            if part.columns:
                table = part.as_table()
                counts[table.name] = _add_table(archive, table, alive)
            for inside, stored in part.kept():
                _add_file(archive, inside, stored)
                alive()
        for table in figures:
            counts[table.name] = _add_table(archive, table, partial(beat, len(parts)))
        archive.writestr("README.txt", _read_me(owner, parts, counts))
    return sum(counts.values())


def _add_table(archive: ZipFile, table: Table, alive: Callable[[], None]) -> int:
    count = 0
    alive()
    with (
        archive.open(f"{table.name}.csv", "w", force_zip64=True) as raw,
        io.TextIOWrapper(raw, "utf-8-sig", newline="") as text,
    ):
        writer = csv.writer(text)
        writer.writerow(table.header)
        for count, row in enumerate(table.rows, start=1):
            writer.writerow(row)
            if not count % AT_ONCE:
                alive()
    return count


def _add_file(archive: ZipFile, inside: str, stored: str) -> None:
    with (
        suppress(FileNotFoundError),  # The row outlives a file that was lost.
        files.open_kept(stored) as source,
        archive.open(inside, "w", force_zip64=True) as target,
    ):
        shutil.copyfileobj(source, target)


def _path(model: type[Model], column: str) -> str:
    """Return what to read for a column; what names another row gives its reference."""
    try:
        found = model._meta.get_field(column)  # noqa: SLF001 -- Django's API
    except FieldDoesNotExist:
        return column  # A path of a query, such as member__given_name.
    return f"{column}__ref" if found.is_relation else column


def _cell(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else value


def _read_me(owner: object, parts: list[Part], counts: dict[str, int]) -> str:
    because = {it.holding.name: it.because for it in parts}
    lines = [
        str(owner),
        _("Written by Headship on %(at)s.")
        % {"at": now().isoformat(timespec="minutes")},
        "",
        _(
            "Each table is a CSV file in UTF-8 whose first row names the columns. A "
            "reference in one table is the ref of a row in another. Times are UTC. An "
            "apostrophe stands before what a spreadsheet would take for a formula."
        ),
        "",
        _("What is in it"),
        "",
        *(_line(name, count, because.get(name, "")) for name, count in counts.items()),
        "",
        _("What is not in it, and why"),
        "",
        *(f"{it.holding.name}: {it.because}" for it in parts if not it.columns),
    ]
    return "\n".join(lines) + "\n"


def _line(name: str, count: int, because: Words) -> str:
    left_out = " " + _("Left out: %(why)s") % {"why": because} if because else ""
    return f"{name}.csv: {count}.{left_out}"

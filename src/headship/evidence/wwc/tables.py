"""Opening the files of an export: archives, CSV files or folders, in two layouts."""

import csv
import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from html import unescape
from pathlib import Path
from typing import IO

# An export has some 17 MB; what unpacks to more than this is something else.
LARGEST = 500_000_000
FORMS = (".csv", ".zip")
ENCRYPTED = 0x1  # The flag of a member of an archive.

_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_NAMED_DAY = re.compile(r"(\d{4})-([A-Z][a-z]{2})-(\d{2})")

# Names in the separate files that are shortened in the single file.
_RENAMED = {
    "Demographics_of_Study_Sample_English_language_learners": "Demographics_Sample_ELL",
    "Demographics_of_Study_Sample_Free_or_reduced_price_lunch": (
        "Demographics_Sample_FRPL"
    ),
    "Demographics_of_Study_Sample_International": "Demographics_Sample_International",
    "Demographics_of_Study_Sample_Minority": "Demographics_Sample_Minority",
    "Demographics_of_Study_Sample_Non_minority": "Demographics_Sample_Nonminority",
    "Demographics_of_Study_Sample_Students_with_disabilities": (
        "Demographics_Sample_SWD"
    ),
    "OutcomeMeasureID": "Outcome_MeasureID",
    "Region_State_District_of_Columbia": "Region_State_DC",
    "Disability_Autism_spectrum_disorder": "Disability_ASD",
    "Disability_Individualized_Education_Plan__IEP_": "Disability_IEP",
    "School_setting_Student_Count": "School_Setting_Student_Count",
    "Outcome_Measure_Intervention_Sample_Size": "Outcome_Intervention_SS",
    "Outcome_Measure_Comparison_Sample_Size": "Outcome_Comparison_SS",
    "Intervention_Clusters_Sample_Size": "Intervention_Clusters_SS",
    "Comparison_Clusters_Sample_Size": "Comparison_Clusters_SS",
}
_PRINTED = {short: name for name, short in _RENAMED.items()}


class FormatError(Exception):
    """A file cannot be read as an export; says where and what to do."""

    def __init__(
        self, file: str, message: str, *, row: int | None = None, column: str = ""
    ) -> None:
        place = [file]
        place += [f"row {row}"] if row else []
        place += [f"column {column}"] if column else []
        super().__init__(f"{', '.join(place)}: {message}")


class Kind(StrEnum):
    """What a table holds, by the columns that only it has."""

    SINGLE = "single file"
    FINDINGS = "findings"
    STUDIES = "studies"
    REPORTS = "intervention reports"
    DICTIONARY = "dictionary"


_SIGNS = {
    Kind.DICTIONARY: {"Individual Files Variable Names"},
    Kind.SINGLE: {"f_FindingID", "s_StudyID", "ReviewID"},
    Kind.FINDINGS: {"FindingID", "ReviewID", "Outcome_Measure"},
    Kind.STUDIES: {"StudyID", "ReviewID", "Study_Rating"},
    Kind.REPORTS: {"InterventionID", "Effectiveness_Rating"},
}
_PREFIX = {Kind.FINDINGS: "f_", Kind.STUDIES: "s_", Kind.REPORTS: "i_"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row: ``number`` as a spreadsheet counts it, the first row being the names."""

    file: str
    number: int
    cells: Sequence[str]
    columns: dict[str, int]
    kind: Kind

    def has(self, name: str) -> bool:
        return name in self.columns

    def text(self, name: str) -> str:
        """Return a cell without surrounding blanks; a missing column is blank."""
        at = self.columns.get(name)
        return "" if at is None else unescape(self.cells[at]).strip()

    def error(self, name: str, message: str) -> FormatError:
        column = printed_name(name, self.kind)
        return FormatError(self.file, message, row=self.number, column=column)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One CSV file of an export; its columns bear the names of the single file."""

    file: str
    path: Path
    member: str
    kind: Kind
    edition: date | None
    columns: dict[str, int] = field(repr=False)

    def rows(self) -> Iterator[Row]:
        """Read the rows one by one; raise FormatError at the first that is broken."""
        with _open(self.path, self.member) as lines:
            reader = csv.reader(_checked(lines, self.file))
            header = next(reader)
            number = 1
            try:
                for number, cells in enumerate(reader, start=2):
                    if len(cells) != len(header):
                        message = (
                            f"has {len(cells)} cells, but the first row names "
                            f"{len(header)} columns. Get the file again, and don't edit "
                            "it."
                        )
                        raise FormatError(self.file, message, row=number)
                    yield Row(self.file, number, cells, self.columns, self.kind)
            except csv.Error as error:
                message = f"the row cannot be read as CSV ({error})."
                raise FormatError(self.file, message, row=number + 1) from error


def files_in(paths: Sequence[Path]) -> list[Path]:
    """Return files; a folder stands for the CSV files and archives that lie in it."""
    return [file for path in paths for file in _files(path)]


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = [file for file in path.iterdir() if file.suffix.lower() in FORMS]
    if not found:
        raise FormatError(path.name, "the folder holds no CSV file and no archive.")
    return sorted(found)


def open_tables(paths: Sequence[Path]) -> list[Table]:
    """Look into files and archives and tell what each table of them is.

    Data dictionaries are passed over.
    """
    tables = [_table(path, member) for path in paths for member in _members(path)]
    found = [table for table in tables if table.kind is not Kind.DICTIONARY]
    if not found:
        names = ", ".join(path.name for path in paths)
        raise FormatError(names, "no table of the WWC's export was found here.")
    return found


def digest(paths: Sequence[Path]) -> str:
    """Return one fingerprint of all files, whatever their order."""
    each = sorted(_fingerprint(path) for path in paths)
    return (
        each[0]
        if len(each) == 1
        else hashlib.sha256("".join(each).encode()).hexdigest()
    )


def _fingerprint(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _members(path: Path) -> list[str]:
    """Return the CSV files inside an archive; a CSV file is its own member."""
    if not path.is_file():
        raise FormatError(path.name, "there is no such file.")
    if not zipfile.is_zipfile(path):
        return [""]
    with zipfile.ZipFile(path) as archive:
        entries = [entry for entry in archive.infolist() if _is_csv(entry.filename)]
        if sum(entry.file_size for entry in entries) > LARGEST:
            raise FormatError(path.name, "unpacks to far more than an export holds.")
    if not entries:
        raise FormatError(path.name, "the archive holds no CSV file.")
    return [entry.filename for entry in entries]


def _is_csv(name: str) -> bool:
    return name.lower().endswith(".csv") and not name.startswith("__MACOSX/")


def _table(path: Path, member: str) -> Table:
    file = f"{path.name}/{member}" if member else path.name
    with _open(path, member) as lines:
        header = next(csv.reader(_checked(lines, file)), [])
    names = [name.strip() for name in header]
    kind = next((kind for kind, signs in _SIGNS.items() if signs <= set(names)), None)
    if kind is None:
        raise FormatError(
            file,
            "the first row does not name the columns of an export of the WWC. Give the "
            "file as whatworks.ed.gov publishes it.",
            row=1,
        )
    columns = [_merged_name(name, kind) for name in names]
    if twice := {name for name in columns if columns.count(name) > 1}:
        column = printed_name(min(twice), kind)
        raise FormatError(file, "the column occurs twice.", row=1, column=column)
    return Table(
        file=file,
        path=path,
        member=member,
        kind=kind,
        edition=_edition(f"{path.resolve().parent.name}/{file}"),
        columns={name: at for at, name in enumerate(columns)},
    )


def _merged_name(name: str, kind: Kind) -> str:
    if kind not in _PREFIX or name == "ReviewID":
        return name
    return _PREFIX[kind] + _RENAMED.get(name, name)


def printed_name(name: str, kind: Kind) -> str:
    """Return a column's name as its file prints it."""
    if kind not in _PREFIX or name == "ReviewID":
        return name
    name = name.removeprefix(_PREFIX[kind])
    return _PRINTED.get(name, name)


def _edition(name: str) -> date | None:
    """Read the day an export was written from the name of its file or folder."""
    if found := _NAMED_DAY.findall(name):
        text, form = "-".join(found[-1]), "%Y-%b-%d"
    elif found := _ISO_DAY.findall(name):
        text, form = "-".join(found[-1]), "%Y-%m-%d"
    else:
        return None
    try:
        return datetime.strptime(text, form).date()  # noqa: DTZ007 -- a day has no zone
    except ValueError:
        return None


@contextmanager
def _open(path: Path, member: str) -> Iterator[IO[str]]:
    if member:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo(member).flag_bits & ENCRYPTED:
                message = "the archive is locked with a password. Unpack it first."
                raise FormatError(f"{path.name}/{member}", message)
            with archive.open(member) as raw:
                yield io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
    else:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            yield lines


def _checked(lines: IO[str], file: str) -> Iterator[str]:
    """Pass lines on; refuse what is not text."""
    number = 0
    try:
        for number, line in enumerate(lines, start=1):
            if "\0" in line:
                message = f"line {number} holds a zero byte, so this is not a CSV file."
                raise FormatError(file, message)
            yield line
    except UnicodeDecodeError as error:
        message = f"line {number + 1} is not UTF-8 text. Save the file as UTF-8."
        raise FormatError(file, message) from error
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        message = f"the archive is damaged ({error}). Get it again."
        raise FormatError(file, message) from error

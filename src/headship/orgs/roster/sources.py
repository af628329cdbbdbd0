"""Opening a zip, a folder or one CSV without trusting it."""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from django.utils.translation import gettext_noop as _

from headship.orgs.roster.problems import Problem, SourceError
from headship.orgs.roster.sentences import say

MEGABYTE = 1024 * 1024
MAX_UPLOAD = 50 * MEGABYTE  # A zipped roster of a million people is about 40 MB.
MAX_UNPACKED = 1000 * MEGABYTE
MAX_RATIO = 200  # CSV compresses 5 to 20 times; a bomb thousands of times.
MAX_MEMBERS = 100  # OneRoster has 20 files.
MAX_NAME = 200
WORKBOOK = "[Content_Types].xml"  # Every file of Office Open XML is a zip with it.
IGNORED = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)
ARCHIVES = (".zip", ".gz", ".7z", ".rar", ".tar", ".tgz", ".xz", ".bz2")


class Source(Protocol):
    """Tables by lower-case name."""

    def names(self) -> list[str]: ...

    def open(self, name: str) -> AbstractContextManager[IO[bytes]]: ...


@contextmanager
def open_source(path: Path, *, shown_as: str = "") -> Iterator[Source]:
    """Open a zip, a folder or a CSV; raise SourceError if it may not be read."""
    name = shown_as or path.name
    if path.is_dir():
        yield Folder(path)
    elif not path.is_file():
        raise _refuse(name, _("There is no such file."), _("Check the path."))
    elif not path.stat().st_size:
        raise _refuse(name, _("The file is empty."), _("Export it again."))
    elif zipfile.is_zipfile(path):
        with _zip(path, name) as archive:
            yield Archive(archive, name)
    else:
        yield Single(path, name)


class Folder:
    """The CSV files directly in a folder; links are not followed."""

    def __init__(self, path: Path) -> None:
        self.files = {
            entry.name.lower(): entry
            for entry in sorted(path.iterdir())
            if entry.is_file()
            and not entry.is_symlink()
            and entry.suffix.lower() == ".csv"
        }

    def names(self) -> list[str]:
        return list(self.files)

    def open(self, name: str) -> IO[bytes]:
        return self.files[name].open("rb")


class Single:
    """One CSV, whatever it is called."""

    def __init__(self, path: Path, name: str) -> None:
        self.path, self.name = path, name

    def names(self) -> list[str]:
        return [self.name]

    def open(self, _name: str) -> IO[bytes]:
        return self.path.open("rb")


class Archive:
    """The CSV files of a zip whose contents list has been checked."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self.archive, self.name = archive, name
        self.members = _checked_members(archive, name)

    def names(self) -> list[str]:
        return list(self.members)

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        member = self.members[name]
        try:
            with self.archive.open(member) as packed:
                yield io.BufferedReader(_Measured(packed, member, name))
        except DAMAGE as error:
            reason = say(_("The zip is damaged here (%(error)s)."), error=str(error))
            raise _refuse(name, reason, _("Make the zip again.")) from error


class _Measured(io.RawIOBase):
    """Bytes of a zip member, cut off when there are more than its entry says."""

    def __init__(self, packed: IO[bytes], member: zipfile.ZipInfo, name: str) -> None:
        self.packed, self.name = packed, name
        self.left = member.file_size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]
        piece = self.packed.read(len(buffer))
        self.left -= len(piece)
        if self.left < 0:
            raise _refuse(
                self.name, _("The zip lies about its size."), _("Zip it again.")
            )
        buffer[: len(piece)] = piece
        return len(piece)


@contextmanager
def _zip(path: Path, name: str) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise _refuse(
            name, _("The zip is damaged."), _("Make the zip again.")
        ) from error
    with archive:
        yield archive


def _checked_members(archive: zipfile.ZipFile, name: str) -> dict[str, zipfile.ZipInfo]:
    infos = archive.infolist()
    if any(info.filename == WORKBOOK for info in infos):
        raise _refuse(
            name,
            _("This is a workbook, not a CSV file."),
            _("Open the file in your spreadsheet and save it as “CSV UTF-8”."),
        )
    if len(infos) > MAX_MEMBERS:
        raise _refuse(
            name,
            say(
                _("The zip holds %(found)s files; at most %(most)s are read."),
                found=len(infos),
                most=MAX_MEMBERS,
            ),
            _("Zip only the CSV files of the export."),
        )
    wanted = [info for info in infos if not _is_clutter(info)]
    for info in wanted:
        _check_member(info, name)
    if sum(info.file_size for info in wanted) > MAX_UNPACKED:
        raise _refuse(
            name,
            say(
                _("The zip unpacks to more than %(most)s MB."),
                most=MAX_UNPACKED // MEGABYTE,
            ),
            _("Export fewer years, or only the files a roster needs."),
        )
    return _by_name(wanted, name)


def _is_clutter(info: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(info.filename).parts
    return info.is_dir() or any(part in IGNORED for part in parts)


def _check_member(info: zipfile.ZipInfo, name: str) -> None:
    problem = _unsafe(info)
    if problem:
        shown = info.filename[:MAX_NAME]
        raise _refuse(f"{name}: {shown}", problem, _("Zip only the plain CSV files."))


def _unsafe(info: zipfile.ZipInfo) -> str:
    """Say what is wrong with a zip entry, judged by its entry alone."""
    path = PurePosixPath(info.filename.replace("\\", "/"))
    escapes = path.is_absolute() or ".." in path.parts or ":" in info.filename
    swells = info.file_size > max(MAX_RATIO * info.compress_size, MEGABYTE)
    checks = {
        _("The name leads out of the zip."): escapes,
        _("Folders within folders are not read."): len(path.parts) > 2,
        _("It is a link, not a file."): stat.S_ISLNK(info.external_attr >> 16),
        _("It is encrypted."): info.flag_bits & 0x1,
        _("An archive within the archive is not read."): path.suffix.lower()
        in ARCHIVES,
        _("It unpacks to far more than any table would."): swells,
    }
    return next((sentence for sentence, found in checks.items() if found), "")


def _by_name(infos: list[zipfile.ZipInfo], name: str) -> dict[str, zipfile.ZipInfo]:
    members: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        table = PurePosixPath(info.filename).name.lower()
        if not table.endswith(".csv"):
            continue
        if table in members:
            reason = say(_("The zip holds %(file)s twice."), file=table)
            raise _refuse(name, reason, _("Keep one folder of files."))
        members[table] = info
    return members


def _refuse(file: str, reason: str, advice: str) -> SourceError:
    return SourceError(Problem(file=file, reason=reason, advice=advice))

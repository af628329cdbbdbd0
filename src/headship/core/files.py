"""Files that people upload: checked, under random names, handed out as attachments.

A file is taken if its name ends in an allowed ending and its content is of that kind.
Nothing looks for viruses here: see "Scan uploads" in how-to/install. It is kept below
``MEDIA_ROOT`` under a name that says nothing, and no web server serves that folder:
whoever wants a file passes a view that knows who may.
"""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import IO, BinaryIO
from zipfile import BadZipFile, ZipFile

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

from headship.core.clock import now
from headship.core.errors import PolicyError

MEGABYTE = 1024 * 1024
LONGEST_NAME = 120
SETTLED_AFTER = timedelta(days=1)  # Far longer than any request or task takes.
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"

# Parts that every document of the kind has; any archive begins as a ZIP.
_CONTENTS = "[Content_Types].xml"
_MAIN_PARTS = {
    ".docx": "word/document.xml",
    ".pptx": "ppt/presentation.xml",
    ".xlsx": "xl/workbook.xml",
}
# OpenDocument 1.3, part 2, 3.3: the first part names the kind, uncompressed.
_OPEN_DOCUMENTS = (".odt", ".odp", ".ods")
_MIMETYPE_AT = 30
# Even where a browser shows the file after all, it runs nothing and loads nothing.
NOTHING_RUNS = "default-src 'none'; sandbox"

# By ending: what the file is sent as, and the bytes it must begin with.
KINDS: dict[str, tuple[str, tuple[bytes, ...]]] = {
    ".pdf": ("application/pdf", (b"%PDF-",)),
    ".docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        (_ZIP,),
    ),
    ".pptx": (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        (_ZIP,),
    ),
    ".xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        (_ZIP,),
    ),
    ".odt": ("application/vnd.oasis.opendocument.text", (_ZIP,)),
    ".odp": ("application/vnd.oasis.opendocument.presentation", (_ZIP,)),
    ".ods": ("application/vnd.oasis.opendocument.spreadsheet", (_ZIP,)),
    ".doc": ("application/msword", (_OLE,)),
    ".png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    ".jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".txt": ("text/plain; charset=utf-8", ()),
    ".md": ("text/plain; charset=utf-8", ()),
    ".csv": ("text/csv; charset=utf-8", ()),
}
ENDINGS = tuple(KINDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A file as it is kept: its random name, the name people see, and its size."""

    stored: str
    filename: str
    size: int


def check(
    upload: UploadedFile, *, most_bytes: int, endings: Collection[str] = ENDINGS
) -> None:
    """Refuse a file that is too large, empty, or not what its name says."""
    ending = Path(upload.name or "").suffix.lower()
    if ending not in endings:
        raise PolicyError(
            _("A file of this kind is not taken. Use one of: %(endings)s.")
            % {"endings": ", ".join(it.removeprefix(".") for it in endings)}
        )
    if not upload.size:
        raise PolicyError(_("The file is empty. Choose another."))
    if upload.size > most_bytes:
        raise PolicyError(
            _("The file is larger than %(most)d MB. Make it smaller, or give a link.")
            % {"most": most_bytes // MEGABYTE}
        )
    if not (_begins_as(upload, ending) and _consists_of(upload, ending)):
        raise PolicyError(
            _("The file is not what its name says: it does not begin as a %(kind)s.")
            % {"kind": ending.removeprefix(".")}
        )


def _begins_as(upload: UploadedFile, ending: str) -> bool:
    upload.seek(0)
    head = upload.read(512)
    upload.seek(0)
    beginnings = KINDS[ending][1]
    return head.startswith(beginnings) if beginnings else b"\x00" not in head


def _consists_of(upload: UploadedFile, ending: str) -> bool:
    """Say whether a document that is a ZIP holds what its kind is made of."""
    if ending in _OPEN_DOCUMENTS:
        upload.seek(_MIMETYPE_AT)
        first = upload.read(100)
        upload.seek(0)
        return first.startswith(b"mimetype" + KINDS[ending][0].encode())
    if ending not in _MAIN_PARTS:
        return True
    try:
        with ZipFile(upload) as parts:  # Reads the list of parts and unpacks none.
            names = set(parts.namelist())
    except (BadZipFile, ValueError, NotImplementedError):
        return False
    finally:
        upload.seek(0)
    return {_CONTENTS, _MAIN_PARTS[ending]} <= names


def keep(upload: UploadedFile, area: str) -> Kept:
    """Keep a file that was checked, in an area such as ``evidence``."""
    name = Path(upload.name or "file").name
    ending = Path(name).suffix.lower()
    stored = new_name(area)
    with open_new(stored) as file:
        for piece in upload.chunks():
            file.write(piece)
    shown = Path(name).stem[: LONGEST_NAME - len(ending)] + ending
    return Kept(stored=stored, filename=shown, size=upload.size or 0)


def new_name(area: str) -> str:
    """Return a random name for a file of an area that is still to be written."""
    return f"{area}/{secrets.token_hex(16)}"


def open_new(stored: str) -> BinaryIO:
    """Open a new file for writing under a name that was made for it."""
    target = _path(stored)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return target.open("xb")


def open_kept(stored: str) -> BinaryIO:
    """Open a kept file for reading."""
    return _path(stored).open("rb")


def forget(stored: str) -> None:
    """Delete a file; deleting twice is fine."""
    if stored:
        _path(stored).unlink(missing_ok=True)


def forget_lost(area: str, named: Collection[str]) -> int:
    """Delete the files of an area that no row names any more; return how many.

    Rows also go with what they belong to, and a change may fail after its file was
    kept. Files of the last day stay: the row of one may not be certain yet. All stay if
    nothing is named: that is rather a new or another database than an emptied one.
    """
    if not named:
        return 0
    before = (now() - SETTLED_AFTER).timestamp()
    lost = [
        it
        for it in _path(area).glob("*")
        if it.stat().st_mtime < before and f"{area}/{it.name}" not in named
    ]
    for path in lost:
        path.unlink(missing_ok=True)
    return len(lost)


def is_kept(stored: str) -> bool:
    """Say whether a file is still there."""
    return bool(stored) and _path(stored).is_file()


def send(stored: str, filename: str) -> FileResponse:
    """Hand out a kept file."""
    if not is_kept(stored):
        raise Http404(_("The file is no longer kept."))
    return hand_out(open_kept(stored), filename)


def hand_out(file: IO[bytes], filename: str) -> FileResponse:
    """Hand out an open file so that a browser saves it and never runs it."""
    kind = KINDS.get(Path(filename).suffix.lower(), ("application/octet-stream", ()))
    return FileResponse(
        file,
        as_attachment=True,
        filename=filename,
        headers={
            "Content-Type": kind[0],
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": NOTHING_RUNS,
            "Cache-Control": "private, no-store",
        },
    )


def _path(stored: str) -> Path:
    root = (Path(settings.MEDIA_ROOT) / "files").resolve()
    path = (root / stored).resolve()
    if not path.is_relative_to(root):
        raise ValueError("A kept file lies in the folder of kept files.")
    return path

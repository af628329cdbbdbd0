"""Uploaded files: in a private folder, under random names, for a day at most."""

import json
import secrets
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from headship.core.clock import now

KEPT = timedelta(hours=24)
UPLOAD, PLAN = "upload", "plan.jsonl"


def _root() -> Path:
    return Path(settings.MEDIA_ROOT) / "imports"


def store(upload: UploadedFile) -> str:
    """Keep an upload and return the random name of its folder."""
    name = secrets.token_hex(16)
    folder = _root() / name
    folder.mkdir(parents=True, mode=0o700)
    with (folder / UPLOAD).open("xb") as file:
        for piece in upload.chunks():
            file.write(piece)
    return name


def upload_path(name: str) -> Path:
    """Return where an upload is kept."""
    return _root() / name / UPLOAD


def write_plan(name: str, changes: Iterator[dict[str, Any]]) -> None:
    """Keep a plan beside its upload, one change to a line."""
    with (_root() / name / PLAN).open("w", encoding="utf-8") as file:
        for change in changes:
            file.write(json.dumps(change) + "\n")


def read_plan(name: str) -> Iterator[dict[str, Any]]:
    """Yield the changes of a plan."""
    path = _root() / name / PLAN
    if path.is_file():
        with path.open(encoding="utf-8") as file:
            yield from map(json.loads, file)


def forget(name: str) -> None:
    """Delete an upload and its plan; deleting twice is fine."""
    if name:
        shutil.rmtree(_root() / name, ignore_errors=True)


def forget_old() -> int:
    """Delete every upload older than a day; return how many there were."""
    latest = (now() - KEPT).timestamp()
    old = [path for path in _root().glob("*") if path.stat().st_mtime < latest]
    for path in old:
        forget(path.name)
    return len(old)

"""Where the outside reference data are, and how the tests read them."""

import csv
import gzip
import os
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("HEADSHIP_SHARED", ROOT.parent / "shared"))


@pytest.fixture(scope="session")
def shared():
    """Return the folder of outside data; skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"outside reference data not found at {SHARED}")
    return SHARED


@cache
def _rows(path):
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8-sig", newline="") as lines:
        return tuple(csv.DictReader(lines))


@pytest.fixture(scope="session")
def read_shared(shared):
    """Return a function that reads a CSV below the shared folder as dicts."""
    return lambda path: _rows(shared / path)

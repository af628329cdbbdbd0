"""Copies of the catalogs that a test may spoil, and the facts to compare them with."""

import os
import shutil
from pathlib import Path

import pytest

from headship.frameworks.catalog import DATA

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("HEADSHIP_SHARED", ROOT.parent / "shared"))


@pytest.fixture
def spoil(tmp_path):
    """Return a function that changes one spot of a catalog copy; gives its folder."""
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)

    def change(file, old, new):
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return change


@pytest.fixture(scope="session")
def leadership_table():
    """Return the rows of the published table as recorded among the shared facts."""
    path = SHARED / "domain" / "leadership.md"
    if not path.is_file():
        pytest.skip(f"the recorded facts are not at {path}")
    section = path.read_text(encoding="utf-8").split("### 1.2")[1].split("### 1.3")[0]
    rows = [line for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[1:]]

"""Front-end files of others are exactly what their packages held."""

import hashlib
import json
from pathlib import Path

import pytest
from scripts.vendor_frontend import PACKAGES, VENDOR

import headship.core

CORE = Path(headship.core.__file__).parent
FOLDERS = sorted(VENDOR.iterdir())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_vendored_files_are_unchanged(folder):
    recorded = json.loads((folder / "MANIFEST.json").read_text())["sha256"]

    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.name != "MANIFEST.json"
    }
    assert found == recorded


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_vendored_files_carry_their_license(folder):
    assert (folder / "LICENSE").stat().st_size > 200


def test_script_brings_exactly_what_is_there():
    assert [package.folder for package in PACKAGES] == FOLDERS


def test_pages_and_styles_name_the_versions_that_are_there():
    texts = [*CORE.rglob("*.html"), *CORE.rglob("core/css/*.css")]
    named = {
        part.split("/")[0]
        for path in texts
        for part in path.read_text().split("vendor/")[1:]
    }

    assert named == {folder.name for folder in FOLDERS}

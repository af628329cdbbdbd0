"""A state's schools from its directory."""

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

from django_scopes import scopes_disabled

from benchmarks.web import data
from benchmarks.web.site import Site

SHARED = Path(os.environ.get("HEADSHIP_SHARED", "../shared"))
DIRECTORY = SHARED / "data/texas/nces_ccd_2013_14_texas_schools_selected_columns.csv"


def figures(_site: Site) -> dict[str, float]:
    """Import the directory in a process of its own; empty if the file is absent."""
    if not DIRECTORY.exists():
        print(f"orgs: skipped, {DIRECTORY} is not here.")
        return {}
    with scopes_disabled():
        slug = data.organization().organization.slug
    start = time.perf_counter()
    subprocess.run(  # noqa: S603 -- our own words
        [sys.executable, "-m", "headship", "import_directory", slug, str(DIRECTORY)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {"orgs.directory_import_s": seconds, "orgs.directory_import_mb": peak}

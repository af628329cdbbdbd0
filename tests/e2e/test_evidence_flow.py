"""From a question to a table to take along, as anyone can without an account.

Once with what the demonstration ships and a small export, and once with the
clearinghouse's own export and the directory of Texas, where they are at hand.
"""

import csv
import io
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import SHARED
from tests.e2e import servers
from tests.e2e.axe import is_too_wide, problems
from tests.e2e.browsers import WIDTHS
from tests.e2e.visitors import Visitors
from tests.evidence.wwc.exports import FINDING, write_csv

pytestmark = pytest.mark.e2e

LEADERSHIP = "McREL Balanced Leadership"
EXPORT = "data/wwc/WWC_2025-08-25_Interventions_Studies_And_Findings.csv"
TEXAS = "data/texas/nces_ccd_2013_14_texas_schools_selected_columns.csv"


@dataclass(frozen=True)
class Library:
    """What is searched: who the visitor's school is, and what else is compared."""

    school: str
    others: tuple[str, str]
    imports: tuple[tuple[str, Path], ...]


def shipped(folder):
    rows = [
        _row("21", "Steady Reading", "Reading achievement"),
        _row("22", "Calm Halls", "Student behavior"),
    ]
    export = write_csv(folder, rows)
    return Library(
        school="Prairie View Elementary",
        others=("Steady Reading", "Calm Halls"),
        imports=(("wwc", export),),
    )


def _row(number, name, domain):
    names = {"s_Intervention_Name": name, "i_Intervention_Name": name}
    numbers = dict.fromkeys(("s_interventionID", "i_InterventionID"), number)
    own = {"ReviewID": number, "s_StudyID": number, "f_FindingID": number}
    said = {"i_Outcome_Domain": domain, "f_Outcome_Domain": domain}
    return {**FINDING, **names, **numbers, **own, **said}


def real(_folder):
    if not (SHARED / EXPORT).exists() or not (SHARED / TEXAS).exists():
        pytest.skip(f"the export and the directory are not found at {SHARED}")
    return Library(
        school="CROSBYTON EL",
        others=("Open Court Reading", "Good Behavior Game"),
        imports=(("wwc", SHARED / EXPORT), ("schools", SHARED / TEXAS)),
    )


@pytest.fixture(scope="module", params=[shipped, real], ids=["shipped", "real"])
def library(request, tmp_path_factory):
    return request.param(tmp_path_factory.mktemp("export"))


@pytest.fixture(scope="module")
def library_server(library, tmp_path_factory, worker_id):
    """Serve a copy of the demonstration with the library's files imported."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    built = servers.build(shared / "demonstration")
    folder = tmp_path_factory.mktemp("library") / "served"
    running, process = servers.start(built, folder)
    for kind, path in library.imports:
        subprocess.run(  # noqa: S603 -- our own words
            [sys.executable, "-m", "headship", "import", kind, str(path)],
            env={**os.environ, **servers.environment(running.folder)},
            cwd=servers.ROOT,
            stdout=subprocess.DEVNULL,
            check=True,
        )
    yield running
    servers.stop(process)


@pytest.fixture
def visitor(browser, library_server):
    visitors = Visitors(browser, library_server)
    yield visitors.open()
    visitors.close()
    assert visitors.complaints == []


def test_from_a_question_to_a_table(visitor, library):
    searches_and_filters(visitor)
    takes_along(visitor, "CSV of these results", {LEADERSHIP})
    reads_the_record(visitor)
    sees_the_recomputation(visitor)
    chooses_a_school(visitor, library.school)
    reads_the_fit(visitor, library.school)
    compares(visitor, library.others)
    takes_along(visitor, "CSV", {LEADERSHIP, *library.others})


def check(page):
    """Look for what bars people from a page, on a desk and on a phone."""
    assert page.locator("h1").count() == 1
    assert problems(page) == []
    page.set_viewport_size(WIDTHS["phone"])
    assert not is_too_wide(page)
    page.set_viewport_size(WIDTHS["desktop"])


def searches_and_filters(page):
    page.goto("/evidence/")
    page.get_by_label("Search", exact=True).fill("balanced leadreship")
    page.get_by_role("button", name="Search").click()
    page.get_by_text("Showing results for leadership").wait_for()
    page.locator("summary", has_text="Setting studied").click()
    page.get_by_label(re.compile(r"^Rural")).check()
    page.get_by_role("link", name="Remove Setting studied: Rural").wait_for()
    assert "locale=rural" in page.url
    check(page)


def takes_along(page, name, expected):
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile(f"^{name}")).first.click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    cells = {cell for row in csv.reader(io.StringIO(text)) for cell in row}
    assert {name for name in expected if not any(name in it for it in cells)} == set()


def reads_the_record(page):
    page.get_by_role("link", name=LEADERSHIP).click()
    page.get_by_role("heading", name=LEADERSHIP, level=1).wait_for()
    assert page.get_by_text("Potentially positive effects").count() >= 1
    sample = page.get_by_role("region", name="Study demographics")
    assert sample.get_by_role("img").first.is_visible()
    sample.get_by_text("Show the numbers as a table").first.click()
    assert sample.get_by_role("row", name=re.compile("White.*90")).count() == 1
    check(page)


def sees_the_recomputation(page):
    page.get_by_role("link", name=re.compile("Principal turnover")).first.click()
    page.get_by_text("The published effect size is reproduced").wait_for()
    size = page.get_by_role("row", name=re.compile(r"Effect size 0\.450068 0\.450068"))
    assert size.count() == 1
    assert page.get_by_role("row", name=re.compile(r"^p-value 0\.062")).count() == 1
    check(page)
    page.go_back()


def chooses_a_school(page, school):
    page.get_by_role("link", name="How like my school?").click()
    page.get_by_label("Name, district, city or NCES number").fill(school)
    page.get_by_role("button", name="Find schools").click()
    page.get_by_role("link", name=school).click()


def reads_the_fit(page, school):
    page.get_by_role("heading", name=f"Was {LEADERSHIP} shown").wait_for()
    assert page.get_by_role("heading", name=school).count() == 1
    summary = page.get_by_role("region", name="What this evidence tells")
    assert summary.get_by_text("Coverage", exact=True).count() == 1
    assert re.search(r"\d of 8 characteristics", summary.inner_text())
    check(page)


def compares(page, others):
    page.get_by_role("link", name="Compare with others").click()
    for name in others:
        page.get_by_label("Add an intervention by name").fill(name)
        page.get_by_role("button", name="Find").click()
        page.get_by_role("link", name=re.compile(f"^{name}")).first.click()
        page.get_by_role("columnheader", name=re.compile(name)).first.wait_for()
    check(page)

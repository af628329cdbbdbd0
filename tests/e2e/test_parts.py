"""Parts of a page that change by themselves, and the same page without scripts.

A template that asks htmx for a part fails ``test_every_part_is_tried`` until it has
a line in one of the lists: a filter, a part that is asked for again, or ELSEWHERE.
"""

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

import headship
from tests.e2e import raters, servers
from tests.e2e.visits import DORA, MARIA, RURAL, Visit

pytestmark = pytest.mark.e2e

PACKAGE = Path(headship.__file__).parent
UNHEARD_OF = "qqqqqqqq"  # Nothing is called so: the list becomes empty.
STAY, STAYED = "window.isTheSamePage = true", "window.isTheSamePage === true"


@dataclass(frozen=True)
class Filter:
    """A template's form, one page that has it, the part it replaces and one field."""

    template: str
    visit: Visit
    part: str
    field: str = "search"

    def __str__(self):
        return self.visit.name


COHORT = (("ref", "cohort"),)
FILTERS = [
    Filter("core/_filters.html", Visit("orgs:person_list", MARIA), "people"),
    Filter("core/_filters.html", Visit("programs:cohort_list", DORA), "cohorts"),
    Filter("programs/scope_list.html", Visit("programs:scope_list", DORA), "scopes"),
    Filter("programs/enquiry_list.html", Visit("programs:enquiry_list", DORA), "rows"),
    Filter(
        "programs/certificate_list.html",
        Visit("programs:certificate_list", DORA, COHORT),
        "rows",
    ),
    Filter("evidence/home.html", Visit("evidence:home", "nobody"), "search", "q"),
    Filter(
        "evidence/school_list.html",
        Visit("evidence:school_list", "nobody"),
        "results",
        "q",
    ),
    Filter(
        "evidence/fit_list.html",
        Visit("evidence:fit_list", "nobody", query=f"{RURAL}&evidence=any"),
        "results",
        "q",
    ),
]


@dataclass(frozen=True)
class Progress:
    """A part that a page asks for again while something is in a state.

    ``row`` names what was staged, where the page's address does not.
    """

    template: str
    visit: Visit
    part: str
    seconds: int
    table: str = ""
    meanwhile: str = ""
    row: str = ""

    def __str__(self):
        return self.template


DAY = (("ref", "session_day"),)
PROGRESS = [
    Progress("programs/door.html", Visit("programs:door", DORA, DAY), "code", 10),
    Progress(
        "programs/attendance_day.html",
        Visit("programs:attendance_day", DORA, DAY),
        "arrivals",
        15,
    ),
    Progress(
        "programs/certificate_batch.html",
        Visit("programs:certificate_batch", DORA, (("ref", "certificate_batch"),)),
        "progress",
        2,
        "programs_certificatebatch",
        "running",
    ),
    Progress(
        "orgs/_import_under_way.html",
        Visit("orgs:import_detail", MARIA, (("ref", "import"),)),
        "import",
        2,
        "orgs_importjob",
        "reading",
    ),
    Progress(
        "orgs/export_list.html",
        Visit("orgs:export_list", MARIA),
        "exports",
        2,
        "orgs_export",
        "running",
        row="export",
    ),
]
ELSEWHERE = {"core/ui/pagination.html"}  # Tried below, on the list of people.


def test_every_part_is_tried():
    asking = {
        path.as_posix().split("/templates/")[-1]
        for path in PACKAGE.rglob("templates/**/*.html")
        if "hx-get=" in path.read_text()
    }

    assert asking == {it.template for it in (*FILTERS, *PROGRESS)} | ELSEWHERE


def words_of(page, part):
    return " ".join(page.locator(f"#{part}").inner_text().split())


@pytest.mark.parametrize("one", FILTERS, ids=str)
def test_filter_replaces_its_part(one, visitors, server):
    page = visitors.look(one.visit.who)
    page.goto(one.visit.url(server.staged))
    before = words_of(page, one.part)
    page.evaluate(STAY)

    field = page.locator(f"main form [name={one.field}]")
    field.fill(UNHEARD_OF)
    if one.template != "core/_filters.html":  # Those begin while one types.
        field.blur()

    expect(page).to_have_url(re.compile(f"{one.field}={UNHEARD_OF}"))
    expect(page.locator(f"#{one.part}")).not_to_have_text(before)
    assert page.evaluate(STAYED)
    found = words_of(page, one.part)
    plain = visitors.open(one.visit.who, java_script_enabled=False)
    plain.goto(one.visit.url(server.staged))
    plain.locator(f"main form [name={one.field}]").fill(UNHEARD_OF)
    plain.locator(f"main form [name={one.field}]").press("Enter")
    expect(plain).to_have_url(re.compile(f"{one.field}={UNHEARD_OF}"))
    assert words_of(plain, one.part) == found


def test_pages_of_a_list_replace_its_part(visitors):
    page = visitors.look(MARIA)
    page.goto("/o/riverside/people/")
    first = words_of(page, "people")
    page.evaluate(STAY)

    page.get_by_role("link", name="Page 2").click()

    expect(page).to_have_url(re.compile(r"page=2"))
    expect(page.locator("#people")).not_to_have_text(first)
    assert page.evaluate(STAYED)
    second = words_of(page, "people")
    plain = visitors.open(MARIA, java_script_enabled=False)
    plain.goto("/o/riverside/people/")
    plain.get_by_role("link", name="Page 2").click()
    assert words_of(plain, "people") == second


@pytest.fixture
def session_day(server):
    """Let it be the day of the session whose attendance is looked at."""
    ref = server.staged["session_day"].replace("-", "")
    with closing(sqlite3.connect(server.folder / servers.DATABASE)) as database:
        starts_at = database.execute(
            "SELECT starts_at FROM programs_sessionday WHERE ref = ?", [ref]
        ).fetchone()[0]
    starts_at = datetime.fromisoformat(f"{starts_at}+00:00")
    server.put_forward((starts_at - datetime.now(UTC)).total_seconds())
    yield
    server.put_forward(0)


@pytest.mark.parametrize("one", PROGRESS, ids=str)
def test_progress_is_asked_for_again(one, visitors, server, session_day):
    if one.table:
        was = set_state(server, one, one.meanwhile)
    page = visitors.open(one.visit.who)
    page.clock.install()
    page.goto(one.visit.url(server.staged))
    part = page.locator(f"#{one.part}")
    part.evaluate("(part) => part.append('Old.')")
    if one.table:
        set_state(server, one, was)

    page.clock.fast_forward(one.seconds * 1000)

    expect(part).not_to_contain_text("Old.")
    assert part.count() == 1
    if one.table:  # It is over: nothing is asked for any more.
        assert part.locator("[hx-trigger]").count() == 0
        assert part.get_attribute("hx-trigger") is None


def test_import_under_way_is_looked_at_without_scripts(visitors, server):
    one = next(it for it in PROGRESS if it.table == "orgs_importjob")
    was = set_state(server, one, one.meanwhile)
    visitors.look(MARIA)
    plain = visitors.open(MARIA, java_script_enabled=False)
    plain.goto(one.visit.url(server.staged))
    set_state(server, one, was)

    plain.get_by_role("link", name="Look again").click()

    plain.get_by_role("button", name="Confirm and write").wait_for()


def set_state(server, one, state):
    """Set the state of what a worker does; return what it was."""
    ref = server.staged[one.row or dict(one.visit.parts)["ref"]].replace("-", "")
    with closing(sqlite3.connect(server.folder / servers.DATABASE)) as database:
        was = database.execute(
            f"SELECT state FROM {one.table} WHERE ref = ?",  # noqa: S608 -- our own
            [ref],
        ).fetchone()[0]
        database.execute(
            f"UPDATE {one.table} SET state = ? WHERE ref = ?",  # noqa: S608 -- our own
            [state, ref],
        )
        database.commit()
    return was


def test_answers_are_kept_as_they_are_given(visitors):
    page = visitors.open("rater", width="phone")
    page.goto("/r/questions/1/")

    page.evaluate(raters.CHOOSE, 3)

    page.get_by_text("Saved. You can go on later.").wait_for()
    page.goto("/r/questions/1/")
    everything = page.locator("fieldset.rating").count()
    assert page.locator("fieldset.rating:has(:checked)").count() == everything


def test_questionnaire_is_answered_without_scripts(visitors, server):
    plain = visitors.open(java_script_enabled=False)
    plain.goto("/r/")
    plain.locator("[name=code]").fill(server.staged["rater_code"])
    plain.locator("main form").get_by_role("button").first.click()
    plain.wait_for_url("**/r/welcome/")
    plain.goto("/r/questions/2/")
    for one in plain.locator("fieldset.rating").all():
        one.locator("input").first.check(force=True)

    raters.go_on(plain)

    plain.goto("/r/questions/2/")
    assert plain.locator("fieldset.rating:not(:has(:checked))").count() == 0

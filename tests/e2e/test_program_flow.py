"""A program for two districts, from its design to a certificate that verifies.

Dora runs programs at Lakeshore, Isaac leads sessions there, Leo is not qualified yet.
Maria and Nina run Riverside and Brookfield; Ana and Ingrid are principals there.
"""

import json
import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import jsonschema
import pytest

from tests.e2e import raters
from tests.e2e.axe import is_too_wide, problems
from tests.e2e.test_whole_flow import link_in
from tests.programs.badges import oxigraph
from tests.programs.badges.test_proofs import SCHEMA

pytestmark = pytest.mark.e2e

ZONE = ZoneInfo("America/Chicago")
DORA, ISAAC, MARIA = "Dora Lindqvist", "Isaac Bell", "Maria Delgado"
NINA, ANA, EMAIL = "Nina Frost", "Ana Ruiz", "ana.ruiz@riverside.example"
COHORT = "Two rivers consortium"
TASK = "Ask three people what they would stop doing."
NEEDS = "Focus, Resources, Order, Communication"
ROOM = "Harbor room"


@pytest.fixture
def meeting(server):
    """Return the day on which the session takes place; afterward it is today again."""
    yield datetime.now(ZONE).date() + timedelta(days=8)
    server.put_forward(0)


def test_a_program_from_design_to_certificate(visitors, server, meeting):
    dora, ana = visitors.open(DORA), visitors.open(ANA, width="phone")
    cohort = design(dora, meeting)
    consent(dora, visitors, cohort)
    session = schedule(dora, cohort, meeting)
    send_and_accept(visitors, ana, cohort)
    press(dora, cohort, "Start")

    move_to(server, meeting, time(8, 50))
    isaac = visitors.open(ISAAC)
    check_in(visitors, isaac, session)
    set_task_and_practice(isaac, ana, session, meeting)
    move_to(server, meeting, time(15, 40))
    ask_and_answer(server, isaac, ana, session)
    badge = certify(dora, ana, cohort)

    verify(visitors, badge)
    keep_apart(visitors, cohort, session)


def move_to(server, day, at):
    moment = datetime.combine(day, at, ZONE)
    server.put_forward((moment - datetime.now(ZONE)).total_seconds())


def is_sound(page):
    """Say of a page that axe finds nothing and that it is not too wide."""
    assert problems(page) == []
    assert not is_too_wide(page)


def press(page, address, name):
    page.goto(address)
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def design(dora, meeting):
    """Turn needs into costed options, propose one, and make its cohort."""
    dora.goto("/o/lakeshore/programs/scopes/new/")
    dora.get_by_label("Title").fill("Two rivers, Year One")
    dora.get_by_label("For whom").fill("Riverside and Brookfield")
    dora.get_by_label("Or paste a list of needs").fill(NEEDS)
    dora.get_by_label("People", exact=True).fill("12")
    dora.get_by_label("Districts", exact=True).fill("2")
    dora.get_by_label("At a central place").check()
    for part, value in (
        ("name", "Spring"),
        ("first", str(meeting)),
        ("last", str(meeting + timedelta(days=200))),
        ("days", "8"),
    ):
        dora.locator(f"[name=term1_{part}]").fill(value)
    dora.get_by_label("Budget").fill("40000")
    dora.locator("[name=templates][value=year_one]").check()
    is_sound(dora)
    dora.get_by_role("button", name="Find options").click()
    assert dora.locator(".option-price").first.inner_text().startswith("$")
    assert dora.get_by_text("Leaves out").count() >= 1
    is_sound(dora)
    dora.get_by_role("button", name="Choose option 1").click()
    dora.get_by_role("button", name="Propose it").click()
    return accept(dora, meeting)


def accept(dora, meeting):
    dora.get_by_role("link", name="Record a yes").click()
    dora.get_by_label("Who accepted it").fill("Joan Fletcher, area superintendent")
    dora.get_by_label("Name of the cohort").fill(COHORT)
    dora.get_by_label("First day").fill(str(meeting))
    dora.get_by_label("Last day").fill(str(meeting + timedelta(days=220)))
    dora.get_by_role("button", name="Accept it and make the cohort").click()
    dora.get_by_text("Accepted. The program and its cohort are made.").wait_for()
    dora.goto("/o/lakeshore/programs/cohorts/")
    dora.get_by_role("link", name=COHORT).click()
    dora.wait_for_url(re.compile(r"/cohorts/[0-9a-f-]{36}/$"))
    return re.search(r"/o/.*", dora.url)[0]


def consent(dora, visitors, cohort):
    """Let both districts agree before anyone of theirs is asked."""
    for address, who in (("riverside", MARIA), ("brookfield", NINA)):
        dora.goto(cohort)
        dora.get_by_role("link", name="Invite a district").click()
        dora.get_by_label("The district's address in Headship").fill(address)
        dora.get_by_role("button", name="Invite").click()
        district = visitors.open(who)
        district.goto(joined(cohort, address))
        is_sound(district)
        district.get_by_role("button", name="Agree").click()
        district.get_by_text("Your people can take part now.").wait_for()
    press(dora, cohort, "Open enrollment")


def joined(cohort, address):
    return f"/o/{address}/programs/joined/{ref_of(cohort)}/"


def ref_of(address):
    return re.search(r"[0-9a-f-]{36}", address)[0]


def schedule(dora, cohort, meeting):
    """Try a lead who is not qualified first, and be told what is missing."""
    dora.goto(cohort)
    dora.get_by_role("link", name=re.compile("^Schedule “")).first.click()
    dora.get_by_label("How it takes place").select_option("central")
    for part, value in (
        ("day", str(meeting)),
        ("starts", "09:00"),
        ("ends", "15:30"),
    ):
        dora.locator(f"[name=days-0-{part}]").fill(value)
    dora.locator("[name=days-0-venue]").select_option(
        label=f"Lakeshore Leadership Center, {ROOM}"
    )
    dora.locator("[name=lead]").select_option(label="Leo Grant")
    dora.get_by_role("button", name="Schedule it").click()
    dora.get_by_text("Leo Grant may not lead this session. Missing").first.wait_for()
    dora.locator("[name=lead]").select_option(label=ISAAC)
    dora.get_by_role("button", name="Schedule it").click()
    dora.wait_for_url(re.compile(r"/sessions/[0-9a-f-]{36}/$"))
    is_sound(dora)
    return re.search(r"/o/.*", dora.url)[0]


def send_and_accept(visitors, ana, cohort):
    """Let each district send a principal; Ana accepts on her phone."""
    for address, who, name in (
        ("riverside", MARIA, ANA),
        ("brookfield", NINA, "Ingrid Moss"),
    ):
        district = visitors.open(who)
        district.goto(joined(cohort, address))
        district.get_by_role("link", name="Send people").click()
        district.get_by_label(re.compile(name)).check()
        district.get_by_role("button", name="Invite them").click()
        district.get_by_text("1 person is invited.").wait_for()
    ana.goto("/o/riverside/")
    ana.get_by_role("link", name=f"Answer the invitation to “{COHORT}”").click()
    is_sound(ana)
    ana.get_by_role("button", name="Accept").click()
    ana.wait_for_load_state()
    assert ana.get_by_text("Enrolled").count() >= 1


def check_in(visitors, isaac, session):
    """Scan the code at the door with a phone that is signed in."""
    isaac.goto(session)
    isaac.get_by_role("link", name=re.compile("^Door")).click()
    isaac.get_by_role("button", name="Open the door").click()
    code = isaac.locator(".door-code").inner_text()
    is_sound(isaac)
    phone = visitors.open(ANA, width="phone")
    phone.goto(f"/programs/door/#{code}")
    phone.get_by_text("You are checked in").wait_for()
    is_sound(phone)


def set_task_and_practice(isaac, ana, session, meeting):
    isaac.goto(f"{session}task/")
    isaac.get_by_label("What everyone will do").fill(TASK)
    isaac.get_by_label("Responsibility").select_option(label="Focus")
    isaac.get_by_label("By when").fill(str(meeting + timedelta(days=20)))
    isaac.get_by_role("button", name="Set the task").click()
    isaac.wait_for_load_state()
    ana.goto("/o/riverside/practices/")
    ana.get_by_role("link", name=TASK).click()
    ana.locator("textarea[name=evidence]").fill("Asked three teachers on Monday.")
    is_sound(ana)
    ana.get_by_role("button", name="Save and mark as done").click()
    ana.wait_for_load_state()
    ana.goto("/o/riverside/practices/")
    assert "Done" in ana.get_by_role("row", name=re.compile(TASK)).inner_text()


def ask_and_answer(server, isaac, ana, session):
    """Open the feedback as the facilitator; Ana answers with the link in her mail."""
    isaac.goto(f"{session}feedback/")
    isaac.get_by_role("button", name="Open feedback now").click()
    isaac.get_by_text("Nobody can read answers before it is closed").wait_for()
    is_sound(isaac)
    asked = [it for it in server.letters(EMAIL) if "Your view" in it["Subject"]]
    raters.follow(ana, link_in(asked[-1]))
    raters.answer_rest(ana, 5)


def certify(dora, ana, cohort):
    """Issue what Ana has earned, and fetch her badge."""
    dora.goto(f"{cohort}certificates/")
    dora.get_by_role("row", name=re.compile(r"^1\. ")).get_by_role("link").click()
    is_sound(dora)
    row = dora.get_by_role("row", name=re.compile(f"^{ANA}"))
    row.get_by_role("button", name="Issue").click()
    row.get_by_role("link").first.wait_for()
    ana.goto("/o/riverside/programs/mine/certificates/")
    is_sound(ana)
    link = ana.get_by_role("link", name=re.compile("^Badge")).first
    answer = ana.request.get(link.get_attribute("href"))
    assert answer.ok
    return json.loads(answer.text())


def verify(visitors, badge):
    """Let software that is not ours check the badge, and a stranger the page."""
    jsonschema.Draft201909Validator(SCHEMA).validate(badge)
    assert oxigraph.verifies(badge)
    stranger = visitors.open()
    stranger.goto(f"/programs/verify/{ref_of(badge['id'])}/")
    stranger.get_by_text("This certificate is valid").wait_for()
    stranger.get_by_text("The signature of its badge is intact").wait_for()
    is_sound(stranger)


def keep_apart(visitors, cohort, session):
    """Let Brookfield look for what is Riverside's, and Riverside for the provider's."""
    nina = visitors.open(NINA)
    nina.goto(joined(cohort, "brookfield"))
    words = nina.locator("main").inner_text()
    assert ("Ingrid Moss" in words, ANA in words) == (True, False)
    for address in (cohort, session, f"{session}feedback/", f"{cohort}feedback/"):
        for place in ("lakeshore", "brookfield", "riverside"):
            found = nina.request.get(address.replace("lakeshore", place))
            assert found.status in {403, 404}, address
    assert nina.request.get(joined(cohort, "riverside")).status == 404
    maria = visitors.open(MARIA)
    maria.goto(joined(cohort, "riverside"))
    words = maria.locator("main").inner_text()
    assert (ANA in words, "Ingrid Moss" in words) == (True, False)

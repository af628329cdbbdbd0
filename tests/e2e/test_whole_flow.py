"""One 360 from the roster to the leader's home page, as people live it."""

import io
import re

import pypdf
import pytest

from tests.e2e import raters
from tests.e2e.servers import words_of
from tests.e2e.visitors import PASSWORD
from tests.orgs.oneroster_files import Export, zipped

pytestmark = pytest.mark.e2e

OTTO, PIA = "Otto Hill", "pia@hillside.example"
CYCLE = "Spring feedback"
TEACHERS = [f"teacher{number}@hillside.example" for number in range(1, 6)]
KIND_WORDS = "Keeps meetings short."


@pytest.fixture
def roster():
    """Return a district's export: a school, its principal and five teachers."""
    export = Export().org("d1", "Hillside", "district").org("s1", "Hilltop School")
    export.staff("p1", "principal", given="Pia", family="Park", email=PIA)
    for number, email in enumerate(TEACHERS, start=1):
        export.staff(f"t{number}", given="Kim", family=f"No{number}", email=email)
    return zipped(export.files())


def test_a_360_from_roster_to_practice(visitors, server, roster):
    otto = visitors.open(OTTO)
    import_roster(otto, roster)
    name_supervisor(otto)
    pia = open_account(visitors, server, otto)
    open_cycle(otto)

    five_teachers_answer(visitors, server)
    answer_from_home(pia, "Rate your own leadership", 5)
    answer_from_home(otto, "Give feedback for Pia Park", 3)
    used_link_explains_itself(visitors, server)
    close_cycle(otto)

    leader_reads_and_shares(pia)
    leader_downloads(pia)
    leader_practices(pia)


def import_roster(otto, roster):
    otto.goto("/o/hillside/imports/roster/")
    upload = {"name": "roster.zip", "mimeType": "application/zip", "buffer": roster}
    otto.locator("input[type=file]").set_input_files(upload)
    otto.get_by_role("button", name="Upload and show the changes").click()
    assert otto.get_by_role("row", name=re.compile("Pia Park")).count() == 1
    otto.get_by_role("button", name="Confirm and write").click()
    otto.get_by_text("Imported", exact=True).wait_for()


def name_supervisor(otto):
    otto.goto("/o/hillside/people/")
    otto.get_by_role("link", name="Pia Park").click()
    otto.get_by_role("link", name="Change", exact=True).click()
    otto.get_by_label("Supervisor").select_option(label=OTTO)
    otto.get_by_role("button", name="Save").click()
    otto.get_by_role("button", name="Invite to an account").wait_for()


def open_account(visitors, server, otto):
    """Invite the principal and open the account with the link in the message."""
    otto.get_by_role("button", name="Invite to an account").click()
    otto.wait_for_url("**/people/")
    pia = visitors.open()
    pia.goto(link_in(server.letters(PIA)[-1]))
    pia.get_by_label("Password", exact=True).fill(PASSWORD)
    pia.get_by_label("Password again").fill(PASSWORD)
    pia.get_by_role("button", name="Open the account").click()
    pia.wait_for_url("**/o/hillside/")
    return pia


def link_in(letter):
    return re.search(r"http://\S+#\S+", words_of(letter))[0]


def open_cycle(otto):
    otto.goto("/o/hillside/feedback/cycles/new/")
    otto.get_by_label("Name").fill(CYCLE)
    otto.get_by_role("button", name="Create the cycle").click()
    otto.get_by_role("link", name="Choose leaders").click()
    otto.get_by_label(re.compile("Pia Park")).check()
    otto.get_by_role("button", name="Add to the cycle").click()
    otto.get_by_role("link", name="Check and open").click()
    otto.get_by_role("button", name="Open and invite").click()
    otto.get_by_text("Raters can answer until").wait_for()


def five_teachers_answer(visitors, server):
    links = [link_in(server.letters(email)[-1]) for email in TEACHERS]
    answer_on_two_devices(visitors, links[0])
    answer_partly_by_keyboard(visitors, links[1])
    answer_without_script(visitors, links[2])
    for link in links[3:]:
        page = visitors.open(width="phone")
        raters.follow(page, link)
        raters.answer_rest(page, 3)


def answer_on_two_devices(visitors, link):
    """Begin on a phone, leave without pressing anything, go on at a desk."""
    phone = visitors.open(width="phone")
    raters.follow(phone, link)
    assert "#" not in phone.url
    with phone.expect_response("**/r/save/1/"):
        phone.evaluate(raters.CHOOSE, 4)
    phone.get_by_text("Saved. You can go on later").wait_for()
    phone.close()
    desk = visitors.open()
    raters.follow(desk, link)
    assert desk.url.endswith("/r/questions/2/")
    raters.answer_rest(desk, 4, KIND_WORDS)


def answer_partly_by_keyboard(visitors, link):
    page = visitors.open(width="phone")
    raters.follow(page, link)
    raters.answer_with_keyboard(page)
    assert page.url.endswith("/r/questions/2/")
    raters.answer_rest(page, 5)


def answer_without_script(visitors, link):
    """Type the code, choose and send with nothing but HTML."""
    page = visitors.open(width="phone", java_script_enabled=False)
    address, code = link.split("#")
    page.goto(address)
    page.get_by_label("Your code").fill(code)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("link", name="Start").click()
    while "/r/questions/" in page.url:
        for statement in page.locator("fieldset.rating").all():
            statement.locator("label.rating-option").nth(3).click()
        page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Continue").click()
    raters.send(page)


def answer_from_home(page, invitation, value):
    """Answer without a link, from the list of what is next."""
    page.goto("/o/hillside/")
    page.get_by_role("button", name=invitation).click()
    page.get_by_role("link", name="Start").click()
    page.wait_for_url("**/r/questions/**")
    raters.answer_rest(page, value)


def used_link_explains_itself(visitors, server):
    page = visitors.open(width="phone")
    page.goto(link_in(server.letters(TEACHERS[0])[-1]))
    page.get_by_text("Nothing was stored twice.").wait_for()
    visitors.forgive("410")  # The link is gone, and the browser says so too.


def close_cycle(otto):
    otto.goto("/o/hillside/feedback/cycles/")
    otto.get_by_role("link", name=CYCLE).click()
    otto.get_by_role("link", name="Close the cycle").click()
    assert otto.get_by_role("row", name=re.compile("Teachers.* 5 ")).count() == 1
    otto.get_by_role("button", name="Close for good").click()
    otto.get_by_text("Closed on").wait_for()


def leader_reads_and_shares(pia):
    pia.goto("/o/hillside/")
    pia.get_by_role("link", name=f"choose what to practice: {CYCLE}").click()
    assert pia.locator("h1").inner_text() == "Your 360 report"
    assert "Teachers and staff: 5" in pia.locator(".page-lead").inner_text()
    assert pia.get_by_text("Where you and others see it differently").count() == 1
    pia.get_by_role("link", name="Share").click()
    pia.get_by_label("Colleague").select_option(label=OTTO)
    pia.get_by_role("button", name="Share").click()
    pia.get_by_role("button", name="Take back").wait_for()
    pia.get_by_role("link", name="My report").click()


def leader_downloads(pia):
    pdf = pypdf.PdfReader(io.BytesIO(downloaded(pia, "PDF")))
    words = " ".join(page.extract_text() for page in pdf.pages)
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "Pia Park" in words
    assert "Situational Awareness" in words
    pia.get_by_text("Show the numbers as a table").first.click()
    csv = downloaded(pia, "CSV").decode("utf-8-sig")
    assert len(csv.splitlines()) > 21
    assert KIND_WORDS not in csv  # Five answers are too few for anyone's own words.


def downloaded(page, name):
    link = page.get_by_role("link", name=name).first.get_attribute("href")
    answer = page.request.get(link, timeout=60_000)  # The first PDF loads fonts.
    assert answer.ok
    return answer.body()


def leader_practices(pia):
    pia.get_by_role("link", name="Choose what to practice").click()
    first = pia.get_by_role("group", name="Practice 1")
    first.get_by_label("Responsibility").select_option(label="Visibility")
    first.get_by_label("What you will do").fill("Greet families on Mondays.")
    pia.get_by_role("button", name="Undertake").click()
    pia.wait_for_load_state()
    pia.goto("/o/hillside/")
    assert pia.get_by_role("link", name=re.compile("Greet families")).count() == 1

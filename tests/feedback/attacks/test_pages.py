"""Is anything that a small group said, or who of it has answered, on any page?"""

import csv
import io
import re
from contextlib import suppress

import pytest
from django.urls import NoReverseMatch, reverse

from headship.core.suppression import Suppressed
from headship.feedback import actions
from headship.feedback.reports.cycle import cycle_page, rates_table
from headship.surveys import actions as surveys
from headship.surveys.models import Draft
from headship.surveys.queries import response_rates
from tests.feedback import rounds
from tests.guards.routes import MEMBER, all_routes

SAID = "Xylophone-grade honesty"
TEXTS = {"leadership-360.helps_most": SAID}
ROOMS = {"feedback", "practice", "surveys_member"}  # Others have no cycle to look up.


def pages(browser, refs, org="riverside"):
    """Return every page that this browser can read, by address; paper is HTML first."""
    found = {}
    for route, name, _view in all_routes():
        if not route.startswith(MEMBER) or route.endswith(".pdf"):
            continue
        known = refs if name.split(":")[0] in ROOMS else []
        for ref in known if "<uuid:ref>" in route else [None]:
            with suppress(NoReverseMatch):
                url = reverse(name, kwargs={"org": org} | ({"ref": ref} if ref else {}))
                response = browser.get(url)
                if response.status_code == 200:
                    found[url] = b"".join(response).decode(errors="replace")
    return found


@pytest.fixture
def everyone(cast, sign_in):
    return {role: sign_in(member) for role, member in cast.items()}


@pytest.fixture
def small(leader, principal, staff, supervisor):
    """Return the principal's part in a cycle that four teachers answered."""
    cycle = rounds.make_cycle(leader)
    part = rounds.add_leader(cycle, leader, principal, teachers=staff[:4])
    rounds.open_cycle(cycle, leader)
    rounds.answer(part, "teacher", [1, 1, 2, 1], TEXTS)
    rounds.answer(part, "self", [5])
    return part


@pytest.fixture
def small_closed(small, leader):
    rounds.close_cycle(small.cycle, leader)
    return rounds.reload(small)


def refs_of(part):
    return [part.ref, part.cycle.ref]


@pytest.mark.slow
def test_nobody_reads_a_small_groups_words(small_closed, everyone, client, outsider):
    refs = refs_of(small_closed)

    seen = {role: pages(browser, refs) for role, browser in everyone.items()}
    seen["nobody"] = pages(client, refs)

    report = reverse(
        "feedback:report_detail", kwargs={"org": "riverside", "ref": small_closed.ref}
    )
    assert report in seen["leader"]  # The principal reads the report …
    assert [role for role in seen if report in seen[role]] == ["leader"]  # … alone.
    assert [
        (role, url)
        for role, found in seen.items()
        for url, text in found.items()
        if SAID in text
    ] == []
    assert min(len(seen[role]) for role in everyone) > 2
    assert seen["nobody"] == {}


@pytest.mark.parametrize("role", ["administrator", "leader"])
def test_nobody_reads_answers_while_the_cycle_is_open(small, everyone, role):
    seen = pages(everyone[role], refs_of(small))

    assert seen
    assert [url for url, text in seen.items() if SAID in text] == []
    assert [url for url in seen if "/reports/" in url or "group" in url] == []


def test_nobody_reads_drafts(opened, everyone):
    invitation = rounds.raters(opened, "teacher")[0]
    surveys.save_draft(
        invitation=invitation,
        values={},
        texts=TEXTS,
        blank=rounds.row(invitation, {}),
        sitting="",
    )

    seen = pages(everyone["administrator"], refs_of(opened))

    assert Draft.objects.get().texts == TEXTS
    assert [url for url, text in seen.items() if SAID in text] == []


def test_another_organization_reads_nothing(small_closed, sign_in, outsider):
    refs = refs_of(small_closed)
    browser = sign_in(outsider)

    assert pages(browser, refs) == {}
    own = pages(browser, refs, "hillside")
    assert own
    assert not any(str(ref) in url for url in own for ref in refs)


@pytest.mark.parametrize(
    "name",
    [
        "report_detail",
        "report_pdf",
        "report_csv",
        "report_technical",
        "report_technical_csv",
        "report_change",
        "report_change_csv",
    ],
)
def test_a_report_exists_for_its_leader_only(closed, everyone, name):
    url = reverse(f"feedback:{name}", kwargs={"org": "riverside", "ref": closed.ref})

    status = {role: browser.get(url).status_code for role, browser in everyone.items()}

    assert status.pop("leader") == 200
    assert set(status.values()) == {404}


def test_a_report_ends_to_exist_when_sharing_ends(closed, coach, sign_in):
    url = reverse(
        "feedback:report_detail", kwargs={"org": "riverside", "ref": closed.ref}
    )
    browser = sign_in(coach)

    before = browser.get(url).status_code
    share = actions.share_report(participant=closed, reader=coach, by=closed.member)
    during = browser.get(url).status_code
    actions.unshare_report(share=share, by=closed.member)

    assert (before, during, browser.get(url).status_code) == (404, 200, 404)


def test_csv_hides_what_the_page_hides(small_closed, sign_in, principal):
    browser = sign_in(principal)
    names = ("report_csv", "report_technical_csv", "report_change_csv")

    for name in names:
        parts = {"org": "riverside", "ref": small_closed.ref}
        text = browser.get(reverse(f"feedback:{name}", kwargs=parts)).getvalue()
        rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))

        assert SAID not in text.decode()
        assert {row.get("group", "Self") for row in rows} <= {"Self"}
        assert {row.get("raters", "0") for row in rows} <= {"0"}
        assert {row.get("alpha", "") for row in rows} <= {""}


def test_group_csv_hides_what_the_page_hides(small_closed, sign_in, leader):
    url = reverse(
        "feedback:group_report_csv",
        kwargs={"org": "riverside", "ref": small_closed.cycle.ref},
    )

    text = sign_in(leader).get(url).getvalue().decode("utf-8-sig")

    assert text.splitlines() == ["responsibility,component"]


def test_messages_carry_no_answers(
    small, leader, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        actions.remind(cycle=small.cycle, by=leader)
    with django_capture_on_commit_callbacks(execute=True):
        actions.close_cycle(cycle=small.cycle, by=leader)

    assert mailoutbox
    assert [mail for mail in mailoutbox if SAID in mail.body] == []


# Who has answered


def test_answers_of_one_person_are_not_counted(opened, leader, riverside):
    """Its name stands on the page of raters: one of one would say that it answered."""
    cycle = rounds.make_cycle(leader)
    [boss] = rounds.make_people(riverside, 1, "leader")
    part = rounds.add_leader(
        cycle, leader, boss, peers=rounds.make_people(riverside, 1)
    )
    rounds.open_cycle(cycle, leader)
    rounds.answer(part, "peer", [3])

    page = cycle_page(cycle, leader)
    [_header, rows] = rates_table(cycle)

    counts = {rate.group: rate.answered for rate in page.leaders[0].rates}
    assert isinstance(counts["peer"], Suppressed)
    assert counts["self"] == 0
    assert {rate.group: rate.answered for rate in page.rates}["peer"] == counts["peer"]
    assert [row[3] for row in rows if row[1] == "peer"] == [counts["peer"]]


def test_answers_of_one_person_do_not_follow_from_the_sum(leader, riverside):
    cycle = rounds.make_cycle(leader)
    bosses = rounds.make_people(riverside, 3, "leader")
    for boss, how_many in zip(bosses, (1, 5, 7), strict=True):
        peers = rounds.make_people(riverside, how_many)
        rounds.add_leader(cycle, leader, boss, peers=peers)
    rounds.open_cycle(cycle, leader)

    page = cycle_page(cycle, leader)
    by_leader = {
        rate.invited: rate.answered
        for row in page.leaders
        for rate in row.rates
        if rate.group == "peer"
    }
    total = {rate.group: rate.answered for rate in response_rates(cycle.survey)}

    hidden = {asked for asked, it in by_leader.items() if isinstance(it, Suppressed)}
    assert hidden == {1, 5}
    assert by_leader[7] == total["peer"] == 0


def test_page_of_raters_does_not_say_who_has_answered(opened, sign_in, leader):
    url = reverse(
        "feedback:leader_raters", kwargs={"org": "riverside", "ref": opened.ref}
    )
    browser = sign_in(leader)
    before = browser.get(url).content.decode()

    rounds.answer(opened, "teacher", [3])

    after = browser.get(url).content.decode()
    tokens = re.compile(
        r'csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": *"\w+"|\w{64}'
    )
    assert tokens.sub("", after) == tokens.sub("", before)


def test_reminding_says_not_how_many(opened, sign_in, leader):
    url = reverse(
        "feedback:cycle_remind", kwargs={"org": "riverside", "ref": opened.cycle.ref}
    )
    rounds.answer(opened, "teacher", [3] * 5)

    response = sign_in(leader).post(url, follow=True)

    said = [str(message) for message in response.context["messages"]]
    assert said == ["Reminders go to everyone who has not answered."]


def test_leader_is_not_told_who_has_answered(opened, sign_in, principal):
    url = reverse(
        "feedback:review_detail", kwargs={"org": "riverside", "ref": opened.ref}
    )
    browser = sign_in(principal)
    before = browser.get(url).context["raters"]

    rounds.answer(opened, "teacher", [3] * 5)

    after = browser.get(url).context["raters"]
    assert [(it.key, it.asked) for it in after] == [(it.key, it.asked) for it in before]


# Codes on paper


def test_cards_are_for_raters_without_mail_only(opened, leader, riverside, sign_in):
    cycle = rounds.make_cycle(leader)
    [boss] = rounds.make_people(riverside, 1, "leader")
    mailed = rounds.make_people(riverside, 2)
    paper = rounds.make_people(riverside, 1, email="")
    part = rounds.add_leader(cycle, leader, boss, teachers=[*mailed, *paper])
    rounds.open_cycle(cycle, leader)
    url = reverse("feedback:leader_links", kwargs={"org": "riverside", "ref": part.ref})

    page = sign_in(leader).post(url).context["page"]

    assert [card.name for card in page.cards] == [str(paper[0])]


def test_no_page_of_an_administrator_has_a_code(opened, everyone):
    from headship.surveys.emails import code_of  # noqa: PLC0415 -- needs the apps

    codes = [code_of(it) for it in rounds.raters(opened, "teacher")]
    seen = pages(everyone["administrator"], refs_of(opened))

    assert codes
    assert [url for url, text in seen.items() for it in codes if it in text] == []

"""Calendars for people who are signed in, and feeds for their calendar programs."""

import base64

import pytest
import vobject
from django.urls import reverse
from django_scopes import scopes_disabled

from headship.programs.actions import calendar as actions
from headship.programs.models import FeedKey
from tests.factories import make_member
from tests.programs import learning

FEED = reverse("programs_public:calendar_feed")


@pytest.fixture
def ana(hillside):
    return make_member(hillside, "Ana", "leader")


@pytest.fixture
def session(riverside, hillside, ana, noon):
    cohort = learning.make_cohort(riverside, districts=[hillside])
    learning.enroll(cohort, ana)
    return learning.make_session(cohort, days_ago=-3, days=2)


@pytest.fixture
def key(ana):
    with scopes_disabled():
        return actions.make_feed_key(by=ana)


def signed(email, code):
    pair = base64.b64encode(f"{email}:{code}".encode()).decode()
    return {"authorization": f"Basic {pair}"}


def page(name, org="hillside", **parts):
    return reverse(f"programs:{name}", kwargs={"org": org, **parts})


def events(answer):
    return vobject.readOne(answer.content.decode()).vevent_list


def test_feed_shows_the_persons_own_days(session, ana, key, client, riverside):
    with scopes_disabled():
        learning.make_session(learning.make_cohort(riverside), days_ago=-1)

    answer = client.get(FEED, headers=signed(ana.email, key))

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert [it.uid.value for it in events(answer)] == [
        f"{session.uid}-1@headship",
        f"{session.uid}-2@headship",
    ]
    assert events(answer)[0].summary.value.endswith("Meeting 1 (1/2)")


def test_feed_says_when_nothing_changed(session, ana, key, client):
    first = client.get(FEED, headers=signed(ana.email, key))
    known = {**signed(ana.email, key), "if-none-match": first["ETag"]}

    assert client.get(FEED, headers=known).status_code == 304
    with scopes_disabled():
        session.sequence += 1
        session.save()
    assert client.get(FEED, headers=known).status_code == 200


def test_feed_takes_few_queries(session, ana, key, client, django_assert_num_queries):
    with django_assert_num_queries(3):
        client.get(FEED, headers=signed(ana.email, key))


WRONG = {
    "no key": {},
    "another kind": {"authorization": "Bearer abc"},
    "no base 64": {"authorization": "Basic ***"},
    "no text": {"authorization": "Basic /////w=="},
    "unknown": signed("ana@hillside.example", "ABCD-EFGH-IJKL-MNOP"),
    "empty": signed("", ""),
}


@pytest.mark.parametrize("headers", WRONG.values(), ids=WRONG)
def test_unknown_key_is_refused_with_its_sentence(session, key, client, headers):
    answer = client.get(FEED, headers=headers)

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Basic realm=")
    assert "Make" not in answer["WWW-Authenticate"]
    assert b"This calendar key is not known, or it was revoked." in answer.content
    assert b"BEGIN" not in answer.content


def test_key_works_only_with_its_own_address(session, key, client, outsider):
    answer = client.get(FEED, headers=signed(outsider.email, key))

    assert answer.status_code == 401


def test_revoked_key_stops_working(session, ana, key, client, sign_in):
    sign_in(ana).post(page("calendar_key_revoke"))

    assert client.get(FEED, headers=signed(ana.email, key)).status_code == 401


def test_new_key_ends_the_old_one(session, ana, key, client, sign_in):
    shown = sign_in(ana).post(page("calendar_key")).content.decode()

    with scopes_disabled():
        newest = FeedKey.objects.get(revoked_at=None)
    assert client.get(FEED, headers=signed(ana.email, key)).status_code == 401
    code = shown.partition('<strong class="door-code">')[2].partition("<")[0]
    assert client.get(FEED, headers=signed(ana.email, code)).status_code == 200
    assert code not in str(vars(newest))


def test_key_is_shown_once(session, ana, sign_in):
    browser = sign_in(ana)

    assert "door-code" in browser.post(page("calendar_key")).content.decode()
    again = browser.get(page("my_calendar")).content.decode()
    assert "door-code" not in again
    assert "A key is in use since" in again


def test_revoking_without_a_key_says_so(session, ana, sign_in):
    answer = sign_in(ana).post(page("calendar_key_revoke"))

    assert answer.status_code == 409
    assert "There is no key to revoke." in answer.content.decode()


def test_archived_persons_key_stops_working(session, ana, key, client):
    with scopes_disabled():
        ana.status = "archived"
        ana.save()

    assert client.get(FEED, headers=signed(ana.email, key)).status_code == 401


def cohort_feed(session):
    return reverse("programs_public:cohort_feed", kwargs={"ref": session.cohort.ref})


def test_cohort_feed_opens_to_its_people_and_its_provider_only(
    session, ana, key, client, leader, outsider
):
    with scopes_disabled():
        managers = actions.make_feed_key(by=leader)
        strangers = actions.make_feed_key(by=outsider)
    address = cohort_feed(session)

    assert len(events(client.get(address, headers=signed(ana.email, key)))) == 2
    theirs = client.get(address, headers=signed(leader.email, managers))
    assert len(events(theirs)) == 2
    stranger = client.get(address, headers=signed(outsider.email, strangers))
    assert stranger.status_code == 404


def test_files_for_people_who_are_signed_in(session, ana, leader, sign_in):
    mine = sign_in(ana).get(page("my_calendar_ics"))
    one = sign_in(ana).get(page("my_session_ics", ref=session.ref))
    cohort = sign_in(leader).get(
        page("cohort_calendar_ics", "riverside", ref=session.cohort.ref)
    )

    assert [len(events(it)) for it in (mine, one, cohort)] == [2, 2, 2]


def test_a_session_of_others_is_not_a_file(session, outsider, sign_in):
    answer = sign_in(outsider).get(page("my_session_ics", ref=session.ref))

    assert answer.status_code == 404


def test_cancelled_session_stays_in_the_feed_marked(session, ana, key, client):
    with scopes_disabled():
        session.state = "cancelled"
        session.save()

    found = events(client.get(FEED, headers=signed(ana.email, key)))

    assert [it.status.value for it in found] == ["CANCELLED", "CANCELLED"]

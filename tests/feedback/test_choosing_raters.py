"""A leader finds colleagues to nominate, an administrator the raters of a leader."""

import csv
import io

import pytest
from django.urls import reverse

from headship.feedback import actions
from tests.factories import make_person, make_school
from tests.feedback import rounds


@pytest.fixture
def nominating(participant, leader):
    actions.open_nominations(cycle=participant.cycle, by=leader)
    return participant


def address(name, **parts):
    return reverse(f"feedback:{name}", kwargs={"org": "riverside", **parts})


def choices(page):
    field = page.context["form"].fields["nominees"]
    return [label.partition(" · ")[0] for _value, label in field.choices]


def test_colleagues_of_the_own_school_come_first(
    nominating, principal, riverside, sign_in
):
    elsewhere = make_school(riverside, "Elsewhere")
    make_person(riverside, "Aaron", family_name="Aa", schools=[elsewhere])

    names = choices(
        sign_in(principal).get(address("review_nominate", ref=nominating.ref))
    )

    assert "Aaron Aa" in names
    assert names.index("Aaron Aa") > max(
        names.index(str(it))
        for it in principal.schools.get().members.exclude(pk=principal.pk)
    )


def test_more_people_than_fit_are_found_by_name(
    nominating, principal, riverside, sign_in, monkeypatch
):
    monkeypatch.setattr("headship.feedback.views.reviews.MOST_PEOPLE", 3)
    far = make_person(riverside, "Zora", family_name="Zed", email="z.zed@x.example")
    url = address("review_nominate", ref=nominating.ref)
    browser = sign_in(principal)

    first, by_name, by_address = (
        browser.get(url + query) for query in ("", "?search=zed+ZORA", "?search=z.zed")
    )

    assert len(choices(first)) == 3
    assert "The first 3 of" in first.content.decode()
    assert choices(by_name) == choices(by_address) == [str(far)]
    browser.post(f"{url}?search=zora", {"group": "peer", "nominees": [far.pk]})
    assert nominating.nominations.get().member == far


def test_search_without_a_match_says_so(nominating, principal, sign_in):
    url = address("review_nominate", ref=nominating.ref)

    page = sign_in(principal).get(f"{url}?search=nobody-is-called-so")

    assert b"Nobody matches" in page.content
    assert b"Send to your supervisor" not in page.content


def test_raters_are_searched_paged_and_handed_out(participant, leader, sign_in):
    raters = rounds.raters(participant, "teacher")
    browser = sign_in(leader)
    url = address("leader_raters", ref=participant.ref)

    found = browser.get(url, {"search": raters[2].email})
    text = browser.get(address("leader_raters_csv", ref=participant.ref)).getvalue()

    rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))
    assert [it.name for it in found.context["raters"]] == [raters[2].name]
    assert {row["name"] for row in rows} >= {it.name for it in raters}
    assert set(rows[0]) == {"name", "group", "email"}  # Not who has answered.


@pytest.mark.parametrize("name", ["leader_remove", "rater_remove"])
def test_taking_somebody_out_is_asked_first(participant, leader, sign_in, name):
    rater = rounds.raters(participant, "teacher")[0]
    more = {"invitation": rater.ref} if name == "rater_remove" else {}
    url = address(name, ref=participant.ref, **more)
    before = len(rounds.raters(participant, "teacher"))

    page = sign_in(leader).get(url)

    assert page.templates[0].name == "core/confirm.html"
    assert len(rounds.raters(participant, "teacher")) == before
    sign_in(leader).post(url)
    left = 0 if name == "leader_remove" else before - 1
    assert len(rounds.raters(participant, "teacher")) == left

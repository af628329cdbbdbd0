"""A person's saved searches."""

import pytest
from django.urls import reverse

from headship.core.errors import PolicyError
from headship.evidence.actions import searches
from headship.evidence.models import SavedSearch

LIST = "evidence_saved:search_list"


@pytest.fixture
def browser(sign_in, leader):
    return sign_in(leader)


def save(browser, query="grade=5&q=reading&evil=1", name="Reading in five"):
    url = reverse("evidence_saved:search_save")
    return browser.post(url, {"query": query, "name": name})


def test_a_search_is_saved_as_it_is_understood(browser, leader):
    response = save(browser)

    saved = SavedSearch.objects.get()
    assert (saved.user, saved.name) == (leader.user, "Reading in five")
    assert saved.query == "q=reading&grade=5"
    assert response.url == f"{reverse('evidence:home')}?q=reading&grade=5"


def test_the_same_search_is_saved_once(browser):
    save(browser)
    save(browser, query="q=reading&grade=5", name="Again")

    assert [it.name for it in SavedSearch.objects.all()] == ["Reading in five"]


@pytest.mark.parametrize("query", ["", "evil=1", "q=" + "x" * 2100])
def test_a_search_for_nothing_is_not_saved(browser, query):
    save(browser, query=query)

    assert not SavedSearch.objects.exists()


def test_too_many_searches_are_refused_with_the_way_out(leader, monkeypatch):
    monkeypatch.setattr(searches, "MOST_SEARCHES", 1)
    searches.save_search(name="One", query="q=a", by=leader.user)

    with pytest.raises(PolicyError, match="Forget one to save another"):
        searches.save_search(name="Two", query="q=b", by=leader.user)


def test_the_list_leads_to_the_search_and_its_feed(browser):
    assert "No search is saved yet" in browser.get(reverse(LIST)).text
    save(browser)

    text = browser.get(reverse(LIST)).text

    assert "/evidence/?q=reading&amp;grade=5" in text
    assert "/evidence/feed/?q=reading&amp;grade=5" in text


def test_a_search_is_renamed_and_forgotten(browser):
    save(browser)
    saved = SavedSearch.objects.get()

    browser.post(
        reverse("evidence_saved:search_rename", args=[saved.ref]), {"name": "New"}
    )
    assert SavedSearch.objects.get().name == "New"
    browser.post(
        reverse("evidence_saved:search_rename", args=[saved.ref]), {"name": ""}
    )
    assert SavedSearch.objects.get().name == "New"

    browser.post(reverse("evidence_saved:search_forget", args=[saved.ref]))
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize("page", ["search_rename", "search_forget"])
def test_another_persons_search_does_not_exist(browser, sign_in, coach, page):
    save(browser)
    saved = SavedSearch.objects.get()

    url = reverse(f"evidence_saved:{page}", args=[saved.ref])

    assert sign_in(coach).post(url, {"name": "Stolen"}).status_code == 404
    assert SavedSearch.objects.get().name == "Reading in five"


def test_actions_refuse_another_persons_search(browser, coach):
    save(browser)
    saved = SavedSearch.objects.get()

    with pytest.raises(PolicyError, match="belongs to somebody else"):
        searches.forget_search(search=saved, by=coach.user)
    with pytest.raises(PolicyError, match="belongs to somebody else"):
        searches.rename_search(search=saved, name="Stolen", by=coach.user)


def test_nobody_is_asked_to_sign_in(client, db):
    assert client.get(reverse(LIST)).status_code == 302
    assert save(client).status_code == 302
    assert not SavedSearch.objects.exists()


def test_list_takes_the_same_queries_for_more(browser, django_assert_num_queries):
    save(browser)
    with django_assert_num_queries(3):
        browser.get(reverse(LIST))
    save(browser, query="q=other")

    with django_assert_num_queries(3):
        browser.get(reverse(LIST))

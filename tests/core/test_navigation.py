from types import SimpleNamespace

import pytest
from django.apps import apps
from django.urls import reverse

from headship.core import navigation
from headship.core.navigation import Entry, Verb


@pytest.fixture
def entries(monkeypatch):
    """Empty the frame; return the function that fills it."""
    monkeypatch.setattr(navigation, "_entries", {})
    monkeypatch.setattr(navigation, "_checkers", [])
    return navigation.register


def entry(url_name="instruments:instrument_list", **options):
    options = {"verb": Verb.ASSESS, "label": "Questionnaires"} | options
    return Entry(url_name=url_name, **options)


def ask(rf, view_name="", member=True):
    request = rf.get("/")
    request.resolver_match = SimpleNamespace(view_name=view_name)
    if member:
        request.member = SimpleNamespace(organization=SimpleNamespace(slug="riverside"))
    return navigation.sections(request)


def test_entry_leads_into_the_members_organization(rf, entries):
    entries(entry())

    (section,) = ask(rf)

    assert section.url == "/o/riverside/instruments/"


def test_entry_of_an_organization_is_hidden_from_others(rf, entries):
    entries(entry())

    assert ask(rf, member=False) == ()


def test_public_entry_is_shown_to_everyone(rf, entries):
    entries(entry("responsibilities:responsibility_list", in_organization=False))

    assert [s.verb for s in ask(rf, member=False)] == [Verb.ASSESS]


def test_entry_without_its_permission_is_hidden(rf, entries):
    entries(entry(permission="see"), entry("orgs:person_list", permission="other"))
    navigation.check_permissions_with(lambda _member, permission: permission == "see")

    (section,) = ask(rf)

    assert [link.label for link in section.links] == ["Questionnaires"]


def test_nobody_to_ask_means_no_permission(rf, entries):
    entries(entry(permission="see"))

    assert ask(rf) == ()


def test_page_that_this_site_lacks_is_not_shown(rf, entries):
    entries(entry("nowhere:page_list"))

    assert ask(rf) == ()


def test_verbs_come_in_their_order_whoever_registers_first(rf, entries):
    entries(
        entry("core:health", verb=Verb.PROVE, in_organization=False),
        entry("core:styleguide", verb=Verb.HOME, in_organization=False),
        entry(),
    )

    assert [s.verb for s in ask(rf)] == [Verb.HOME, Verb.ASSESS, Verb.PROVE]


def test_registering_a_page_again_replaces_it(rf, entries):
    entries(entry(label="Old"))
    entries(entry(label="New"))

    (section,) = ask(rf)

    assert [link.label for link in section.links] == ["New"]


@pytest.mark.parametrize(
    "view_name", ["instruments:instrument_list", "instruments:instrument_detail"]
)
def test_pages_of_the_same_noun_mark_their_entry(rf, entries, view_name):
    entries(entry())

    (section,) = ask(rf, view_name)

    assert section.is_current


def test_page_of_another_noun_marks_nothing(rf, entries):
    entries(entry())

    (section,) = ask(rf, "instruments:version_detail")

    assert not section.is_current


def test_page_itself_is_marked_rather_than_its_noun(rf, entries):
    entries(entry("programs:my_cohorts"), entry("programs:my_learning"))

    (section,) = ask(rf, "programs:my_cohorts")

    assert [link.is_current for link in section.links] == [True, False]


def test_entries_of_a_group_stand_behind_its_label_and_open_on_their_pages(rf, entries):
    entries(
        entry("programs:health"),
        entry("programs:cohort_list", group="Cohorts and people", order=1),
        entry("programs:session_list", group="Cohorts and people", order=1),
    )

    (section,) = ask(rf, "programs:session_detail")

    found = [(it.label, len(it.links), it.is_current) for it in section.groups]
    assert found == [("", 1, False), ("Cohorts and people", 2, True)]


def test_entry_alone_in_its_group_is_shown_as_it_is(rf, entries):
    entries(entry(), entry("programs:case_list", group="Programs and offers", order=1))

    (section,) = ask(rf)

    assert [group.label for group in section.groups] == ["", ""]


def test_every_registered_page_exists():
    """A misspelled name would silently be missing from the frame."""
    assert apps.ready
    for one in [*navigation._entries.values(), *navigation._personal.values()]:
        kwargs = {"org": "riverside"} if one.in_organization else {}
        assert reverse(one.url_name, kwargs=kwargs).startswith("/")

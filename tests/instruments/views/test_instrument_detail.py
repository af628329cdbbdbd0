import tomllib

import pytest

from headship.core.models import AuditEvent
from headship.instruments.models import InstrumentVersion


def test_languages_stand_side_by_side(draft, leader, address, browser):
    page = browser.get(address("instrument_detail", ref=draft.ref))

    assert '<td lang="en">{leader} listens.</td>' in page.content.decode()
    assert '<td lang="es">{leader} escucha.</td>' in page.content.decode()


def test_perspective_can_be_chosen(draft, leader, address, browser):
    url = address("instrument_detail", ref=draft.ref)

    page = browser.get(url, {"perspective": "self"}).content.decode()

    assert '<td lang="en">I listen.</td>' in page
    assert "{leader} listens." not in page


def test_coach_reads_but_is_offered_no_change(draft, coach, sign_in, address):
    page = sign_in(coach).get(address("instrument_detail", ref=draft.ref))

    assert "{leader} listens." in page.content.decode()
    assert "/publish/" not in page.content.decode()
    assert "/items/listens/" not in page.content.decode()


def test_draft_is_offered_for_change_and_published_is_not(draft, address, browser):
    before = browser.get(address("instrument_detail", ref=draft.ref)).content.decode()
    browser.post(address("instrument_publish", ref=draft.ref))
    after = browser.get(address("instrument_detail", ref=draft.ref)).content.decode()

    assert ("/publish/" in before, "/items/listens/" in before) == (True, True)
    assert ("/publish/" in after, "/items/listens/" in after) == (False, False)


@pytest.fixture(params=["pulse", "leadership-360"])
def either(request, published, leadership_360):
    return {"pulse": published, "leadership-360": leadership_360}[request.param]


def test_page_costs_the_same_for_2_and_66_items(
    either, browser, address, django_assert_num_queries
):
    # Session, user, member, version, four for the document.
    with django_assert_num_queries(8):
        browser.get(address("instrument_detail", ref=either.ref))


def test_items_as_csv_have_a_column_per_language(draft, address, browser):
    url = address("instrument_detail_csv", ref=draft.ref)

    rows = browser.get(url, {"perspective": "self"}).getvalue().decode()

    often, a_menudo = (
        "1 Rarely · 2 Often · I can't judge",
        "1 Rara vez · 2 A menudo · No puedo opinar",
    )
    assert rows.lstrip("\ufeff").splitlines() == [
        "place,scale,item,page,en,es",
        "introduction,,,,About {leader}.,Sobre {leader}.",
        "top of each page,,,,How often?,¿Con qué frecuencia?",
        f"answers,,,,{often},{a_menudo}",
        "answers,,,,1 No · 7 Yes,1 No estoy de acuerdo · 7 De acuerdo",
        "item,trust,keeps_word,1,Promises are kept.,Las promesas se cumplen.",
        "item,trust,listens,2,I listen.,Escucho.",
        "open question,,more,,What else?,¿Qué más?",
    ]


def test_export_can_be_imported_again(draft, small, address, browser):
    response = browser.get(address("instrument_export", ref=draft.ref))

    exported, original = tomllib.loads(response.content.decode()), tomllib.loads(small)
    assert response["Content-Disposition"] == 'attachment; filename="pulse-1.toml"'
    assert sorted(exported.pop("items"), key=str) == sorted(
        original.pop("items"), key=str
    )
    assert exported == original


def test_copy_becomes_a_draft_of_the_organization(
    leadership_360, leader, address, browser
):
    url = address("instrument_draft", ref=leadership_360.ref)

    response = browser.post(url)

    draft = InstrumentVersion.objects.get(organization=leader.organization)
    assert response.url == address("instrument_detail", ref=draft.ref)
    assert (draft.number, draft.state) == (2, "draft")


def test_publish_asks_first(draft, leader, address, browser):
    url = address("instrument_publish", ref=draft.ref)

    page = browser.get(url).content.decode()
    draft.refresh_from_db()

    assert "Publish Pulse, version 1?" in page
    assert draft.state == "draft"
    assert browser.post(url).url == address("instrument_detail", ref=draft.ref)
    draft.refresh_from_db()
    assert (draft.state, draft.published_by) == ("published", leader)


def test_publish_says_what_is_missing(draft, address, browser):
    draft.items.filter(key="listens").update(wording={"en": {"others": "Listens."}})
    url = address("instrument_publish", ref=draft.ref)

    page = browser.get(url).content.decode()
    response = browser.post(url, headers={"Accept": "text/html"})

    assert "listens, key es.self: there is no text." in page
    assert "disabled" in page
    assert response.status_code == 409
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_wording_is_changed_on_its_page(draft, leader, address, browser):
    url = address("instrument_item", ref=draft.ref, key="listens")
    texts = {"en_others": "{leader} hears.", "es_others": "{leader} oye."}

    response = browser.post(url, texts)

    assert response.url == address("instrument_detail", ref=draft.ref)
    assert draft.items.get(key="listens").wording == {
        "en": {"others": "{leader} hears."},
        "es": {"others": "{leader} oye."},
    }
    assert AuditEvent.objects.last().event == "instrument_imported"
    assert AuditEvent.objects.first().event == "instrument_item_changed"


def test_wording_with_a_wrong_name_is_explained(draft, leader, address, browser):
    url = address("instrument_item", ref=draft.ref, key="listens")

    page = browser.post(url, {"en_others": "{boss} hears."}).content.decode()

    assert "only {initiative}, {leader} and {session} may stand in braces" in page
    assert draft.items.get(key="listens").wording["en"]["self"] == "I listen."


def test_wording_of_a_published_version_has_no_form(published, address, browser):
    url = address("instrument_item", ref=published.ref, key="listens")

    response = browser.get(url)

    assert response.status_code == 409
    assert "A published version never changes" in response.content.decode()


def test_unknown_item_does_not_exist(draft, address, browser):
    url = address("instrument_item", ref=draft.ref, key="talks")

    assert browser.get(url).status_code == 404

import pytest

from headship.instruments import actions, queries
from headship.instruments.models import InstrumentVersion


@pytest.fixture(autouse=True)
def _no_forms_from_other_tests(monkeypatch):
    monkeypatch.setattr(queries, "_forms", {})


def test_form_costs_queries_once(leadership_360, django_assert_num_queries):
    with django_assert_num_queries(5):
        first = queries.get_form(leadership_360.ref, "teacher", "es")
    with django_assert_num_queries(0):
        second = queries.get_form(leadership_360.ref, "teacher", "es")

    assert second is first


def test_form_of_the_360_has_66_positions(leadership_360):
    form = queries.get_form(leadership_360.ref, "teacher", "en")

    assert form.rating_positions == tuple(range(66))
    assert [option.value for option in form.options] == [1, 2, 3, 4, 5, 0]
    assert form.scale_positions["communication"] == (0, 21, 42)
    assert form.version_ref == leadership_360.ref


def test_forms_differ_by_perspective_and_language(published):
    wanted = [("self", "en"), ("teacher", "en"), ("teacher", "es"), ("self", "fr")]

    forms = [queries.get_form(published.ref, *pair) for pair in wanted]

    assert [form.items[1].text for form in forms] == [
        "I listen.",
        "{leader} listens.",
        "{leader} escucha.",
        "I listen.",
    ]


def test_form_of_a_draft_follows_its_changes(draft, leader):
    before = queries.get_form(draft.ref, "teacher", "en")
    item = draft.items.get(key="listens")
    wording = {"en": {"others": "{leader} hears."}, "es": {"others": "{leader} oye."}}
    actions.change_item(version=draft, item=item, wording=wording, by=leader)

    after = queries.get_form(draft.ref, "teacher", "en")

    assert before.items[1].text == "{leader} listens."
    assert after.items[1].text == "{leader} hears."


def test_cache_of_forms_has_an_end(published, monkeypatch):
    monkeypatch.setattr(queries, "MOST_FORMS", 2)

    for language in ("en", "es", "fr"):
        queries.get_form(published.ref, "self", language)

    assert [key[2] for key in queries._forms] == ["fr"]


def test_document_costs_the_same_for_2_and_66_items(
    published, leadership_360, django_assert_num_queries
):
    for version in (published, leadership_360):
        with django_assert_num_queries(4):
            queries.load_document(version)


def test_available_are_own_and_shipped(
    draft, leadership_360, riverside, hillside, everywhere
):
    def keys(organization):
        return [it.key for it in queries.available_instruments(organization)]

    assert keys(riverside) == [
        "change-magnitude",
        "leadership-360",
        "pulse",
        "session-feedback",
        "session-use",
    ]
    assert keys(hillside) == [
        "change-magnitude",
        "leadership-360",
        "session-feedback",
        "session-use",
    ]


def test_shipped_version_is_the_newest_that_is_published(leadership_360, everywhere):
    InstrumentVersion.objects.create(instrument=leadership_360.instrument, number=2)

    assert queries.shipped_version("leadership-360") == leadership_360
    assert queries.shipped_version("unknown") is None

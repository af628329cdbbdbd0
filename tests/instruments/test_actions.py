import pytest
from django.core.management import call_command

from headship.core.errors import InputError, PolicyError
from headship.core.models import AuditEvent
from headship.instruments import actions
from headship.instruments.document import write
from headship.instruments.models import Instrument, InstrumentVersion, Item, Scale
from headship.instruments.queries import load_document
from headship.instruments.reading import read


def events():
    return [event.event for event in AuditEvent.objects.order_by("pk")]


def test_imported_version_says_what_the_file_says(draft, pulse, leader):
    assert load_document(draft) == pulse
    assert (draft.state, draft.organization) == ("draft", leader.organization)
    assert events() == ["instrument_imported"]


@pytest.mark.parametrize(
    "key", ["leadership-360", "change-magnitude", "session-feedback", "session-use"]
)
def test_export_of_an_import_is_the_same_file(key, shipped_text, leader):
    text = write(read(shipped_text(key), filename=key))

    version = actions.import_instrument(text=text, filename=key, by=leader)

    assert write(load_document(version)) == text


def test_bad_file_leaves_nothing_behind(small, leader):
    text = small.replace('items = ["listens"]', 'items = ["talks"]')

    with pytest.raises(InputError):
        actions.import_instrument(text=text, filename="pulse.toml", by=leader)

    assert [Instrument.objects.count(), Item.objects.count()] == [0, 0]
    assert events() == []


def test_number_that_is_taken_is_refused(draft, small, leader):
    with pytest.raises(InputError, match="key version: Pulse already has version 1"):
        actions.import_instrument(text=small, filename="pulse.toml", by=leader)

    assert Scale.objects.count() == 1


def test_next_number_joins_its_instrument(draft, small, leader):
    text = small.replace("version = 1", "version = 2")

    version = actions.import_instrument(text=text, filename="pulse.toml", by=leader)

    assert version.instrument == draft.instrument


def test_two_organizations_can_import_the_same_file(draft, small, outsider, everywhere):
    version = actions.import_instrument(text=small, filename="p.toml", by=outsider)

    assert version.instrument != draft.instrument


def test_draft_is_a_copy_with_the_next_number(published, pulse, leader):
    copy = actions.create_draft_version(version=published, by=leader)

    assert (copy.number, copy.state) == (2, "draft")
    assert load_document(copy).items == pulse.items
    assert copy.instrument == published.instrument
    assert events()[-1] == "instrument_version_drafted"


def test_draft_of_a_shipped_version_belongs_to_the_organization(
    leadership_360, leader, riverside
):
    first = actions.create_draft_version(version=leadership_360, by=leader)
    second = actions.create_draft_version(version=leadership_360, by=leader)

    assert [first.organization, second.organization] == [riverside, riverside]
    assert [first.number, second.number] == [2, 3]
    assert first.instrument == second.instrument != leadership_360.instrument


def test_wording_of_a_draft_can_be_changed(draft, leader):
    item = Item.objects.get(key="listens")
    wording = {"en": {"others": "{leader} hears."}, "es": {"others": "{leader} oye."}}

    actions.change_item(version=draft, item=item, wording=wording, by=leader)

    item.refresh_from_db()
    assert item.wording == wording
    event = AuditEvent.objects.get(event="instrument_item_changed")
    assert (event.details, event.subject_label) == ({"item": "listens"}, "Pulse 1")


def test_wording_that_nobody_could_read_is_refused(draft, leader):
    item = Item.objects.get(key="listens")

    with pytest.raises(InputError, match=r"^listens, en\.others: the text is empty"):
        actions.change_item(
            version=draft, item=item, wording={"en": {"others": " "}}, by=leader
        )


def test_published_wording_is_not_changed(published, leader):
    item = Item.objects.get(key="listens")

    with pytest.raises(PolicyError, match="A published version never changes"):
        actions.change_item(version=published, item=item, wording={}, by=leader)


def test_publication_says_when_and_by_whom(draft, leader, noon):
    actions.publish_version(version=draft, by=leader)

    draft.refresh_from_db()
    assert (draft.state, draft.published_by) == ("published", leader)
    assert draft.published_at.isoformat() == "2026-03-02T18:00:00+00:00"
    assert events() == ["instrument_imported", "instrument_version_published"]


def test_version_is_published_once(published, leader):
    with pytest.raises(PolicyError, match="already published"):
        actions.publish_version(version=published, by=leader)


def test_draft_with_a_gap_is_not_published(draft, leader):
    Item.objects.filter(key="listens").update(wording={"en": {"others": "Listens."}})

    with pytest.raises(
        PolicyError, match=r"\[\[items\]\] listens, key es.self: there is no"
    ):
        actions.publish_version(version=draft, by=leader)


def test_shipping_twice_is_shipping_once(everywhere, db):
    first = actions.ship_instruments()
    second = actions.ship_instruments()

    assert sorted(str(version) for version in first) == [
        "Change magnitude 1",
        "Leadership 360 1",
        "Session feedback 1",
        "Since the last session 1",
    ]
    assert second == []
    assert InstrumentVersion.objects.count() == 4
    assert events() == ["instrument_version_published"] * 4
    assert {event.actor_label for event in AuditEvent.objects.all()} == {"Headship"}


def test_shipped_file_that_changed_under_its_number_is_refused(
    leadership_360, small, monkeypatch, tmp_path, everywhere
):
    (tmp_path / "pulse.toml").write_text(small)
    monkeypatch.setattr(actions, "files", lambda _package: tmp_path)
    actions.ship_instruments()
    (tmp_path / "pulse.toml").write_text(small.replace("I listen.", "I hear."))

    with pytest.raises(
        InputError, match=r"^pulse.toml, top of the file, key version: "
    ):
        actions.ship_instruments()


def test_command_says_what_it_published(db, capsys):
    call_command("ship_instruments")
    call_command("ship_instruments")

    assert capsys.readouterr().out.splitlines() == [
        "Published Change magnitude 1.",
        "Published Leadership 360 1.",
        "Published Session feedback 1.",
        "Published Since the last session 1.",
        "All shipped questionnaires are there.",
    ]


@pytest.fixture
def no_audit(monkeypatch):
    def broken(*_event, **_details):
        raise RuntimeError("The audit log is full.")

    return lambda: monkeypatch.setattr(actions.audit, "record", broken)


def test_import_that_is_not_recorded_did_not_happen(small, leader, no_audit):
    no_audit()

    with pytest.raises(RuntimeError):
        actions.import_instrument(text=small, filename="pulse.toml", by=leader)

    assert [Instrument.objects.count(), Item.objects.count()] == [0, 0]


def test_draft_that_is_not_recorded_did_not_happen(published, leader, no_audit):
    no_audit()

    with pytest.raises(RuntimeError):
        actions.create_draft_version(version=published, by=leader)

    assert list(InstrumentVersion.objects.all()) == [published]


def test_publication_that_is_not_recorded_did_not_happen(draft, leader, no_audit):
    no_audit()

    with pytest.raises(RuntimeError):
        actions.publish_version(version=draft, by=leader)

    draft.refresh_from_db()
    assert draft.state == "draft"


def test_wording_that_is_not_recorded_did_not_change(draft, leader, no_audit):
    item = Item.objects.get(key="listens")
    no_audit()

    with pytest.raises(RuntimeError):
        actions.change_item(version=draft, item=item, wording={}, by=leader)

    item.refresh_from_db()
    assert item.wording["en"]["self"] == "I listen."


def test_shipment_that_fails_halfway_leaves_nothing(everywhere, db, no_audit):
    no_audit()

    with pytest.raises(RuntimeError):
        actions.ship_instruments()

    assert Instrument.objects.count() == 0

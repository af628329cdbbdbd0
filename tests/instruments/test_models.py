"""What the database refuses, whoever asks and by whatever way."""

import pytest
from django.db import IntegrityError, transaction
from django_scopes import scope, scopes_disabled
from django_scopes.exceptions import ScopeError

from headship.instruments.models import (
    Instrument,
    InstrumentVersion,
    Item,
    Option,
    OptionSet,
    Scale,
)


def refused():
    return pytest.raises(IntegrityError)


PARTS = {
    "item": (Item, {"wording": {}}),
    "scale": (Scale, {"name": {}}),
    "option set": (OptionSet, {"key": "other"}),
    "option": (Option, {"label": {}}),
    "version": (InstrumentVersion, {"stem": {}}),
    "version state": (
        InstrumentVersion,
        {"state": "draft", "published_at": None, "published_by": None},
    ),
}


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS.keys())
def test_published_version_cannot_be_changed(part, published):
    model, change = part

    with refused(), transaction.atomic():
        model.objects.update(**change)


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS.keys())
def test_draft_can_be_changed(part, draft):
    model, change = part
    change = {**change, "key": "other"} if model is OptionSet else change

    assert model.objects.filter(pk=model.objects.first().pk).update(**change) == 1


def test_nothing_is_added_to_a_published_version(published):
    options = published.option_sets.first()

    with refused(), transaction.atomic():
        Item.objects.create(version=published, key="late", kind="text", position=9)
    with refused(), transaction.atomic():
        Scale.objects.create(version=published, key="late", position=9)
    with refused(), transaction.atomic():
        OptionSet.objects.create(version=published, key="late", position=9)
    with refused(), transaction.atomic():
        Option.objects.create(option_set=options, value=9, position=9)


def test_nothing_is_moved_out_of_a_published_version(published, other_draft):
    with refused(), transaction.atomic():
        Item.objects.filter(version=published, key="more").update(
            version=other_draft, key="moved", position=9
        )


def test_nothing_is_moved_into_a_published_version(published, other_draft):
    with refused(), transaction.atomic():
        Item.objects.filter(version=other_draft, key="more").update(
            version=published, key="moved", position=9
        )


@pytest.fixture
def other_draft(published, leader):
    from headship.instruments.actions import create_draft_version  # noqa: PLC0415 -- one fixture

    return create_draft_version(version=published, by=leader)


def test_version_is_published_by_someone_at_some_time(draft, noon):
    versions = InstrumentVersion.objects.filter(pk=draft.pk)

    with refused(), transaction.atomic():
        versions.update(state="published")
    with refused(), transaction.atomic():
        versions.update(published_by=None, published_at="2026-01-01T00:00Z")


def test_only_shipped_versions_are_published_by_nobody(draft):
    with refused(), transaction.atomic():
        InstrumentVersion.objects.filter(pk=draft.pk).update(
            state="published", published_at="2026-01-01T00:00Z"
        )


def test_version_numbers_start_at_one_and_are_taken_once(draft):
    instrument = draft.instrument

    with refused(), transaction.atomic():
        InstrumentVersion.objects.create(instrument=instrument, number=0)
    with refused(), transaction.atomic():
        InstrumentVersion.objects.create(instrument=instrument, number=draft.number)


def test_organization_has_a_key_once(draft, riverside):
    with refused(), transaction.atomic():
        Instrument.objects.create(organization=riverside, key="pulse", name="Other")


def test_shipped_key_is_taken_once(leadership_360, everywhere):
    with refused(), transaction.atomic():
        Instrument.objects.create(key="leadership-360", name="Other")


def test_rated_item_has_scale_page_and_options(draft):
    with refused(), transaction.atomic():
        Item.objects.filter(key="listens").update(page=None)
    with refused(), transaction.atomic():
        Item.objects.filter(key="more").update(page=1)


def test_option_value_leaves_room_for_not_answered(draft):
    with refused(), transaction.atomic():
        Option.objects.filter(value=7).update(value=255)


def test_keys_positions_and_values_are_taken_once(draft):
    with refused(), transaction.atomic():
        Item.objects.create(version=draft, key="more", kind="text", position=9)
    with refused(), transaction.atomic():
        Item.objects.create(version=draft, key="new", kind="text", position=0)
    with refused(), transaction.atomic():
        Scale.objects.create(version=draft, key="trust", position=9)
    with refused(), transaction.atomic():
        OptionSet.objects.create(version=draft, key="agree", position=9)
    with refused(), transaction.atomic():
        Option.objects.create(option_set=draft.option_sets.first(), value=1, position=9)


def test_scope_shows_own_and_shipped_instruments(draft, leadership_360, hillside):
    assert {it.key for it in Instrument.objects.all()} == {
        "pulse",
        "leadership-360",
        "change-magnitude",
        "session-feedback",
        "session-use",
    }
    with scope(organization=hillside):
        assert "pulse" not in {it.key for it in Instrument.objects.all()}


def test_outside_every_scope_instruments_cannot_be_read(db):
    with pytest.raises(ScopeError):
        Instrument.objects.first()


def test_organization_that_leaves_takes_its_instruments_along(published, riverside):
    with scopes_disabled():
        riverside.delete()

        assert list(InstrumentVersion.objects.all()) == []


def test_words_for_instrument_and_version(published):
    option = Option.objects.filter(value=7).get()

    assert [str(published.instrument), str(published)] == ["Pulse", "Pulse 1"]
    assert [str(part) for part in (published.scales.get(), option)] == ["trust", "7"]
    assert [str(it) for it in published.option_sets.all()] == ["often", "agree"]
    assert [str(it) for it in published.items.all()] == [
        "keeps_word",
        "listens",
        "more",
    ]

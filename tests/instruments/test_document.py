import tomllib

import pytest

from headship.instruments.document import as_table, text_for, write
from headship.instruments.reading import read


@pytest.mark.parametrize(
    "key", ["leadership-360", "change-magnitude", "session-feedback", "session-use"]
)
def test_shipped_file_survives_the_round_trip(key, shipped_text):
    text = shipped_text(key)

    document = read(text, filename=key)

    assert tomllib.loads(write(document)) == tomllib.loads(text)
    assert read(write(document), filename=key) == document


def test_writing_twice_gives_the_same_file(pulse):
    text = write(pulse)

    assert write(read(text, filename="pulse.toml")) == text


def test_second_option_set_is_named_and_the_first_goes_without_saying(pulse):
    items = {item["key"]: item for item in as_table(pulse)["items"]}

    assert items["keeps_word"]["options"] == "agree"
    assert "options" not in items["listens"]


def test_positions_follow_the_pages(pulse):
    assert pulse.positions == {"keeps_word": 0, "listens": 1}


def test_items_are_by_scale_and_then_in_reading_order(pulse):
    assert [item.key for item in pulse.items] == ["keeps_word", "listens"]


def test_text_falls_back_to_english_and_then_to_nothing():
    wording = {"en": {"others": "Hello."}, "es": {"self": "Hola."}}

    assert text_for(wording, "es", "self") == "Hola."
    assert text_for(wording, "es", "teacher") == "Hello."
    assert text_for({}, "es", "teacher") == ""

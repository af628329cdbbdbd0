"""What the shipped questionnaires promise, item by item."""

import re
from collections import Counter

import pytest

from headship.frameworks.change_order import load_change_order
from headship.frameworks.responsibilities import load_responsibilities
from headship.instruments.checks import labels_with_places, wordings_with_places
from headship.instruments.document import placeholders, text_for
from headship.instruments.reading import read

KEYS = ("leadership-360", "change-magnitude", "session-feedback", "session-use")
ABOUT_SESSIONS = KEYS[2:]
PERSPECTIVES = ("self", "teacher", "supervisor", "peer")


@pytest.fixture(params=KEYS)
def document(request, shipped_text):
    return read(shipped_text(request.param), filename=request.param)


@pytest.fixture
def leadership(shipped_text):
    return read(shipped_text("leadership-360"), filename="leadership-360.toml")


@pytest.fixture
def change(shipped_text):
    return read(shipped_text("change-magnitude"), filename="change-magnitude.toml")


def asked(document):
    return [*document.items, *document.open_questions]


def test_the_360_has_66_items_and_two_open_questions(leadership):
    assert (len(leadership.items), len(leadership.open_questions)) == (66, 2)


def test_every_responsibility_has_three_or_four_items(leadership):
    counts = Counter(item.scale for item in leadership.items)

    assert set(counts) == {it.key for it in load_responsibilities()}
    assert set(counts.values()) == {3, 4}


def test_the_360_has_five_frequencies_and_one_way_out(leadership):
    (frequency,) = leadership.option_sets

    assert [option.value for option in frequency.options] == [1, 2, 3, 4, 5, 0]


def test_the_change_screen_has_four_questions_from_1_to_4(change):
    (extent,) = change.option_sets

    assert [item.key for item in change.items] == [
        "break_with_past",
        "against_norms",
        "against_values",
        "new_skills",
    ]
    assert [option.value for option in extent.options] == [1, 2, 3, 4, 0]


def test_every_change_question_names_the_initiative(change):
    for item in change.items:
        for perspective in PERSPECTIVES:
            text = text_for(item.wording, "en", perspective)
            assert placeholders(text) == {"initiative"}, item.key


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_item_is_worded_for_everyone(document, language):
    is_about_session = document.key in ABOUT_SESSIONS
    assert document.languages == ("en", "es")
    assert document.perspectives == (
        ("participant",) if is_about_session else PERSPECTIVES
    )
    for item in asked(document):
        texts = item.wording[language]
        for perspective in document.perspectives:
            assert texts.get(perspective) or texts["others"], item.key


def test_sessions_are_asked_about_at_four_of_guskeys_levels(shipped_text):
    asked_of = [read(shipped_text(key), filename=key) for key in ABOUT_SESSIONS]

    counts = Counter(item.scale for document in asked_of for item in document.items)

    assert counts == {
        "reaction": 4,
        "learning": 4,
        "organizational_support": 4,
        "use": 4,
    }


def test_use_names_the_session_before_and_the_rest_names_none(shipped_text):
    on_the_day, later = (
        read(shipped_text(key), filename=key) for key in ABOUT_SESSIONS
    )

    assert placeholders(later.stem["en"]["others"]) == {"session"}
    assert placeholders(on_the_day.stem["en"]["others"]) == set()


def test_the_leader_reads_of_oneself_and_others_read_a_name(leadership):
    for item in leadership.items:
        own, others = item.wording["en"]["self"], item.wording["en"]["others"]
        assert {"I", "me", "my"} & set(own.rstrip(".").split()), item.key
        assert placeholders(own) == set(), item.key
        assert placeholders(others) == {"leader"}, item.key


def test_no_spanish_text_is_the_english_one(document):
    for place, labels in labels_with_places(document):
        assert labels["es"] != labels["en"], place
    for place, wording in wordings_with_places(document):
        english = set(wording["en"].values())
        assert english.isdisjoint(wording["es"].values()), place


def test_spanish_has_the_perspectives_and_names_of_english(document):
    for place, wording in wordings_with_places(document):
        assert set(wording["es"]) == set(wording["en"]), place
        for perspective, text in wording["es"].items():
            english = wording["en"][perspective]
            assert placeholders(text) == placeholders(english), place


def test_spanish_does_not_guess_the_gender_of_a_leader(leadership):
    gendered = {"él", "ella", "director", "directora", "el líder", "la líder"}
    for place, wording in wordings_with_places(leadership):
        for text in wording["es"].values():
            assert gendered.isdisjoint(text.lower().split()), place


def test_no_english_text_guesses_a_gender(leadership):
    gendered = {"he", "she", "his", "her", "him", "hers"}
    for place, wording in wordings_with_places(leadership):
        for text in wording["en"].values():
            assert gendered.isdisjoint(text.lower().rstrip(".?").split()), place


def test_every_text_of_an_item_is_its_own(leadership):
    texts = [
        item.wording[lang]["self"] for item in leadership.items for lang in ("en", "es")
    ]

    assert [text for text, count in Counter(texts).items() if count > 1] == []


def test_items_are_short_sentences(leadership):
    for item in leadership.items:
        text = item.wording["en"]["others"].replace("{leader}", "Someone")
        assert text.endswith("."), item.key
        assert len(text.split()) <= 16, item.key


@pytest.mark.parametrize("key", ["leadership-360", "change-magnitude"])
def test_every_page_is_tied_to_this_school_year(shipped_text, key):
    document = read(shipped_text(key), filename=key)
    for language, words in (("en", "this school year"), ("es", "este año escolar")):
        for text in document.stem[language].values():
            assert words in text


def test_pages_have_seven_to_nine_items_and_no_scale_twice(leadership):
    scale_of = {item.key: item.scale for item in leadership.items}

    assert all(7 <= len(page) <= 9 for page in leadership.pages)
    for page in leadership.pages:
        scales = [scale_of[key] for key in page]
        assert len(set(scales)) == len(scales)


def test_the_first_three_pages_touch_every_responsibility(leadership):
    scale_of = {item.key: item.scale for item in leadership.items}

    seen = {scale_of[key] for page in leadership.pages[:3] for key in page}

    assert len(seen) == 21


def test_change_questions_are_the_contrasts_of_the_framework(change):
    contrasts = [contrast.key for contrast in load_change_order().contrasts]

    assert [item.key for item in change.items] == contrasts


def syllables(word):
    word = re.sub(r"(?<=[a-z]{2})(?:es|ed|e)$", "", word.lower())
    return max(1, len(re.findall(r"[aeiouy]+", word)))


def test_the_360_reads_like_grade_8_or_easier(leadership):
    texts = [item.wording["en"]["self"] for item in leadership.items]
    words = re.findall(r"[A-Za-z']+", " ".join(texts))

    # Flesch and Kincaid's grade level; every item is one sentence.
    per_sentence = len(words) / len(texts)
    per_word = sum(syllables(word) for word in words) / len(words)
    assert 0.39 * per_sentence + 11.8 * per_word - 15.59 < 8

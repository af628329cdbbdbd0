from uuid import uuid4

import pytest

from headship.instruments.questionnaire import (
    FormOption,
    build_form,
    closest_language,
    named,
)


@pytest.fixture
def build(pulse):
    def built(perspective="teacher", language="en"):
        return build_form(
            pulse, version_ref=uuid4(), perspective=perspective, language=language
        )

    return built


def texts(form):
    return [item.text for item in form.items]


def test_each_perspective_reads_its_own_words(build):
    assert texts(build("self")) == ["Promises are kept.", "I listen."]
    assert texts(build("teacher")) == ["Promises are kept.", "{leader} listens."]


def test_form_is_in_the_wanted_language(build):
    form = build(language="es")

    assert (form.language, form.title, form.stem) == (
        "es",
        "Pulso",
        "¿Con qué frecuencia?",
    )
    assert texts(form) == ["Las promesas se cumplen.", "{leader} escucha."]
    assert [question.text for question in form.open_questions] == ["¿Qué más?"]


def test_missing_language_falls_back_to_english(build):
    form = build(language="fr")

    assert (form.language, form.languages) == ("en", ("en", "es"))
    assert texts(form) == ["Promises are kept.", "{leader} listens."]


@pytest.mark.parametrize(
    ("wanted", "found"), [("es", "es"), ("es-mx", "es"), ("fr", "en"), ("", "en")]
)
def test_closest_language_is_the_parent_or_english(wanted, found):
    assert closest_language(("en", "es"), wanted) == found


def test_unknown_perspective_is_refused(build):
    with pytest.raises(ValueError, match="pulse asks self, teacher, not peer"):
        build("peer")


def test_positions_number_the_items_across_pages(build):
    form = build()

    assert [[item.position for item in page.items] for page in form.pages] == [[0], [1]]
    assert form.rating_positions == (0, 1)
    assert form.scale_positions == {"trust": (0, 1)}
    assert form.n_ratings == 2


def test_items_keep_their_own_options(build):
    first, second = build(language="es").items

    assert first.options == (
        FormOption(value=1, label="No estoy de acuerdo"),
        FormOption(value=7, label="De acuerdo"),
    )
    assert second.values == {0, 1, 2}


def test_scale_positions_cannot_be_changed(build):
    with pytest.raises(TypeError):
        build().scale_positions["trust"] = ()


def test_page_shows_the_leader_by_name(build):
    page = build().pages[1].named(leader="Ana Ruiz", initiative="Reading")

    assert [item.text for item in page.items] == ["Ana Ruiz listens."]


def test_name_in_a_name_is_left_alone():
    text = named(
        "{leader} leads {initiative}.", {"leader": "Ana", "initiative": "{leader}"}
    )

    assert text == "Ana leads {leader}."


def test_name_that_is_not_given_stays_in_braces():
    assert named("{leader} listens.", {}) == "{leader} listens."

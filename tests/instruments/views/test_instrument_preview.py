def test_preview_shows_a_page_with_a_made_up_name(draft, leader, address, browser):
    url = address("instrument_preview", ref=draft.ref)

    page = browser.get(url, {"page": "2"}).content.decode()

    assert "Jordan Lee listens." in page
    assert "{leader}" not in page
    assert "What else?" in page


def test_preview_follows_language_and_perspective(draft, address, browser):
    url = address("instrument_preview", ref=draft.ref)
    wanted = {"language": "es", "perspective": "self", "page": "2"}

    page = browser.get(url, wanted).content.decode()

    assert "Escucho." in page
    assert "I listen." not in page


def test_preview_offers_the_answers_of_each_item(draft, address, browser):
    url = address("instrument_preview", ref=draft.ref)

    first = browser.get(url, {"page": "1"})
    last = browser.get(url, {"page": "2"})

    choices = [next(iter(it.context["ratings"])).field.choices for it in (first, last)]
    assert choices == [
        [("1", "No"), ("7", "Yes")],
        [("1", "Rarely"), ("2", "Often"), ("x", "I can't judge")],
    ]


def test_preview_of_an_unknown_page_or_perspective_is_the_nearest(
    draft, address, browser
):
    url = address("instrument_preview", ref=draft.ref)

    response = browser.get(url, {"page": "99", "perspective": "boss"})

    page = response.context["page"]
    assert (page.shown.number, page.form.perspective) == (2, "teacher")

"""The public page on the two orders of change."""

from django.utils import translation

from headship.frameworks.change_order import load_change_order

CHANGE = load_change_order()
PAGE = "/responsibilities/change-order/"


def test_change_order_shows_questions_orders_and_both_lists(open_page):
    _response, text = open_page(PAGE)

    words = [CHANGE.intro]
    for contrast in CHANGE.contrasts:
        words += [contrast.question, contrast.first_order, contrast.second_order]
    for order in (CHANGE.first, CHANGE.second):
        words += [order.name, order.summary, order.calls_for, *order.advice]
    words += [each.because for each in CHANGE.lean_on]
    for each in CHANGE.seems_to_suffer:
        words += [each.feels_like, each.share_with]
    assert [word for word in words if word not in text] == []


def test_change_order_marks_the_screening_rule_as_a_proposal(open_page):
    _response, text = open_page(PAGE)

    assert "if the mean of the four answers is 2.5 or more" in text
    assert "if at least 75 % do" in text
    assert "is Headship's own proposal, not a finding" in text


def test_english_content_says_its_language_on_a_spanish_page(client):
    with translation.override("en"):  # Puts back what the request activates.
        response = client.get(PAGE, headers={"accept-language": "es"})

    page = response.content.decode()
    assert '<html lang="es">' in page
    assert f'<p lang="en">{CHANGE.intro}</p>' in page

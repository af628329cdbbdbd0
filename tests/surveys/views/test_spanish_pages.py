"""Whoever is invited in Spanish reads no English, from the message to the receipt."""

from datetime import timedelta

import pytest
from django.utils import translation
from django.utils.html import escape

from headship.core.clock import now
from headship.surveys import emails, queries
from headship.surveys.models import Invitation
from tests.conftest import OutsideClient
from tests.core import catalog
from tests.core.catalog import PACKAGE
from tests.surveys.conftest import code, fresh, send

PLACES = (
    "core/templates/core/rater_base.html",
    "core/templates/core/mail/*",
    "core/templates/core/ui/*",
    "feedback/raters.py",
    "surveys/forms.py",
    "surveys/policies.py",
    "surveys/reports.py",
    "surveys/templates/**/*.*",
)


def english_sentences():
    """Return what rater pages would say in English, as far as it is fixed text."""
    messages = {
        message.text
        for place in PLACES
        for path in PACKAGE.glob(place)
        for message in catalog.messages_of(path)
    }
    return sorted(it for it in messages if " " in it and "%" not in it)


ENGLISH = english_sentences()


def english_in(text):
    """Return the English sentences that a page or message has."""
    return [it for it in ENGLISH if it in text or escape(it) in text]


@pytest.fixture(autouse=True)
def _keep_language():
    """Put back the language that a request leaves active."""
    with translation.override("en"):
        yield


@pytest.fixture
def rater(rater):
    """Invite the rater in Spanish."""
    Invitation.objects.filter(pk=rater.pk).update(language="es")
    return fresh(rater)


@pytest.fixture
def browser(rater):
    """Return a browser set to English, opened with the rater's code."""
    browser = OutsideClient(headers={"accept-language": "en"})
    browser.post("/r/", {"code": code(rater)})
    return browser


def read(response):
    """Return a page's text after asserting that it is all in Spanish."""
    text = response.content.decode()
    assert '<html lang="es">' in text
    assert english_in(text) == []
    return text


def test_first_page(browser):
    text = read(browser.get("/r/welcome/"))

    assert "Retroalimentación para Ana Ruiz" in text
    assert "si responden al menos 5 personas de su grupo" in text


def test_first_page_of_one_who_is_not_anonymous(subject, open_survey, leader, browser):
    group = subject.survey.groups.get(key="supervisor")
    Invitation.objects.update(group=group)

    assert "sus respuestas no son anónimas" in read(browser.get("/r/welcome/"))


def test_every_page_of_questions(browser):
    count = browser.get("/r/questions/1/").context["page"].page_count

    pages = [read(browser.get(f"/r/questions/{n}/")) for n in range(1, count + 1)]

    assert len(pages) > 5
    assert "Página 1 de" in pages[0]


def test_own_words_and_sending(browser):
    assert "Con sus propias palabras" in read(browser.get("/r/words/"))
    assert "Todo listo para enviar" in read(browser.get("/r/review/"))


def test_receipt(browser):
    sent = browser.post("/r/send/")

    assert "Sus respuestas llegaron" in read(browser.get(sent.url))


def test_declining(browser):
    assert "No se le preguntará de nuevo" in read(browser.post("/r/decline/"))


def test_answering_twice(browser, rater):
    send(rater)

    assert "Estas respuestas ya se enviaron." in read(browser.get("/r/welcome/"))


def test_closed_survey(browser, open_survey, leader):
    open_survey.closes_at = now() - timedelta(days=1)
    open_survey.save(update_fields=["closes_at"])

    assert "Esta encuesta está cerrada." in read(browser.get("/r/welcome/"))


def test_entrance_and_unknown_code_follow_the_browser(db):
    browser = OutsideClient(headers={"accept-language": "es"})

    assert "Abra su cuestionario" in read(browser.get("/r/"))
    refused = browser.post("/r/", {"code": "AAAA-BBBB-CCCC-DDDD"})
    assert "Este código no se conoce." in read(refused)


@pytest.mark.parametrize("write", [emails.write_invitation, emails.write_reminder])
def test_messages(rater, write):
    message = write(rater.ref)

    assert english_in(f"{message.subject} {message.text} {message.html}") == []
    assert "Buen día, " in message.text
    assert '<html lang="es">' in message.html


def test_language_chosen_on_the_device_is_kept(browser):
    browser.post("/i18n/language/", {"language": "en"})

    assert '<html lang="en">' in browser.get("/r/welcome/").content.decode()


def test_english_is_noticed(browser):
    browser.cookies["django_language"] = "en"

    assert "Who will see what" in english_in(
        browser.get("/r/welcome/").content.decode()
    )


def test_response_rates_name_groups_in_the_language_of_the_reader(open_survey, subject):
    with translation.override("es"):
        rates = queries.response_rates(open_survey)
        by_subject = queries.response_rates_by_subject(open_survey)

    assert {it.label for it in rates} >= {"Autoevaluación", "Quien supervisa"}
    [found] = by_subject[subject.ref]
    assert found.label == "Teacher"  # No translation: as the group was named.

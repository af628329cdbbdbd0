"""What an import finds is said in the language of whoever reads it, and later."""

import io

import pytest
from django.conf import settings
from django.utils import translation
from tests.core import catalog
from tests.orgs.oneroster_files import small_district, zipped

from headship.orgs.models import ImportJob
from headship.orgs.roster.problems import Problem
from headship.orgs.roster.sentences import say, spoken

ROSTER = catalog.PACKAGE / "orgs" / "roster"


@pytest.fixture
def page_in(sign_in, leader, django_capture_on_commit_callbacks):
    """Return a function that imports an export once and reads it in a language."""
    browser = sign_in(leader)

    def read(export, code, path=""):
        if not ImportJob.objects.exists():
            file = io.BytesIO(zipped(export.files()))
            file.name = "roster.zip"
            with django_capture_on_commit_callbacks(execute=True):
                browser.post("/o/riverside/imports/roster/", {"file": file})
        job = ImportJob.objects.get()
        browser.cookies[settings.LANGUAGE_COOKIE_NAME] = code
        with translation.override("en"):  # Puts back what the request activates.
            response = browser.get(job.get_absolute_url() + path)
        return b"".join(response).decode()

    return read


def test_stored_problems_are_read_in_both_languages(page_in):
    export = small_district().staff("t9", email="no address")

    english, spanish = page_in(export, "en"), page_in(export, "es")

    assert "“no address” is not an e-mail address." in english
    assert "Correct it or leave it empty." in english
    assert "“no address” no es un correo electrónico." in spanish
    assert "Corríjalo o déjelo vacío." in spanish


def test_csv_of_problems_is_in_the_readers_language(page_in):
    export = small_district().staff("t9", email="no address")

    table = page_in(export, "es", "problems.csv")

    assert "users.csv,5,email,“no address” no es un correo electrónico.,Corr" in table


def test_stored_notes_are_in_the_readers_language(page_in):
    export = small_district().row(
        "roles", sourcedId="r9", userSourcedId="p9", role="ext:driver"
    )

    english, spanish = page_in(export, "en"), page_in(export, "es")

    assert "The role “ext:driver” is not used here." in english
    assert "La función “ext:driver” no se usa aquí." in spanish


def test_reason_of_a_change_is_in_the_readers_language(
    import_roster, page_in, riverside
):
    import_roster(small_district())
    export = small_district()
    del export.tables["users"][1:], export.tables["roles"][1:]

    english, spanish = page_in(export, "en"), page_in(export, "es")

    assert "The file is complete and does not have them." in english
    assert "El archivo está completo y no incluye a esta persona." in spanish


def test_problem_on_a_terminal_is_in_its_language():
    problem = Problem(
        file="a.csv", line=2, column="id", reason="The file is empty.", advice=""
    )

    assert str(problem).startswith("a.csv, line 2, column id: The file is empty.")
    with translation.override("es"):
        assert str(problem).startswith("a.csv, línea 2, columna id: El archivo está")


@pytest.mark.parametrize("value", ["", "[“%(x)s”]", '["', "100%"])
def test_values_are_repeated_as_they_are(value):
    assert spoken(say("It is “%(value)s”.", value=value)) == f"It is “{value}”."


def test_nothing_is_said_of_nothing():
    with translation.override("es"):
        assert spoken("") == ""


def test_every_sentence_of_imports_is_in_spanish():
    spanish = {entry.message for entry in catalog.entries() if all(entry.forms)}
    needed = {it for path in ROSTER.glob("*.py") for it in catalog.messages_of(path)}

    assert len(needed) > 90
    assert {it.text for it in needed - spanish} == set()

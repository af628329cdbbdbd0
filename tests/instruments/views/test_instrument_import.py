import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from headship.instruments.forms import LARGEST_FILE
from headship.instruments.models import Instrument, InstrumentVersion


@pytest.fixture
def upload(address, browser):

    def uploaded(content, name="pulse.toml"):
        data = content.encode() if isinstance(content, str) else content
        file = SimpleUploadedFile(name, data)
        return browser.post(address("instrument_import"), {"file": file})

    return uploaded


def test_preview_shows_what_would_be_created_and_creates_nothing(upload, small):
    page = upload(small).content.decode()

    assert "This will create a new questionnaire with one draft." in page
    assert "Pulse, version 1" in page
    assert "English, Spanish" in page
    assert Instrument.objects.count() == 0


def test_confirmed_text_becomes_a_draft(small, address, browser):
    text = small.replace("\n", "\r\n")  # As a browser sends it.

    response = browser.post(
        address("instrument_import"), {"text": text, "filename": "pulse.toml"}
    )

    version = InstrumentVersion.objects.get()
    assert response.url == address("instrument_detail", ref=version.ref)
    assert (version.state, str(version)) == ("draft", "Pulse 1")


def test_preview_carries_the_text_to_its_confirmation(
    upload, small, leader, sign_in, address
):
    response = upload(small)

    assert response.context["confirm"].data["text"] == small
    assert 'name="text"' in response.content.decode()


def test_preview_of_a_taken_number_says_so(upload, draft, small):
    page = upload(small).content.decode()

    assert "Pulse already has version 1. Write a number that is not taken." in page
    assert "Import as a draft" not in page


def test_preview_of_the_next_number_says_where_it_goes(upload, draft, small):
    page = upload(small.replace("version = 1", "version = 2")).content.decode()

    assert "This will add a draft to a questionnaire that you have." in page


def test_every_problem_of_a_bad_file_is_shown(upload, small):
    bad = small.replace("version = 1", "version = 0").replace('"Pulso"', '""')

    response = upload(bad)

    assert response.context["form"].errors["file"] == [
        "top of the file, key version: versions are numbered from 1. Write 1 or more.",
        "[title], key es: the text is empty. Write it.",
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe", "The file is not text in UTF-8."),
        (b"#" * (LARGEST_FILE + 1), "The file is larger than 1 MB."),
        (b"a = = 1", "pulse.toml is not a TOML file"),
    ],
)
def test_what_is_no_questionnaire_file_is_refused(upload, content, words):
    assert words in upload(content).context["form"].errors["file"][0]


def test_lost_text_is_asked_for_again(address, browser):
    response = browser.post(address("instrument_import"), {"text": ""})

    assert response.url == address("instrument_import")


def test_tampered_text_is_refused_and_nothing_is_created(address, browser):
    response = browser.post(
        address("instrument_import"),
        {"text": "format = 9", "filename": "pulse.toml"},
        headers={"Accept": "text/html"},
    )

    assert response.status_code == 409
    assert Instrument.objects.count() == 0

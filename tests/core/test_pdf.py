"""A PDF is tagged, in the faces of Headship, with figures as drawings."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from headship.core import charts
from headship.core.pdf import to_pdf

RATE = charts.Rate(label="Teachers", answered=14, asked=20)
FIGURE = charts.draw_rates(charts.Rates(title="Answers so far", rows=(RATE,)))
PAGE = f"""<html lang="en"><head><title>Report</title></head><body class="paper">
<h1>Report of Zo\u00eb Erd\u0151s</h1><p>Text.</p>{FIGURE}</body></html>"""


@pytest.fixture(scope="module")
def documents():
    """Return two documents, since the second one shares the fonts of the first."""
    return [PdfReader(BytesIO(to_pdf(PAGE))) for _ in range(2)]


def faces(document):
    fonts = document.pages[0]["/Resources"]["/Font"].values()
    return {font.get_object()["/BaseFont"].split("+")[1] for font in fonts}


def test_pdf_is_tagged_and_knows_its_language(documents):
    for document in documents:
        root = document.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"]
        assert root["/Lang"] == "en"


def test_pdf_is_set_in_the_faces_of_headship_only(documents):
    for document in documents:
        assert {name.split("-3")[0].split("-4")[0] for name in faces(document)} == {
            "Source-Sans",
            "Source-Serif",
        }


def test_text_is_text_beyond_western_letters_too(documents):
    for document in documents:
        assert "Report of Zo\u00eb Erd\u0151s" in document.pages[0].extract_text()


def test_figure_is_drawn_not_pictured(documents):
    for document in documents:
        assert list(document.pages[0].images) == []
        assert "14 / 20" in document.pages[0].extract_text()


def test_narrow_drawing_stays_off_the_paper(documents):
    for document in documents:
        assert document.pages[0].extract_text().count("14 / 20") == 1

"""Pages as tagged PDF, with text as text and drawings as vectors."""

import atexit
from functools import cache
from threading import Lock
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from headship.core.http import download

STYLES = ("core/css/paper_fonts.css", "core/css/paper.css")

# The fonts are kept, because reading them takes longer than most documents; the
# library that draws with them is not made for several threads.
_drawing = Lock()


def download_pdf(
    request: HttpRequest, template: str, context: dict[str, Any], *, filename: str
) -> HttpResponse:
    """Render a page for paper and hand it out as PDF."""
    html = render_to_string(template, context, request)
    return download(to_pdf(html), filename, "application/pdf")


def to_pdf(html: str) -> bytes:
    """Turn a page into an accessible PDF (PDF/UA-1).

    The page brings no styles of its own; nothing is fetched but files of Headship.
    """
    import weasyprint  # noqa: PLC0415 -- slow import

    with _drawing:
        fetcher, fonts, sheets = _styles()
        document = weasyprint.HTML(string=html, url_fetcher=fetcher)
        return document.write_pdf(
            stylesheets=sheets, font_config=fonts, pdf_variant="pdf/ua-1"
        )


@cache
def _styles() -> tuple[Any, Any, list[Any]]:
    import weasyprint  # noqa: PLC0415 -- slow import
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 -- the same
    from weasyprint.urls import URLFetcher  # noqa: PLC0415 -- the same

    fetcher = URLFetcher(allowed_protocols={"file", "data"})
    fonts = FontConfiguration()
    sheets = [
        weasyprint.CSS(
            filename=finders.find(name), url_fetcher=fetcher, font_config=fonts
        )
        for name in STYLES
    ]
    return fetcher, fonts, sheets


atexit.register(_styles.cache_clear)  # The fonts must go before their library does.

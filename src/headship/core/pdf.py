"""Pages as tagged PDF, with text as text and drawings as vectors."""

from django.contrib.staticfiles import finders

STYLES = ("core/css/fonts.css", "core/css/paper.css")


def to_pdf(html: str) -> bytes:
    """Turn a page into an accessible PDF (PDF/UA-1).

    The page brings no styles of its own; nothing is fetched but files of Headship.
    """
    import weasyprint  # noqa: PLC0415 -- slow import
    from weasyprint.urls import URLFetcher  # noqa: PLC0415 -- slow import

    fetcher = URLFetcher(allowed_protocols={"file", "data"})
    sheets = [
        weasyprint.CSS(filename=finders.find(name), url_fetcher=fetcher)
        for name in STYLES
    ]
    document = weasyprint.HTML(string=html, url_fetcher=fetcher)
    return document.write_pdf(stylesheets=sheets, pdf_variant="pdf/ua-1")

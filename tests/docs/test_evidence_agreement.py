"""The page on agreement says what the export and the code say."""

from scripts import write_evidence


def test_page_is_as_the_export_says(shared):
    written = write_evidence.PAGE.read_text()

    assert written == write_evidence.page(shared / write_evidence.EXPORT), (
        "Run: python -m scripts.write_evidence"
    )

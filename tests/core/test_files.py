import io
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from headship.core import files
from headship.core.errors import PolicyError

PDF = b"%PDF-1.7 a small one"
TYPES = "[Content_Types].xml"


def upload(name="plan.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def archive(*names, mimetype=""):
    """Return a ZIP of parts, that of an open document naming its kind first."""
    stream = io.BytesIO()
    with ZipFile(stream, "w") as parts:
        if mimetype:
            parts.writestr("mimetype", mimetype)
        for name in names:
            parts.writestr(name, "x")
    return stream.getvalue()


def check(it):
    files.check(it, most_bytes=files.MEGABYTE)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.pdf", PDF),
        ("PLAN.PDF", PDF),
        ("photo.jpg", b"\xff\xd8\xff\xe0 and so on"),
        ("notes.md", b"# Notes"),
        ("plan.docx", archive(TYPES, "word/document.xml")),
        ("slides.pptx", archive(TYPES, "ppt/presentation.xml")),
        ("table.xlsx", archive(TYPES, "xl/workbook.xml")),
        ("plan.odt", archive(mimetype="application/vnd.oasis.opendocument.text")),
    ],
)
def test_file_that_is_what_its_name_says_is_taken(name, content):
    check(upload(name, content))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("page.html", b"<script>", "not taken"),
        ("tool.exe", b"MZ", "not taken"),
        ("drawing.svg", b"<svg>", "not taken"),
        ("none", b"x", "not taken"),
        ("plan.pdf", b"<script>", "not what its name says"),
        ("notes.txt", b"a\x00b", "not what its name says"),
        ("plan.docx", b"PK\x03\x04 and so on", "not what its name says"),
        ("plan.docx", archive("classes.dex"), "not what its name says"),
        ("plan.docx", archive(TYPES, "xl/workbook.xml"), "not what its name says"),
        ("plan.odt", archive(TYPES, "word/document.xml"), "not what its name says"),
        ("plan.pdf", b"", "empty"),
        ("plan.pdf", PDF + b"." * files.MEGABYTE, "larger than 1 MB"),
    ],
)
def test_file_that_is_not_taken_is_refused_with_the_reason(name, content, words):
    with pytest.raises(PolicyError, match=words):
        check(upload(name, content))


def test_kept_file_has_a_name_that_says_nothing(settings):
    kept = files.keep(upload("../../Evaluation of Ana.pdf"), "evidence")

    found = [it for it in Path(settings.MEDIA_ROOT).rglob("*") if it.is_file()]
    assert [it.read_bytes() for it in found] == [PDF]
    assert kept.filename == "Evaluation of Ana.pdf"
    assert "Ana" not in str(found[0])
    assert files.is_kept(kept.stored)


def test_kept_file_is_sent_to_be_saved_and_not_run(db):  # Closing ends a request.
    kept = files.keep(upload(), "evidence")

    response = files.send(kept.stored, kept.filename)

    assert b"".join(response.streaming_content) == PDF
    response.close()
    assert response["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "private, no-store"


def test_forgotten_file_is_gone_and_may_be_forgotten_again():
    kept = files.keep(upload(), "evidence")

    files.forget(kept.stored)
    files.forget(kept.stored)

    assert not files.is_kept(kept.stored)


def test_file_outside_the_folder_is_never_touched():
    with pytest.raises(ValueError, match="folder"):
        files.send("../../../etc/passwd", "passwd.txt")

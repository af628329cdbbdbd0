"""Uploaded files leave as attachments that no browser runs, whatever the page."""

from pathlib import Path

import pytest
from django.urls import reverse

import headship
from headship.programs.queries.materials import code_of
from tests.factories import make_member
from tests.programs import learning
from tests.programs.library import shelf
from tests.programs.practice import tasks

pytestmark = pytest.mark.usefixtures("everywhere")
SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


@pytest.fixture
def cohort(riverside):
    return learning.make_cohort(riverside)


@pytest.fixture
def ana(cohort, riverside):
    return learning.enroll(cohort, make_member(riverside, "Ana", "leader")).member


@pytest.fixture
def parts(cohort, ana, leader):
    """Return the names in the addresses of a file that everyone may see."""
    session = learning.make_session(cohort)
    learning.assign(session, leader)
    it = tasks.practice_of(tasks.set_task(session, leader), ana)
    item = tasks.write(it)
    tasks.share(it, "facilitator", "peers")
    return {"ref": it.ref, "item": item.ref}


def sent(browser, name, **parts):
    return browser.get(reverse(name, kwargs={"org": "riverside", **parts}))


def expect_attachment(response, filename):
    assert response.getvalue()
    assert response.status_code == 200
    assert response["Content-Disposition"] == f'attachment; filename="{filename}"'
    assert {name: response[name] for name in SAFE} == SAFE
    assert response["Cache-Control"].startswith("private, no-store")


def test_evidence_is_handed_out_as_an_attachment(
    parts, cohort, riverside, ana, leader, sign_in
):
    peer = make_member(riverside, "Ben", "leader")
    learning.enroll(cohort, peer)

    expect_attachment(
        sent(sign_in(ana), "practice:evidence_file", **parts), "notes.txt"
    )
    expect_attachment(sent(sign_in(leader), "programs:log_file", **parts), "notes.txt")
    expect_attachment(sent(sign_in(peer), "programs:peer_file", **parts), "notes.txt")


def test_materials_are_handed_out_as_attachments(ana, leader, sign_in, client):
    material = shelf.make_material(leader)
    shelf.give(material, leader, "participant")
    version = material.versions.get()
    link = shelf.make_link(material, leader)

    read = sent(sign_in(ana), "programs:library_file", ref=material.ref)
    managed = sent(sign_in(leader), "programs:material_file", ref=version.ref)
    linked = client.post(
        reverse("programs_public:material_get"), {"code": code_of(link)}
    )

    for response in (read, managed, linked):
        expect_attachment(response, "guide.pdf")


def test_files_are_sent_in_one_place():
    root = Path(headship.__file__).parent
    found = [it for it in root.rglob("*.py") if "FileResponse" in it.read_text()]

    assert [str(it.relative_to(root)) for it in found] == ["core/files.py"]

"""Materials, in every state that tests need."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from headship.core.clock import now
from headship.programs.actions import materials as actions

PDF = b"%PDF-1.7 a guide"


def pdf(name="guide.pdf"):
    """Return a small upload."""
    return SimpleUploadedFile(name, PDF)


def make_material(by, title="Guide to visits", content=None, **fields):
    """Return a material with a file, which nobody has yet."""
    return actions.add_material(
        text=actions.MaterialText(**{"title": title, "kind": "guide", **fields}),
        content=content or actions.Content(upload=pdf()),
        by=by,
    )


def give(material, by, *audiences, cohorts=(None,)):
    """Give a material to some kinds of people."""
    return actions.set_access(
        material=material, audiences=audiences, cohorts=cohorts, by=by
    )


def make_link(material, by, days=7):
    """Return a link to the newest version."""
    return actions.make_link(
        version=material.versions.first(),
        label="Board member",
        expires_at=now() + timedelta(days=days),
        by=by,
    )

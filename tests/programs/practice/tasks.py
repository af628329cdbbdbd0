"""Tasks between sessions and what people make of them."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django_scopes import scopes_disabled

from headship.core.clock import today
from headship.practice import actions as practice
from headship.practice.models import Practice
from headship.programs.actions import practice as actions


def text(what="Ask four teachers.", days=20):
    """Return what is entered of a task that is due in some days."""
    return actions.TaskText(
        what=what, responsibility_key="input", due_on=today() + timedelta(days=days)
    )


def set_task(session, by, **changes):
    """Set a task in a session."""
    return actions.set_task(session=session, text=text(**changes), by=by)


def practice_of(task, member):
    """Return what one person has of a task."""
    with scopes_disabled():
        return Practice.objects.select_related("organization", "member").get(
            origin_ref=task.ref, member=member
        )


def write(it, evidence="Four talks.", question="How often?"):
    """Write a practice down, with a file."""
    with scopes_disabled():
        practice.note_practice(
            practice=it,
            evidence=evidence,
            reflection="Worth it.",
            question=question,
            by=it.member,
        )
        upload = SimpleUploadedFile("notes.txt", b"Secret notes.")
        return practice.add_file(
            practice=it, upload=upload, label="Notes", by=it.member
        )


def share(it, *audiences):
    """Share a practice with exactly these."""
    with scopes_disabled():
        practice.share_practice(
            practice=it, audiences=audiences, coach=None, by=it.member
        )

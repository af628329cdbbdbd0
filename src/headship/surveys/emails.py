"""The words of the messages that ask people to answer."""

from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django_scopes import scopes_disabled

from headship.core import mail, tokens
from headship.surveys import queries
from headship.surveys.models import Invitation

INVITATION = "rater_invitation"
REMINDER = "rater_reminder"


@mail.writer(INVITATION)
def write_invitation(ref: UUID) -> mail.Message | None:
    """Write the first message to one person."""
    return _write(ref, "invitation")


@mail.writer(REMINDER)
def write_reminder(ref: UUID) -> mail.Message | None:
    """Write a reminder, unless the person has answered meanwhile."""
    return _write(ref, "reminder")


def answer_link(invitation: Invitation) -> str:
    """Return the personal link; the code is behind the #, where no log sees it."""
    return f"{settings.BASE_URL}/r/#{code_of(invitation)}"


def code_of(invitation: Invitation) -> str:
    """Return the code that opens an invitation."""
    return tokens.recover("rater", invitation.ref, invitation.code_hash)


def _write(ref: UUID, template: str) -> mail.Message | None:
    with scopes_disabled():
        first = (
            Invitation.objects.select_related("survey__organization", "subject")
            .filter(ref=ref)
            .first()
        )
        if first is None or not first.survey.is_answerable:
            return None
        asked = list(queries.same_person(first))
    if not asked:
        return None
    zone = first.survey.organization.time_zone
    with translation.override(first.language), timezone.override(zone):
        return _render(template, first, asked)


def _render(template: str, first: Invitation, asked: list[Invitation]) -> mail.Message:
    context = {
        "invitation": first,
        "survey": first.survey,
        "asked": [
            {"subject": it.subject.label, "link": answer_link(it)} for it in asked
        ],
    }
    subject = render_to_string(f"surveys/mail/{template}_subject.txt", context)
    return mail.Message(
        subject=" ".join(subject.split()),
        text=render_to_string(f"surveys/mail/{template}.txt", context),
        html=render_to_string(f"surveys/mail/{template}.html", context),
    )

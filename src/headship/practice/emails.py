"""The words of the mail that practice sends."""

from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_scopes import scopes_disabled

from headship.core import mail
from headship.core.clock import today
from headship.practice.models import Practice

PRACTICE_REMINDER = "practice_reminder"


@mail.writer(PRACTICE_REMINDER)
def write_reminder(ref: UUID) -> mail.Message | None:
    """Write a reminder, or nothing if the practice is done or its day has come."""
    with scopes_disabled():
        practice = (
            Practice.objects.open()
            .select_related("organization", "member")
            .filter(ref=ref, member__status="active")
            .exclude(member__reminder_choice__wants_reminders=False)
            .first()
        )
    if practice is None or practice.due_on <= today(practice.organization.time_zone):
        return None
    words = {
        "practice": practice,
        "person": practice.member,
        "site_name": settings.SITE_NAME,
        "link": f"{settings.BASE_URL}{practice.get_absolute_url()}",
    }
    with override(practice.member.language):
        return mail.Message(
            subject=_("Coming up: %(what)s") % {"what": practice.what[:80]},
            text=render_to_string("practice/mail/reminder.txt", words),
        )

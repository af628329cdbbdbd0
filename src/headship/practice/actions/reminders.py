"""Reminding people before a date, once; never after."""

from django.db import transaction

from headship.core import audit, mail
from headship.core.clock import now, today
from headship.orgs.models import Membership
from headship.practice import queries
from headship.practice.emails import PRACTICE_REMINDER
from headship.practice.events import Event
from headship.practice.models import Practice, ReminderChoice


@transaction.atomic
def choose_reminders(*, wants: bool, by: Membership) -> None:
    """Keep whether a person wants to be reminded."""
    ReminderChoice.objects.update_or_create(
        member=by, defaults={"wants_reminders": wants}
    )
    audit.record(
        Event.REMINDERS_CHOSEN, subject=by, by=by, details={"wants_reminders": wants}
    )


@transaction.atomic
def remind_due() -> int:
    """Queue a reminder for each practice that is due soon; safe to run twice.

    Runs in no organization's name, for all of them; the caller disables scopes.
    """
    due = [it for it in queries.due_for_reminding(now()) if _is_before(it)]
    Practice.objects.filter(pk__in=[it.pk for it in due]).update(reminded_at=now())
    return mail.queue(
        [
            mail.Envelope(
                kind=PRACTICE_REMINDER,
                subject_ref=it.ref,
                to=it.member.email,
                once_key=f"{PRACTICE_REMINDER}:{it.ref}:{it.due_on}",
                organization_ref=it.organization.ref,
            )
            for it in due
        ]
    )


def _is_before(practice: Practice) -> bool:
    here = today(practice.organization.time_zone)
    return here < practice.due_on <= here + queries.REMIND_BEFORE

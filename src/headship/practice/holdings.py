"""Whose rows the tables of practice hold."""

from django.utils.translation import gettext_lazy as _

from headship.core.holdings import Holding, register

AUTHORS = _("What is written on practices is their authors' own; each can download it.")

register(
    Holding(
        "practice.Practice",
        person="member__user",
        columns="ref member origin_ref due_on",
        own="responsibility_key what evidence reflection question state finished_at "
        "origin_kind",
        hidden="organization reminded_at",
        only={"origin_kind": "session", "state": "done"},
        because=_(
            "everything but which tasks of sessions are done; the rest is its author's "
            "own, who can download it"
        ),
    ),
    Holding(
        "practice.Evidence",
        organization="practice__organization",
        person="practice__member__user",
        own="ref practice kind label url filename size added_at",
        hidden="stored",
        because=AUTHORS,
        file="stored",
    ),
    Holding(
        "practice.Share",
        organization="practice__organization",
        person="practice__member__user",
        own="practice audience member shared_at",
        because=AUTHORS,
    ),
    Holding(
        "practice.PracticeFeedback",
        organization="practice__organization",
        person="practice__member__user",
        own="ref practice author author_name part text given_at",
        because=AUTHORS,
    ),
    Holding(
        "practice.PracticeFeedback",
        title="practice/feedback-given",
        organization="",
        person="author__user",
        own="ref practice part text given_at",
        hidden="author author_name",
    ),
    Holding(
        "practice.ReminderChoice",
        organization="member__organization",
        person="member__user",
        own="member wants_reminders",
        because=AUTHORS,
    ),
)

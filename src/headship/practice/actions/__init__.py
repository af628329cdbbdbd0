"""Undertaking, doing, showing and sharing practices."""

from headship.practice.actions.evidence import (
    add_file,
    add_link,
    forget_lost_files,
    remove_evidence,
)
from headship.practice.actions.practices import (
    Plan,
    change_practice,
    drop_practice,
    finish_practice,
    note_practice,
    reopen_practice,
    undertake,
    undertake_from_report,
)
from headship.practice.actions.reminders import choose_reminders, remind_due
from headship.practice.actions.sharing import give_feedback, share_practice
from headship.practice.actions.tasks import hand_out

__all__ = [
    "Plan",
    "add_file",
    "add_link",
    "change_practice",
    "choose_reminders",
    "drop_practice",
    "finish_practice",
    "forget_lost_files",
    "give_feedback",
    "hand_out",
    "note_practice",
    "remind_due",
    "remove_evidence",
    "reopen_practice",
    "share_practice",
    "undertake",
    "undertake_from_report",
]

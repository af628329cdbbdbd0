"""What people enter about practices."""

from headship.practice.forms.practices import (
    NoteForm,
    PracticeForm,
    responsibility_choices,
)
from headship.practice.forms.sharing import (
    FeedbackForm,
    FileForm,
    LinkForm,
    ReminderForm,
    ShareForm,
)

__all__ = [
    "FeedbackForm",
    "FileForm",
    "LinkForm",
    "NoteForm",
    "PracticeForm",
    "ReminderForm",
    "ShareForm",
    "responsibility_choices",
]

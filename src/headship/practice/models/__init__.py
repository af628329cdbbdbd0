"""Practices, what shows that they were done, and who may see it."""

from headship.practice.models.practices import Practice
from headship.practice.models.reminders import ReminderChoice
from headship.practice.models.sharing import Evidence, PracticeFeedback, Share

__all__ = ["Evidence", "Practice", "PracticeFeedback", "ReminderChoice", "Share"]

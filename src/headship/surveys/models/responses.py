"""What was said, without who said it or when.

Nothing here points to a person, and nothing points here: every relation is one-way.
While a survey is open each questionnaire is one encrypted row under a random key, since
a copy of the database may still show which row came when. Closing the
survey seals it: the rows of each subject and group are shuffled into one ``Sheet``
and deleted, so that no order of insertion, row number or transaction number is left.
"""

import uuid

from django.db import models

from headship.core.encryption import EncryptedBytesField, EncryptedJSONField
from headship.surveys.models.surveys import RaterGroup, Subject, Survey


class _Said(models.Model):
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="+")
    subject = models.ForeignKey(Subject, models.CASCADE, related_name="+")
    group = models.ForeignKey(RaterGroup, models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Response(_Said):
    """One questionnaire's ratings: one byte an item, in the order of the form."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    answers = EncryptedBytesField()

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return "Response"


class Comment(_Said):
    """One free text, kept apart from the ratings of whoever wrote it.

    Whoever leaves a question out has an empty one, so that nobody stands out.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    question = models.CharField(max_length=60)
    text = EncryptedJSONField()

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return "Comment"


class Sheet(_Said):
    """Everything one group said about one subject, shuffled, after closing.

    ``answers`` holds ``n`` rows of ``width`` bytes; ``comments`` maps each open
    question to its texts, in an order of its own.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    n = models.PositiveIntegerField()
    width = models.PositiveSmallIntegerField()
    answers = models.BinaryField()
    comments = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "group"], name="one_sheet_per_subject_and_group"
            )
        ]

    def __str__(self):
        return "Sheet"

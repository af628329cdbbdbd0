"""The library's search, as one file that every web process reads."""

import uuid

from django.db import models
from django.db.models import Q


class SearchCatalog(models.Model):
    """What can be searched now; ``version`` is new whenever the content is.

    There is one row. It is made of published records alone and can be made again from
    them at any time.
    """

    number = models.PositiveSmallIntegerField(default=1, unique=True)
    version = models.UUIDField(default=uuid.uuid4)
    content = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(number=1), name="there_is_one_catalog")
        ]

    def __str__(self):
        return str(self.version)

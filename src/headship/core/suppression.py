"""What is not shown, as a value that pages must handle."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TOO_FEW = _("fewer than 5 answers")


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A figure that is withheld, and why, in words that follow "not shown:"."""

    reason: str | Promise = TOO_FEW

    def __str__(self) -> str:
        return str(_("not shown: %(reason)s") % {"reason": self.reason})

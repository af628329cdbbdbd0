"""What is possible now with an instrument."""

from django.utils.translation import gettext as _

from headship.core.errors import PolicyError
from headship.instruments.checks import find_problems
from headship.instruments.models import InstrumentVersion
from headship.instruments.queries import load_document


def check_can_edit(version: InstrumentVersion) -> None:
    """Refuse to change what people may already have answered."""
    if version.is_published:
        raise PolicyError(
            _(
                "A published version never changes, because answers refer to it. "
                "Begin a draft from it and change the draft."
            )
        )


def check_can_publish(version: InstrumentVersion) -> None:
    """Refuse to publish twice, or what raters could not answer."""
    if version.is_published:
        raise PolicyError(_("This version is already published."))
    if problems := find_problems(load_document(version)):
        raise PolicyError(
            _("This draft can't be published yet: %(problem)s")
            % {"problem": problems[0]}
        )

"""What is possible now with an instrument.

The checks raise; ``why_not`` turns a check into the sentence that a page shows beside
a button that cannot be pressed.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _

from headship.core.errors import InputError, PolicyError
from headship.instruments.checks import find_problems
from headship.instruments.document import Document
from headship.instruments.models import InstrumentVersion
from headship.instruments.queries import load_document
from headship.orgs.models import Organization


def why_not(check: Callable[..., None], *subjects: object) -> str:
    """Return why something is not possible now, or nothing."""
    try:
        check(*subjects)
    except PolicyError as refusal:
        return str(refusal)
    return ""


def check_can_import(
    document: Document, organization: Organization | None, filename: str
) -> None:
    """Refuse a version number that the instrument already has."""
    taken = InstrumentVersion.objects.filter(
        organization=organization,
        instrument__key=document.key,
        number=document.version,
    ).select_related("instrument")
    if version := taken.first():
        raise InputError(
            _(
                "%(filename)s, top of the file, key version: %(name)s already has "
                "version %(number)s. Write a number that is not taken."
            )
            % {
                "filename": filename,
                "name": version.instrument.name,
                "number": version.number,
            }
        )


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

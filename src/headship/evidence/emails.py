"""The words of the mail that curators get."""

from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from headship.core import mail
from headship.evidence.models import Change, Notice
from headship.evidence.queries.records import mailed_curators

CURATOR_NOTICE = "evidence_curator_notice"
LONGEST_LABEL = 80


@mail.writer(CURATOR_NOTICE)
def write_notice(ref: UUID) -> mail.Message | None:
    """Say that a proposal waits, or how it was decided; nothing if that is past."""
    notices = Notice.objects.select_related(
        "change__proposed_by__user", "change__reviewed_by__user", "curator__user"
    )
    notice = notices.filter(ref=ref, curator__in=mailed_curators()).first()
    if notice is None:
        return None
    change, curator = notice.change, notice.curator
    with override(curator.user.language):
        if curator.pk == change.proposed_by_id:
            return _decided(change)
        return _waiting(change) if change.state == Change.State.REVIEW else None


def _waiting(change: Change) -> mail.Message:
    subject = _("Waits for a second look: %(what)s") % {"what": _label(change)}
    return _message("waiting", subject, change)


def _decided(change: Change) -> mail.Message | None:
    if change.state == Change.State.PUBLISHED:
        subject = _("Published: %(what)s") % {"what": _label(change)}
        return _message("published", subject, change)
    if change.state == Change.State.DECLINED:
        subject = _("Declined: %(what)s") % {"what": _label(change)}
        return _message("declined", subject, change)
    return None


def _label(change: Change) -> str:
    return " ".join(change.label.split())[:LONGEST_LABEL]


def _message(name: str, subject: str, change: Change) -> mail.Message:
    words = {
        "change": change,
        "site_name": settings.SITE_NAME,
        "link": f"{settings.BASE_URL}{change.get_absolute_url()}",
    }
    text = render_to_string(f"evidence/mail/{name}.txt", words)
    return mail.Message(subject=subject, text=text)

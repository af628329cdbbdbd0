"""Messages that tell people what became of their place in a cohort."""

from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from headship.core import mail
from headship.programs.models import Participant

PLACE_NEWS = "place_news"
State = Participant.State
TOLD = {
    State.INVITED,
    State.ENROLLED,
    State.WAITING,
    State.DECLINED,
    State.WITHDRAWN,
}


@mail.writer(PLACE_NEWS)
def write_place_news(ref: UUID) -> mail.Message | None:
    """Write what the place is now, or nothing if that needs no words."""
    with scopes_disabled():
        place = (
            Participant.objects.select_related(
                "cohort__organization", "cohort__program", "member__organization"
            )
            .filter(ref=ref, state__in=TOLD)
            .exclude(member__status="archived")
            .first()
        )
    if place is None:
        return None
    with translation.override(place.member.language):
        words = {"place": place, "link": _link(place), "site_name": settings.SITE_NAME}
        return mail.Message(
            subject=_subject(place),
            text=render_to_string("programs/mail/place_news.txt", words),
            html=render_to_string("programs/mail/place_news.html", words),
        )


def _subject(place: Participant) -> str:
    subjects = {
        State.INVITED: _("You are invited to %(cohort)s"),
        State.ENROLLED: _("You have a seat in %(cohort)s"),
        State.WAITING: _("You are on the waiting list of %(cohort)s"),
        State.DECLINED: _("No seat for you in %(cohort)s"),
        State.WITHDRAWN: _("You no longer take part in %(cohort)s"),
    }
    return subjects[State(place.state)] % {"cohort": place.cohort}


def _link(place: Participant) -> str:
    """Return the person's page under their own organization."""
    page = {"org": place.member.organization.slug, "ref": place.ref}
    return f"{settings.BASE_URL}{reverse('programs:my_cohort', kwargs=page)}"

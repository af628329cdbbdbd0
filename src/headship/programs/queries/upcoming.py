"""What comes next for one person: days to attend, seats to answer, certificates.

All of it is the person's own, from whichever organization runs the program.
"""

from datetime import datetime

from django.db.models import Q
from django_scopes import scopes_disabled

from headship.orgs.models import Membership
from headship.programs.access import TAKES_PART
from headship.programs.models import (
    Certificate,
    Participant,
    Session,
    SessionDay,
)


def my_next_days(member: Membership, at: datetime, until: datetime) -> list[SessionDay]:
    """Return the days a member attends soon, own and made up.

    Crosses: title, time and place of the person's own sessions, to the person.
    """
    with scopes_disabled():
        seats = Participant.objects.filter(member=member, state__in=TAKES_PART)
        days = SessionDay.objects.filter(
            Q(session__cohort__participants__in=seats)
            | Q(session__make_ups__participant__in=seats),
            ends_at__gt=at,
            starts_at__lt=until,
        ).exclude(session__state=Session.State.CANCELLED)
        found = days.select_related("session__cohort", "venue").distinct()
        return list(found.order_by("starts_at", "pk"))


def my_seats(member: Membership) -> list[Participant]:
    """Return the seats a member was offered, has or had; most people have none.

    Crosses: the cohort, to the person who is invited.
    """
    with scopes_disabled():
        found = Participant.objects.filter(member=member)
        return list(found.select_related("cohort"))


def new_certificates(member: Membership, since: datetime) -> list[Certificate]:
    """Return the valid certificates that a member was given of late."""
    with scopes_disabled():
        found = Certificate.objects.valid().filter(
            participant__member=member, issued_at__gte=since
        )
        return list(found.defer("credential").order_by("-issued_at", "-pk"))

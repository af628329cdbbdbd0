"""Attendance crosses to the person it is about, and to nobody else."""

from django.shortcuts import get_object_or_404
from django_scopes import scopes_disabled

from headship.accounts.models import User
from headship.programs.models import Attendance


def get_my_attendance(user: User, ref: object) -> Attendance:
    """Return what is recorded of a person on a day, in any organization.

    Crosses the wall for the person's own rows only; anyone else's do not exist.
    """
    with scopes_disabled():
        own = Attendance.objects.select_related(
            "day__session__cohort", "day__venue", "participant__member"
        )
        return get_object_or_404(own.filter(participant__member__user=user), ref=ref)

"""Asking for the password again, before what must not happen by someone else's hand."""

from allauth.account.decorators import reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


def password_again(request: HttpRequest) -> HttpResponse | None:
    """Send to where the password is typed, or return None if that was minutes ago.

    Who sends a form too late gets it again, empty: what django-allauth would keep and
    carry out later would pass none of this site's middleware.
    """
    try:
        return _pass(request)
    except ReauthenticationRequired:
        if request.method == "GET":
            raise  # The middleware of django-allauth knows the way there and back.
        return redirect(request.path)


@reauthentication_required
def _pass(_request: HttpRequest) -> None:
    return None

"""Refusing whoever asks too often."""

from functools import wraps

from django.http import JsonResponse
from django.utils.translation import gettext as _

from headship.evidence.limits import seconds_to_wait


def limited(action: str):
    """Refuse with 429 and say when to come back."""

    def limit(view):
        @wraps(view)
        def answer(request, *parts, **named):
            if wait := seconds_to_wait(request, action):
                words = _("Too many requests. Try again in %(n)s seconds.") % {
                    "n": wait
                }
                headers = {"Retry-After": str(wait)}
                return JsonResponse({"error": words}, status=429, headers=headers)
            return view(request, *parts, **named)

        return answer

    return limit

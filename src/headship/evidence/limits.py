"""How often one address may ask for what is costly to give."""

import time

from allauth.account.adapter import get_adapter
from allauth.core.internal.ratelimit import truncate_ip
from django.core.cache import cache
from django.http import HttpRequest

MINUTE = 60
PER_MINUTE = {"api": 120, "download": 12}


def seconds_to_wait(request: HttpRequest, action: str) -> int:
    """Count one request; return 0, or how long to wait if there were too many.

    Counts are kept in the cache for one minute of the clock, by address.
    """
    now = int(time.time())
    address = truncate_ip(get_adapter().get_client_ip(request))
    key = f"evidence:{action}:{now // MINUTE}:{address}"
    cache.add(key, 0, timeout=MINUTE)
    try:
        count = cache.incr(key)
    except ValueError:  # The minute ended in between.
        return 0
    return 0 if count <= PER_MINUTE[action] else MINUTE - now % MINUTE

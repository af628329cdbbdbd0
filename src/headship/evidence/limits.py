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

    Counts are kept in the cache for one minute of the clock, by address. Requests that
    come at the same instant may be counted once; this is a limit, not a ledger.
    """
    now = int(time.time())
    address = truncate_ip(get_adapter().get_client_ip(request))
    key = f"evidence:{action}:{now // MINUTE}:{address}"
    count = int(cache.get(key, 0)) + 1
    cache.set(key, count, timeout=MINUTE)
    return 0 if count <= PER_MINUTE[action] else MINUTE - now % MINUTE

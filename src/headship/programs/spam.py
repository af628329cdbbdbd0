"""Telling visitors from machines without asking anybody else.

Three signs: a field that people do not see is filled in; the form came back faster
than anyone reads it; one address sends form after form. Nothing about a visitor is
kept but a count under a one-way key, for an hour.
"""

from django.core import signing
from django.core.cache import cache
from django.utils.crypto import salted_hmac

SALT = "programs.ask"
FASTEST_SECONDS = 4  # Nobody reads and fills in the form in less.
LONGEST_SECONDS = 24 * 60 * 60  # A page left open over night.
MOST_AN_HOUR = 5  # From one address; offices share one.
HOUR = 60 * 60


def stamp() -> str:
    """Return a signed note of the time at which a form was shown."""
    return signing.dumps("shown", salt=SALT)


def is_too_fast(stamped: str) -> bool:
    """Say whether a form came back before anyone could have read it."""
    try:
        signing.loads(stamped, salt=SALT, max_age=FASTEST_SECONDS)
    except signing.SignatureExpired:
        return False
    return True


def is_stale(stamped: str) -> bool:
    """Say whether the note is too old, or not ours."""
    try:
        signing.loads(stamped, salt=SALT, max_age=LONGEST_SECONDS)
    except signing.BadSignature:
        return True
    return False


def is_too_often(address: str, slug: str) -> bool:
    """Count one form from an address; say whether there were too many this hour."""
    key = f"ask:{salted_hmac(SALT, f'{slug} {address}').hexdigest()}"
    cache.add(key, 0, timeout=HOUR)
    try:
        return cache.incr(key) > MOST_AN_HOUR
    except ValueError:  # The hour ended in between.
        return False

"""Codes that admit one person: derived from the secret, stored only as a hash.

A code is derived rather than drawn so that a reminder can repeat it although
nothing in the database reveals it.
"""

import base64
import hashlib
import hmac

from django.conf import settings

LENGTH = 16  # Characters of base 32: 80 bits, beyond guessing, short enough to type.


def derive(purpose: str, ref: object, *, key: str = "") -> str:
    """Return the code for one purpose and one reference."""
    message = f"{purpose}:{ref}".encode()
    secret = (key or settings.SECRET_KEY).encode()
    digest = hmac.digest(secret, message, "sha256")
    return base64.b32encode(digest).decode()[:LENGTH]


def recover(purpose: str, ref: object, stored: str) -> str:
    """Return the code that a stored hash came from, under any key still in use."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        code = derive(purpose, ref, key=key)
        if hmac.compare_digest(fingerprint(code), stored):
            return code
    raise LookupError("The code was made with a secret key that is no longer known.")


def fingerprint(code: str) -> str:
    """Return the hash that is stored; case, spaces and hyphens do not matter."""
    return hashlib.sha256(normalize(code).encode()).hexdigest()


def normalize(code: str) -> str:
    """Return the code as derived, however the person typed it."""
    letters = code.upper().translate(str.maketrans("018", "OIB"))
    return "".join(letter for letter in letters if letter.isalnum())


def spell(code: str) -> str:
    """Return the code in groups of four, for print and for typing."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))

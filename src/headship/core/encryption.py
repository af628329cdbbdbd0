"""Columns that say nothing to whoever has the database without the secret key.

What is kept here is as unreadable in a backup, a replica or a transaction log. Texts
are filled up to whole blocks, so that their length tells nothing either.
"""

import hmac
import json
import os
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from headship.core.errors import PolicyError

PURPOSE = b"headship.core.encryption"
NONCE_BYTES = 12  # NIST SP 800-38D, 8.2.2: random, for fewer than 2^32 values a key.
BLOCK_BYTES = 512  # Holds nearly every answer to an open question.


class UnknownKeyError(PolicyError):
    """The value was encrypted with a key that the server no longer has."""


def encrypt(content: bytes) -> bytes:
    """Return bytes that only the secret key opens; never the same twice."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + _cipher(settings.SECRET_KEY).encrypt(nonce, content, None)


def decrypt(stored: bytes) -> bytes:
    """Open what was encrypted with any key still in use."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        found = _opened(stored, key)
        if found is not None:
            return found
    raise UnknownKeyError(
        _(
            "This was stored under a secret key that the server no longer has. Ask "
            "whoever runs it to add the earlier key to SECRET_KEY_FALLBACKS."
        )
    )


def _opened(stored: bytes, key: str) -> bytes | None:
    nonce, content = stored[:NONCE_BYTES], stored[NONCE_BYTES:]
    try:
        return _cipher(key).decrypt(nonce, content, None)
    except InvalidTag:
        return None


@lru_cache(maxsize=8)
def _cipher(key: str) -> AESGCM:
    return AESGCM(hmac.digest(key.encode(), PURPOSE, "sha256"))


class EncryptedBytesField(models.Field):
    """Bytes; not to be searched or compared, since equal values differ when stored."""

    def get_internal_type(self):
        return "BinaryField"

    def get_db_prep_value(self, value, connection, prepared=False):
        if value is None:
            return None
        return connection.Database.Binary(encrypt(self.pack(value)))

    def from_db_value(self, value, _expression, _connection):
        return None if value is None else self.unpack(decrypt(bytes(value)))

    def pack(self, value: Any) -> bytes:
        return bytes(value)

    def unpack(self, content: bytes) -> Any:
        return content


class EncryptedJSONField(EncryptedBytesField):
    """Texts, alone or by name, as JSON that spaces fill up to whole blocks."""

    def pack(self, value: Any) -> bytes:
        content = json.dumps(value, ensure_ascii=False).encode()
        return content + b" " * (-len(content) % BLOCK_BYTES)

    def unpack(self, content: bytes) -> Any:
        return json.loads(content)

"""Ed25519 keys: how they are written for others and kept from others."""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
ED25519_PUBLIC = b"\xed\x01"  # The multicodec of such a key.
DID_KEY = "did:key:"


class SealedKeyError(Exception):
    """The private key was sealed with a secret that is no longer known."""


def new_key() -> Ed25519PrivateKey:
    """Return a new private key."""
    return Ed25519PrivateKey.generate()


def public_multibase(key: Ed25519PrivateKey) -> str:
    """Write the public half as others read it: ``z6Mk…``."""
    return multibase(ED25519_PUBLIC + key.public_key().public_bytes_raw())


def read_public(written: str) -> Ed25519PublicKey:
    """Read a public key that was written as multibase."""
    content = from_multibase(written)
    if not content.startswith(ED25519_PUBLIC):
        raise ValueError("Not an Ed25519 public key.")
    return Ed25519PublicKey.from_public_bytes(content.removeprefix(ED25519_PUBLIC))


def did_of(public: str) -> str:
    """Return the name of the key's holder, which says the key itself."""
    return f"{DID_KEY}{public}"


def seal(key: Ed25519PrivateKey, secrets: list[str]) -> str:
    """Encrypt a private key with the first secret, to be stored."""
    return _cipher(secrets).encrypt(key.private_bytes_raw()).decode()


def unseal(sealed: str, secrets: list[str]) -> Ed25519PrivateKey:
    """Decrypt a private key with whichever secret fits."""
    try:
        content = _cipher(secrets).decrypt(sealed.encode())
    except InvalidToken:
        raise SealedKeyError from None
    return Ed25519PrivateKey.from_private_bytes(content)


def multibase(content: bytes) -> str:
    """Write bytes in base 58 with its prefix."""
    number, digits = int.from_bytes(content), ""
    while number:
        number, digit = divmod(number, 58)
        digits = ALPHABET[digit] + digits
    zeros = len(content) - len(content.lstrip(b"\0"))
    return "z" + ALPHABET[0] * zeros + digits


def from_multibase(written: str) -> bytes:
    """Read bytes from base 58 with its prefix."""
    if not written.startswith("z"):
        raise ValueError("Only base 58 is read.")
    digits = written[1:]
    number = 0
    for character in digits:
        number = number * 58 + ALPHABET.index(character)
    zeros = len(digits) - len(digits.lstrip(ALPHABET[0]))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8)


def _cipher(secrets: list[str]) -> MultiFernet:
    return MultiFernet([Fernet(_derived(secret)) for secret in secrets])


def _derived(secret: str) -> bytes:
    stretched = HKDF(
        algorithm=SHA256(), length=32, salt=None, info=b"headship badge keys"
    ).derive(secret.encode())
    return base64.urlsafe_b64encode(stretched)

"""Keys are written as others read them and kept so that a copy of the table is useless."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from headship.programs.badges import keys

# RFC 8032, section 7.1, test 1.
SECRET = bytes.fromhex(
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
)
PUBLIC = bytes.fromhex(
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
)


def test_public_key_of_the_standard_is_written_with_its_prefix():
    written = keys.public_multibase(Ed25519PrivateKey.from_private_bytes(SECRET))

    assert written.startswith("z6Mk")
    assert keys.from_multibase(written) == b"\xed\x01" + PUBLIC
    assert keys.read_public(written).public_bytes_raw() == PUBLIC


@given(st.binary(max_size=40))
def test_multibase_keeps_every_byte(content):
    assert keys.from_multibase(keys.multibase(content)) == content


@pytest.mark.parametrize("written", ["", "abc", "z0", keys.multibase(b"\x12\x00abc")])
def test_what_is_no_key_is_refused(written):
    with pytest.raises(ValueError, match=r".+"):
        keys.read_public(written)


def test_a_sealed_key_opens_with_its_secret_only():
    key = keys.new_key()
    sealed = keys.seal(key, ["first secret"])

    opened = keys.unseal(sealed, ["new secret", "first secret"])

    assert opened.private_bytes_raw() == key.private_bytes_raw()
    with pytest.raises(keys.SealedKeyError):
        keys.unseal(sealed, ["another secret"])


def test_a_sealed_key_does_not_show_the_key():
    sealed = keys.seal(Ed25519PrivateKey.from_private_bytes(SECRET), ["secret"])

    assert SECRET.hex() not in sealed
    assert sealed != keys.seal(Ed25519PrivateKey.from_private_bytes(SECRET), ["secret"])

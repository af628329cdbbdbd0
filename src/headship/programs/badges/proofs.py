"""Data Integrity proofs with the cryptosuite ``eddsa-rdfc-2022``.

Follows W3C "Data Integrity EdDSA Cryptosuites v1.0", section 3.2: both the options of
the proof and the document without it are brought into canonical RDF and hashed; the
signature is over the two hashes.
"""

import hashlib
import json
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pyld import jsonld

from headship.programs.badges import contexts, keys

SUITE = "eddsa-rdfc-2022"
Document = dict[str, Any]


def sign(document: Document, key: Ed25519PrivateKey, *, at: datetime) -> Document:
    """Return the document with a proof by this key."""
    public = keys.public_multibase(key)
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": written_time(at),
        "verificationMethod": f"{keys.did_of(public)}#{public}",
        "proofPurpose": "assertionMethod",
    }
    signature = key.sign(_to_sign(document, options))
    proof = {**options, "proofValue": keys.multibase(signature)}
    return {**deepcopy(document), "proof": [proof]}


def is_intact(signed: Document, public: str) -> bool:
    """Say whether the one proof of a document was made over it by this key.

    Everything but that is False: another key, suite or purpose, a changed word, a
    word that the contexts do not know.
    """
    try:
        return _verify(signed, public) and _says_only_what_it_means(signed)
    except (
        InvalidSignature,
        KeyError,
        TypeError,
        ValueError,
        contexts.UnknownContextError,
        jsonld.JsonLdError,
    ):
        return False


def canonical(document: Document) -> str:
    """Return what a document means as N-Quads in canonical order (RDFC-1.0)."""
    quads: str = jsonld.normalize(
        document,
        {
            "algorithm": "URDNA2015",  # RDFC-1.0 under its earlier name.
            "format": "application/n-quads",
            "documentLoader": contexts.load,
        },
    )
    return quads


def written_time(at: datetime) -> str:
    """Write an instant as credentials do, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _verify(signed: Document, public: str) -> bool:
    [proof] = signed["proof"]
    expected = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "verificationMethod": f"{keys.did_of(public)}#{public}",
        "proofPurpose": "assertionMethod",
    }
    if any(proof.get(name) != value for name, value in expected.items()):
        return False
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    document = {name: value for name, value in signed.items() if name != "proof"}
    signature = keys.from_multibase(proof["proofValue"])
    keys.read_public(public).verify(signature, _to_sign(document, options))
    return True


def _says_only_what_it_means(signed: Document) -> bool:
    """Refuse words that the contexts do not know: no signature covers them."""
    known = jsonld.compact(
        signed, signed["@context"], {"documentLoader": contexts.load}
    )
    return bool(_plain(known) == _plain(signed))


def _plain(value: Any) -> Any:
    """Return a document without what JSON-LD may write in several ways."""
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items() if k != "@context"}
    if isinstance(value, list):
        parts = [_plain(part) for part in value]
        return parts[0] if len(parts) == 1 else sorted(parts, key=_written)
    return value


def _written(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def _to_sign(document: Document, options: Document) -> bytes:
    in_context = {"@context": document["@context"], **options}
    return _hash(in_context) + _hash(document)


def _hash(document: Document) -> bytes:
    return hashlib.sha256(canonical(document).encode()).digest()

"""A second verifier, sharing no code with Headship's.

JSON-LD, RDF and canonical order come from Oxigraph (Rust), Ed25519 from libsodium.
Only the texts of the contexts are the same, since they are what is signed.
"""

import hashlib
import json

import pyoxigraph
from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from headship.programs.badges import contexts

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def verifies(signed):
    """Say whether the proof was made over the document by the key that it names."""
    [proof] = signed["proof"]
    options = {name: proof[name] for name in proof if name != "proofValue"}
    document = {name: signed[name] for name in signed if name != "proof"}
    key = _base58(proof["verificationMethod"].partition("#z")[2])
    assert key.startswith(b"\xed\x01")
    try:
        VerifyKey(key[2:]).verify(
            _hash(options) + _hash(document), _base58(proof["proofValue"][1:])
        )
    except BadSignatureError:
        return False
    return True


def canonical(document):
    """Return a document's N-Quads in canonical order."""
    texts = [contexts.FOLDER / name for name in contexts.FILES.values()]
    inlined = [json.loads(text.read_text())["@context"] for text in texts]
    source = json.dumps({**document, "@context": inlined})
    quads = pyoxigraph.Dataset(
        pyoxigraph.parse(source, format=pyoxigraph.RdfFormat.JSON_LD)
    )
    quads.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    form = pyoxigraph.RdfFormat.N_QUADS
    return "".join(
        sorted(pyoxigraph.serialize([quad], format=form).decode() for quad in quads)
    )


def _hash(document):
    return hashlib.sha256(canonical(document).encode()).digest()


def _base58(digits):
    number = 0
    for digit in digits:
        number = number * 58 + ALPHABET.index(digit)
    return number.to_bytes((number.bit_length() + 7) // 8, "big")

"""Badges are signed so that others can verify them, and no change goes unnoticed."""

import hashlib
import json
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import jsonschema
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from scripts.vendor_contexts import CONTEXTS, PACKAGES

from headship.programs.badges import contexts, credentials, keys, proofs
from tests.programs.badges import oxigraph

SCHEMA = json.loads((Path(__file__).parent / "schema.json").read_text())
NOON = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = keys.public_multibase(KEY)


def award(**fields):
    made = {
        "ref": UUID(int=1),
        "recipient": credentials.Recipient(
            name="Ana Ruiz", email="Ana@Riverside.example", salt="salt"
        ),
        "achievement": credentials.Achievement(
            ref=UUID(int=2),
            name="Year One",
            description="A year of learning together.",
            criteria="At least 80 percent of the contact hours.",
        ),
        "hours": "48.5",
        "first_at": NOON,
        "last_at": NOON,
        "issued_at": NOON,
    }
    return credentials.Award(**(made | fields))


def unsigned(**fields):
    issuer = credentials.Issuer(
        name="Learning Partners",
        url="https://headship.example",
        public_key=PUBLIC,
        status_url="https://headship.example/revoked.json",
    )
    return credentials.credential(award(**fields), issuer)


@pytest.fixture(scope="module")
def signed():
    return proofs.sign(unsigned(), KEY, at=NOON)


def test_a_badge_verifies_here_and_with_other_software(signed):
    assert proofs.is_intact(signed, PUBLIC)
    assert oxigraph.verifies(signed)


def test_both_canonicalizers_read_the_same_meaning(signed):
    assert oxigraph.canonical(unsigned()) == proofs.canonical(unsigned())


def test_a_badge_fits_the_schema(signed):
    jsonschema.Draft201909Validator(SCHEMA).validate(signed)

    broken = {name: value for name, value in signed.items() if name != "issuer"}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft201909Validator(SCHEMA).validate(broken)


def change_hours(badge):
    badge["credentialSubject"]["result"][0]["value"] = "99"


def change_name(badge):
    badge["credentialSubject"]["identifier"][0]["identityHash"] = "Somebody Else"


def change_issuer(badge):
    badge["issuer"]["name"] = "Ministry of Magic"


def change_time(badge):
    badge["validFrom"] = "2027-03-02T18:00:00Z"


def change_signature(badge):
    value = badge["proof"][0]["proofValue"]
    badge["proof"][0]["proofValue"] = value[:-1] + ("2" if value[-1] == "1" else "1")


def change_purpose(badge):
    badge["proof"][0]["proofPurpose"] = "authentication"


CHANGES = [
    change_hours,
    change_name,
    change_issuer,
    change_time,
    change_signature,
    change_purpose,
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_badge_is_noticed_by_both(signed, change):
    changed = deepcopy(signed)

    change(changed)

    assert not proofs.is_intact(changed, PUBLIC)
    assert not oxigraph.verifies(changed)


def test_a_word_that_no_context_knows_is_not_intact(signed):
    changed = deepcopy(signed)
    changed["credentialSubject"]["grade"] = "A"

    assert oxigraph.verifies(changed)  # The signature does not cover the word.
    assert not proofs.is_intact(changed, PUBLIC)


def test_a_context_from_elsewhere_is_not_fetched(signed):
    changed = deepcopy(signed)
    changed["@context"].append("https://evil.example/context.json")

    assert not proofs.is_intact(changed, PUBLIC)


def test_another_key_does_not_vouch(signed):
    other = keys.public_multibase(keys.new_key())

    assert not proofs.is_intact(signed, other)


def test_what_is_no_credential_is_not_intact():
    assert not proofs.is_intact({}, PUBLIC)
    assert not proofs.is_intact({"proof": []}, PUBLIC)


def test_order_of_words_does_not_matter(signed):
    turned = json.loads(json.dumps(signed, sort_keys=True))

    assert proofs.is_intact(turned, PUBLIC)


def test_the_address_is_told_only_as_a_salted_hash(signed):
    expected = hashlib.sha256(b"ana@riverside.examplesalt").hexdigest()

    [named, addressed] = signed["credentialSubject"]["identifier"]
    assert (named["identityType"], named["identityHash"]) == ("name", "Ana Ruiz")
    assert addressed["identityHash"] == f"sha256${expected}"
    assert "riverside" not in json.dumps(signed).lower()


def test_someone_without_an_address_is_named_only():
    nameless = credentials.Recipient(name="Ana Ruiz", email="", salt="salt")

    found = unsigned(recipient=nameless)["credentialSubject"]["identifier"]

    assert [it["identityType"] for it in found] == ["name"]


def test_a_revocation_list_names_credentials_and_nothing_else():
    found = credentials.revocation_list("https://h.example/r", PUBLIC, [UUID(int=1)])

    assert found == {
        "id": "https://h.example/r",
        "issuer": f"did:key:{PUBLIC}",
        "revokedCredential": [
            {"id": "urn:uuid:00000000-0000-0000-0000-000000000001", "revoked": True}
        ],
    }


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.folder.name)
def test_contexts_are_what_their_packages_held(package):
    recorded = json.loads((package.folder / "MANIFEST.json").read_text())["sha256"]

    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in package.folder.iterdir()
        if path.name != "MANIFEST.json"
    }
    assert found == recorded


def test_every_context_has_its_package():
    held = {contexts.FOLDER / name for name in contexts.FILES.values()}

    assert CONTEXTS == contexts.FOLDER
    assert {path.parent for path in held} == {it.folder for it in PACKAGES}
    assert all(path.exists() for path in held)

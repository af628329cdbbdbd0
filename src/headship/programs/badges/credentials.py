"""The words of an achievement as an Open Badges 3.0 credential."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from headship.programs.badges import contexts, keys
from headship.programs.badges.proofs import written_time

STATUS = "1EdTechRevocationList"
HOURS_NAME = "Contact hours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Who earned it; the address is only ever written as a salted hash."""

    name: str
    email: str
    salt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Achievement:
    """What was earned: one session or a whole program."""

    ref: UUID
    name: str
    description: str
    criteria: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """One achievement of one person, with hours as they are printed."""

    ref: UUID
    recipient: Recipient
    achievement: Achievement
    hours: str
    first_at: datetime
    last_at: datetime
    issued_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Who vouches: ``public_key`` is in multibase, addresses are full."""

    name: str
    url: str
    public_key: str
    status_url: str


def credential(award: Award, issuer: Issuer) -> dict[str, Any]:
    """Write a credential, ready to be signed."""
    return {
        "@context": [contexts.CREDENTIALS, contexts.OPEN_BADGES, contexts.EXTENSIONS],
        "id": award.ref.urn,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": award.achievement.name,
        "issuer": {
            "id": keys.did_of(issuer.public_key),
            "type": ["Profile"],
            "name": issuer.name,
            "url": issuer.url,
        },
        "validFrom": written_time(award.issued_at),
        "credentialSubject": _subject(award),
        "credentialStatus": {"id": issuer.status_url, "type": STATUS},
    }


def revocation_list(url: str, public_key: str, revoked: list[UUID]) -> dict[str, Any]:
    """Write which of an issuer's credentials no longer hold; no names, no reasons."""
    return {
        "id": url,
        "issuer": keys.did_of(public_key),
        "revokedCredential": [{"id": ref.urn, "revoked": True} for ref in revoked],
    }


def _subject(award: Award) -> dict[str, Any]:
    hours_id = f"{award.achievement.ref.urn}#hours"
    return {
        "type": ["AchievementSubject"],
        "identifier": _identifiers(award.recipient),
        "activityStartDate": written_time(award.first_at),
        "activityEndDate": written_time(award.last_at),
        "achievement": {
            "id": award.achievement.ref.urn,
            "type": ["Achievement"],
            "achievementType": "CertificateOfCompletion",
            "name": award.achievement.name,
            "description": award.achievement.description,
            "criteria": {"narrative": award.achievement.criteria},
            "resultDescription": [
                {
                    "id": hours_id,
                    "type": ["ResultDescription"],
                    "name": HOURS_NAME,
                    "resultType": "ext:ContactHours",
                }
            ],
        },
        "result": [
            {
                "type": ["Result"],
                "resultDescription": hours_id,
                "value": award.hours,
            }
        ],
    }


def _identifiers(recipient: Recipient) -> list[dict[str, Any]]:
    named = {
        "type": "IdentityObject",
        "hashed": False,
        "identityHash": recipient.name,
        "identityType": "name",
    }
    if not recipient.email:
        return [named]
    salted = f"{recipient.email.lower()}{recipient.salt}".encode()
    addressed = {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": f"sha256${hashlib.sha256(salted).hexdigest()}",
        "identityType": "emailAddress",
        "salt": recipient.salt,
    }
    return [named, addressed]

"""Issuing and revoking certificates, one at a time."""

import zoneinfo
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from headship.core import audit
from headship.core.audit import Actor
from headship.core.clock import now
from headship.orgs.models import Membership, Organization
from headship.programs.actions.badge_keys import signing_key
from headship.programs.badges import credentials, proofs
from headship.programs.events import Event
from headship.programs.models import (
    BadgeKey,
    Certificate,
    CertificateBatch,
    Cohort,
    CompletionRule,
    Participant,
    Session,
)
from headship.programs.policies import certificates as policies
from headship.programs.queries import certificates as queries
from headship.programs.queries.certificates import Standing

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # Nothing that looks alike in print.


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Who issues and with which key; opened once for many certificates."""

    by: Actor
    key: BadgeKey
    private_key: Ed25519PrivateKey


def signer_for(by: Actor) -> Signer:
    """Open the organization's key."""
    key, private_key = signing_key(by)
    return Signer(by=by, key=key, private_key=private_key)


@transaction.atomic
def set_completion_rule(
    *, cohort: Cohort, share: Decimal, by: Membership
) -> CompletionRule:
    """Say what share of the hours completes a cohort's program."""
    policies.check_share(share)
    rule, _is_new = CompletionRule.objects.update_or_create(
        cohort=cohort, defaults={"minimum_share": share}
    )
    audit.record(
        Event.COMPLETION_RULE_SET,
        subject=cohort,
        by=by,
        details={"minimum_share": str(share)},
    )
    return rule


@transaction.atomic
def issue_certificate(
    *, participant: Participant, session: Session | None, by: Membership
) -> Certificate:
    """Issue what one person has earned: a session's hours, or the program."""
    policies.check_can_certify(participant.cohort, session)
    people = Participant.objects.filter(pk=participant.pk)
    found = queries.standings(participant.cohort, session, people)
    standing = policies.check_is_earned(found[0] if found else None)
    made = issue(standing, signer_for(by))
    if made is None:  # Somebody else issued it in this very moment.
        policies.check_is_earned(
            queries.standings(participant.cohort, session, people)[0]
        )
        raise LookupError(participant.ref)
    return made


def issue(
    standing: Standing, signer: Signer, batch: CertificateBatch | None = None
) -> Certificate | None:
    """Write one certificate and sign its badge; None if there is a valid one already.

    The database decides that, so that two workers cannot issue the same one.
    """
    certificate = _written(standing, signer, batch)
    try:
        with transaction.atomic():
            certificate.save()
    except IntegrityError:
        held = Certificate.objects.valid().filter(
            participant=standing.participant, session=standing.session
        )
        if held.exists():
            return None
        raise
    audit.record(Event.CERTIFICATE_ISSUED, subject=certificate, by=signer.by)
    return certificate


@transaction.atomic
def revoke_certificate(
    *, certificate: Certificate, reason: str, by: Membership
) -> Certificate:
    """Declare a certificate void; its public page and its badge's status say so."""
    policies.check_can_revoke(certificate, reason)
    certificate.revoked_at, certificate.revoked_because = now(), reason.strip()
    certificate.save(update_fields=["revoked_at", "revoked_because"])
    audit.record(
        Event.CERTIFICATE_REVOKED,
        subject=certificate,
        by=by,
        details={"reason": reason.strip()},
    )
    return certificate


def verify_url(ref: UUID) -> str:
    """Return the public address that says whether a certificate is valid."""
    path = reverse("programs_public:certificate_verify", kwargs={"ref": ref})
    return f"{settings.BASE_URL}{path}"


def status_url(issuer: Organization) -> str:
    """Return the public address that lists an issuer's revoked credentials."""
    path = reverse("programs_public:issuer_revoked", kwargs={"ref": issuer.ref})
    return f"{settings.BASE_URL}{path}"


def _written(
    standing: Standing, signer: Signer, batch: CertificateBatch | None
) -> Certificate:
    participant, session = standing.participant, standing.session
    cohort = participant.cohort
    zone = zoneinfo.ZoneInfo(cohort.time_zone)
    first, last = standing.first_at, standing.last_at
    if first is None or last is None:
        raise ValueError("Nothing was attended.")
    ref, at = uuid4(), now()
    award = _award(standing, ref)
    unsigned = credentials.credential(award, _issuer(cohort, signer.key))
    return Certificate(
        ref=ref,
        number=_new_number(),
        participant=participant,
        session=session,
        batch=batch,
        key=signer.key,
        recipient=str(participant.member),
        title=award.achievement.name,
        issuer=str(cohort.organization),
        hours=standing.hours,
        first_on=first.astimezone(zone).date(),
        last_on=last.astimezone(zone).date(),
        credential=proofs.sign(unsigned, signer.private_key, at=at),
        issued_at=at,
        issued_by=signer.by if isinstance(signer.by, Membership) else None,
    )


def _award(standing: Standing, ref: UUID) -> credentials.Award:
    member, first, last = (
        standing.participant.member,
        standing.first_at,
        standing.last_at,
    )
    if first is None or last is None:
        raise ValueError("Nothing was attended.")
    return credentials.Award(
        ref=ref,
        recipient=credentials.Recipient(
            name=str(member), email=member.email, salt=get_random_string(16)
        ),
        achievement=_achievement(standing),
        hours=f"{standing.hours.normalize():f}",
        first_at=first,
        last_at=last,
        issued_at=now(),
    )


def _achievement(standing: Standing) -> credentials.Achievement:
    cohort, session = standing.participant.cohort, standing.session
    program = cohort.program
    if session is None:
        share = (standing.minimum_share or 0) * 100
        return credentials.Achievement(
            ref=program.ref,
            name=program.title,
            description=program.about or program.title,
            criteria=_("Took part in at least %(share)s percent of the hours offered.")
            % {"share": f"{share:.0f}"},
        )
    planned = session.program_session
    name = f"{program.title}: {session.title}"[:400]
    return credentials.Achievement(
        ref=planned.ref if planned else session.ref,
        name=name,
        description=(planned.purpose if planned else "") or name,
        criteria=_("Took part in the session for the hours stated."),
    )


def _issuer(cohort: Cohort, key: BadgeKey) -> credentials.Issuer:
    return credentials.Issuer(
        name=str(cohort.organization),
        url=settings.BASE_URL,
        public_key=key.public_key,
        status_url=status_url(cohort.organization),
    )


def _new_number() -> str:
    letters = get_random_string(8, LETTERS)
    return f"{letters[:4]}-{letters[4:]}"

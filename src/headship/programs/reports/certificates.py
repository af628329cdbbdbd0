"""Certificates as pages, paper and tables show them."""

from collections.abc import Iterable
from dataclasses import dataclass

import segno
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from headship.core.components import numbers
from headship.programs.badges import proofs
from headship.programs.models import Attendance, Certificate
from headship.programs.queries.certificates import Standing

UNKNOWN_NUMBER = _(
    "There is no certificate of this number. Compare it with the paper, or ask whoever "
    "issued it."
)
Table = tuple[list[str], Iterable[list[object]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicPage:
    """What anyone may know of a certificate, and nothing else."""

    number: str
    issuer: str
    facts: list[tuple[object, object]]
    issued_at: object
    is_valid: bool
    revoked_at: object
    is_signed: bool
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPage:
    """A certificate to print, with the address that verifies it."""

    certificate: Certificate
    hours: str
    address: str
    drawing: SafeString


def public_page(certificate: Certificate) -> PublicPage:
    """Build the public page; the badge's signature is checked each time."""
    key = certificate.key.public_key
    return PublicPage(
        number=certificate.number,
        issuer=certificate.issuer,
        facts=[
            (_("Name"), certificate.recipient),
            (_("For"), certificate.title),
            (_("Contact hours"), _hours(certificate)),
            (_("First day"), numbers.day(certificate.first_on)),
            (_("Last day"), numbers.day(certificate.last_on)),
        ],
        issued_at=certificate.issued_at,
        is_valid=certificate.is_valid,
        revoked_at=certificate.revoked_at,
        is_signed=proofs.is_intact(certificate.credential, key),
        key=key,
    )


def paper_page(certificate: Certificate, address: str) -> PaperPage:
    """Build what is printed."""
    square = segno.make(address, error="m")
    return PaperPage(
        certificate=certificate,
        hours=_hours(certificate),
        address=address,
        drawing=SafeString(square.svg_inline(scale=3, border=2, light="#fff")),
    )


def certificate_table(certificates: Iterable[Certificate]) -> Table:
    """Write certificates as a table."""
    header = [
        *("number", "name", "district", "title", "hours", "first_on", "last_on"),
        *("issued_at", "revoked_at", "reason"),
    ]
    return header, (
        [
            it.number,
            it.recipient,
            str(it.participant.organization),
            it.title,
            it.hours,
            it.first_on,
            it.last_on,
            f"{it.issued_at:%Y-%m-%d %H:%M}",
            f"{it.revoked_at:%Y-%m-%d %H:%M}" if it.revoked_at else None,
            it.revoked_because,
        ]
        for it in certificates
    )


def hours_table(days: Iterable[Attendance]) -> Table:
    """Write the days a person was there as a table."""
    header = ["session", "cohort", "day", "hours"]
    return header, (
        [
            it.day.session.title,
            str(it.day.session.cohort),
            it.day.local_start.date(),
            it.hours,
        ]
        for it in days
    )


def standing_table(standings: Iterable[Standing]) -> Table:
    """Write who has earned what as a table."""
    header = ["name", "district", "hours", "offered", "share", "earned", "number"]
    return header, (
        [
            str(it.participant),
            str(it.participant.organization),
            it.hours,
            it.offered,
            None if it.share is None else round(it.share, 4),
            it.is_earned,
            it.certificate.number if it.certificate else None,
        ]
        for it in standings
    )


def _hours(certificate: Certificate) -> str:
    return f"{certificate.hours.normalize():f}"

"""Columns in which contact hours are reported to states and districts.

Vocabulary: a *field* is something known of a certificate; a *column* is a heading that
a state asks for and the field that goes under it; a *layout* is a list of columns.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from headship.core.errors import InputError
from headship.programs.models import Certificate

Column = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing that is known of a certificate."""

    label: object
    value: Callable[[Certificate], object]


def _us(day: date) -> str:
    return f"{day:%m/%d/%Y}"


def _issued_on(it: Certificate) -> date:
    return it.issued_at.astimezone(ZoneInfo(it.participant.cohort.time_zone)).date()


FIELDS: dict[str, Field] = {
    "family_name": Field(
        label=_("Family name"), value=lambda it: it.participant.member.family_name
    ),
    "given_name": Field(
        label=_("Given name"), value=lambda it: it.participant.member.given_name
    ),
    "full_name": Field(label=_("Name as printed"), value=lambda it: it.recipient),
    "email": Field(label=_("E-mail"), value=lambda it: it.participant.member.email),
    "roster_id": Field(
        label=_("ID in the district's roster"),
        value=lambda it: it.participant.member.source_id,
    ),
    "district": Field(
        label=_("District"), value=lambda it: it.participant.organization.name
    ),
    "leader_role": Field(
        label=_("Leader role"), value=lambda it: it.participant.leader_role
    ),
    "title": Field(label=_("Activity"), value=lambda it: it.title),
    "program": Field(
        label=_("Program"), value=lambda it: it.participant.cohort.program.title
    ),
    "cohort": Field(label=_("Cohort"), value=lambda it: it.participant.cohort.title),
    "provider": Field(label=_("Provider"), value=lambda it: it.issuer),
    "hours": Field(label=_("Contact hours"), value=lambda it: it.hours),
    "first_on": Field(label=_("First day"), value=lambda it: it.first_on),
    "last_on": Field(label=_("Last day"), value=lambda it: it.last_on),
    "first_on_us": Field(
        label=_("First day, as 03/31/2026"), value=lambda it: _us(it.first_on)
    ),
    "last_on_us": Field(
        label=_("Last day, as 03/31/2026"), value=lambda it: _us(it.last_on)
    ),
    "issued_on": Field(label=_("Issued on"), value=_issued_on),
    "number": Field(label=_("Certificate number"), value=lambda it: it.number),
}

# What most states ask for; a layout of one's own renames and reorders.
GENERIC: list[Column] = [
    ("last_name", "family_name"),
    ("first_name", "given_name"),
    ("email", "email"),
    ("educator_id", "roster_id"),
    ("district", "district"),
    ("activity", "title"),
    ("provider", "provider"),
    ("start_date", "first_on"),
    ("end_date", "last_on"),
    ("contact_hours", "hours"),
    ("certificate_number", "number"),
]


def table(
    columns: list[Column], certificates: Iterable[Certificate]
) -> tuple[list[str], Iterable[list[object]]]:
    """Return the header and the rows of a report."""
    header = [heading for heading, _field in columns]
    fields = [FIELDS[name] for _heading, name in columns]
    return header, ([it.value(one) for it in fields] for one in certificates)


def read_columns(text: str) -> list[Column]:
    """Read columns from lines such as ``LAST NAME = family_name``, or refuse."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    problems, columns = [], []
    for number, line in enumerate(lines, start=1):
        heading, sign, name = (part.strip() for part in line.rpartition("="))
        if not sign or not heading:
            problems.append(
                gettext("Line %(n)s has no heading and field, as in Hours = hours.")
                % {"n": number}
            )
        elif name not in FIELDS:
            problems.append(
                gettext("Line %(n)s: there is no field %(name)s.")
                % {"n": number, "name": name}
            )
        else:
            columns.append((heading, name))
    if not lines:
        problems.append(gettext("Write at least one column."))
    if problems:
        raise InputError(" ".join(problems), problems)
    return columns


def write_columns(columns: Iterable[Column]) -> str:
    """Write columns as the lines that ``read_columns`` reads."""
    return "\n".join(f"{heading} = {name}" for heading, name in columns)

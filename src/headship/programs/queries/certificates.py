"""Who has earned a certificate, who holds one, and who signed it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Max, Min, Q, QuerySet
from django_scopes import scopes_disabled

from headship.core.clock import now
from headship.orgs.models import Membership, Organization
from headship.programs.access import TAKES_PART
from headship.programs.models import (
    USUAL_SHARE,
    Attendance,
    BadgeKey,
    Certificate,
    CertificateBatch,
    Cohort,
    CompletionRule,
    HoursLayout,
    MakeUp,
    Participant,
    Session,
)
from headship.programs.queries import attendance

# A worker says that it is alive several times a minute; after this it is not.
SILENT_AFTER = timedelta(minutes=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far one person is on the way to one certificate."""

    participant: Participant
    session: Session | None
    hours: Decimal
    offered: Decimal
    minimum_share: Decimal | None
    first_at: datetime | None
    last_at: datetime | None
    certificate: Certificate | None

    @property
    def share(self) -> float | None:
        """Return the part of the offered hours, None where none were offered."""
        return float(self.hours / self.offered) if self.offered else None

    @property
    def is_earned(self) -> bool:
        if not self.hours or self.first_at is None:
            return False
        if self.minimum_share is None:
            return True
        return self.hours >= self.minimum_share * self.offered

    @property
    def is_waiting(self) -> bool:
        """Say whether the certificate is earned and not issued yet."""
        return self.is_earned and self.certificate is None


def minimum_share(cohort: Cohort) -> Decimal:
    """Return the share of hours that completes a cohort's program."""
    rule = CompletionRule.objects.filter(cohort=cohort).first()
    return rule.minimum_share if rule else USUAL_SHARE


def standings(
    cohort: Cohort,
    session: Session | None = None,
    people: QuerySet[Participant] | None = None,
) -> list[Standing]:
    """Return everyone's way to the certificate of a session or of the program.

    A session's is earned with any hours in it, the program's with the share that the
    cohort asks for. Takes the same few queries for any number of people.
    """
    people = people if people is not None else Participant.objects.all()
    people = people.filter(cohort=cohort, state__in=TAKES_PART).select_related(
        "member", "organization", "cohort__organization", "cohort__program"
    )
    hours = attendance.hours_of(Participant.objects.filter(pk__in=people.values("pk")))
    sessions = [session] if session else list(cohort.sessions.all())
    offered = sum(attendance.offered_hours(sessions).values(), Decimal())
    spans = _spans(people, session)
    held = _held(people, session)
    share = None if session else minimum_share(cohort)
    return [
        Standing(
            participant=it,
            session=session,
            hours=_counted(hours.get(it.pk), session),
            offered=offered,
            minimum_share=share,
            first_at=spans.get(it.pk, (None, None))[0],
            last_at=spans.get(it.pk, (None, None))[1],
            certificate=held.get(it.pk),
        )
        for it in people
    ]


def _counted(hours: attendance.Hours | None, session: Session | None) -> Decimal:
    if hours is None:
        return Decimal()
    return hours.by_session.get(session.pk, Decimal()) if session else hours.total


def _spans(
    people: QuerySet[Participant], session: Session | None
) -> dict[int, tuple[datetime, datetime]]:
    """Return when each person attended first and last."""
    there = Attendance.objects.filter(participant__in=people.values("pk"), hours__gt=0)
    if session:
        made_up = MakeUp.objects.filter(
            missed=session, participant__in=people.values("pk")
        )
        elsewhere = Q(
            day__session__in=made_up.values("session"),
            participant__in=made_up.values("participant"),
        )
        there = there.filter(Q(day__session=session) | elsewhere)
    rows = there.values("participant").annotate(
        first=Min("day__starts_at"), last=Max("day__ends_at")
    )
    return {row["participant"]: (row["first"], row["last"]) for row in rows.order_by()}


def _held(
    people: QuerySet[Participant], session: Session | None
) -> dict[int, Certificate]:
    found = Certificate.objects.valid().filter(
        participant__in=people.values("pk"), session=session
    )
    return {it.participant_id: it for it in found}


def find_certificates(
    organization: Organization, wanted: Mapping[str, Any]
) -> QuerySet[Certificate]:
    """Return an organization's certificates, newest first.

    Keys: search, cohort, kind (program or session), state (valid or revoked), since
    and until (days of issue).
    """
    found = loaded().filter(participant__cohort__organization=organization)
    for word in str(wanted.get("search") or "").split():
        found = found.filter(
            Q(recipient__icontains=word)
            | Q(title__icontains=word)
            | Q(number__icontains=word)
        )
    if wanted.get("cohort"):
        found = found.filter(participant__cohort=wanted["cohort"])
    if wanted.get("kind"):
        found = found.filter(session__isnull=wanted["kind"] == "program")
    if wanted.get("state"):
        found = found.filter(revoked_at__isnull=wanted["state"] == "valid")
    if wanted.get("since"):
        found = found.filter(last_on__gte=wanted["since"])
    if wanted.get("until"):
        found = found.filter(last_on__lte=wanted["until"])
    return found


def loaded() -> QuerySet[Certificate]:
    """Return certificates with what pages show of them."""
    return Certificate.objects.select_related(
        "participant__member",
        "participant__organization",
        "participant__cohort__organization",
        "participant__cohort__program",
        "session",
        "key",
    ).defer("credential")


def my_certificates(member: Membership) -> list[Certificate]:
    """Return a member's own certificates of any organization, newest first.

    Crosses the wall for the person's own certificates only.
    """
    with scopes_disabled():
        return list(loaded().filter(participant__member=member))


def find_public(ref: UUID) -> Certificate | None:
    """Return a certificate for its public page, from any organization.

    Runs outside every tenant: whoever was shown the address may ask. The page tells
    name, title, hours, days, issuer and whether it is valid; nothing else.
    """
    with scopes_disabled():
        found: Certificate | None = loaded().defer(None).filter(ref=ref).first()
        return found


def find_number(number: str) -> Certificate | None:
    """Return the certificate of a printed number; see ``find_public``."""
    with scopes_disabled():
        found: Certificate | None = Certificate.objects.filter(number=number).first()
        return found


def revoked_refs(organization: Organization) -> list[UUID]:
    """Return which of an organization's certificates no longer hold."""
    with scopes_disabled():
        found = Certificate.objects.filter(
            participant__cohort__organization=organization, revoked_at__isnull=False
        )
        return list(found.order_by("revoked_at", "pk").values_list("ref", flat=True))


def active_key(organization: Organization) -> BadgeKey | None:
    """Return the key that signs an organization's badges."""
    found: BadgeKey | None = BadgeKey.objects.filter(
        organization=organization, state=BadgeKey.State.ACTIVE
    ).first()
    return found


def public_key_of(organization: Organization) -> str | None:
    """Return the public half of an organization's newest key, for anyone."""
    with scopes_disabled():
        newest = badge_keys(organization).first()
        return newest.public_key if newest else None


def badge_keys(organization: Organization) -> QuerySet[BadgeKey]:
    """Return an organization's keys, newest first."""
    return BadgeKey.objects.filter(organization=organization)


def batches(cohort: Cohort) -> QuerySet[CertificateBatch]:
    """Return a cohort's batches, newest first."""
    return CertificateBatch.objects.filter(cohort=cohort).select_related(
        "cohort__organization", "session", "created_by"
    )


def silent_batches() -> QuerySet[CertificateBatch]:
    """Return batches that no worker is at, though they are not finished."""
    long_ago = now() - SILENT_AFTER
    return CertificateBatch.objects.filter(
        state__in=[CertificateBatch.State.WAITING, CertificateBatch.State.RUNNING],
        beat_at__lt=long_ago,
    ).select_related("cohort__organization")


def is_silent(batch: CertificateBatch) -> bool:
    """Say whether a batch has been without a worker for too long."""
    return not batch.is_over and batch.beat_at < now() - SILENT_AFTER


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many have earned one kind of certificate, and how many hold it."""

    session: Session | None
    earned: int
    issued: int

    @property
    def waiting(self) -> int:
        return max(self.earned - self.issued, 0)


def tallies(cohort: Cohort) -> list[Tally]:
    """Return the tally of the program and of each session, in a few queries."""
    people = set(
        Participant.objects.filter(cohort=cohort, state__in=TAKES_PART).values_list(
            "pk", flat=True
        )
    )
    hours = attendance.hours_in(cohort)
    attended = [it.by_session for key, it in hours.items() if key in people]
    issued = Counter(
        Certificate.objects.valid()
        .filter(participant__in=people)
        .values_list("session", flat=True)
    )
    program = sum(it.is_earned for it in standings(cohort))
    sessions = cohort.sessions.exclude(state=Session.State.CANCELLED)
    return [
        Tally(session=None, earned=program, issued=issued[None]),
        *(
            Tally(
                session=it,
                earned=sum(it.pk in one for one in attended),
                issued=issued[it.pk],
            )
            for it in sessions.order_by("number", "pk")
        ),
    ]


def layouts(organization: Organization) -> QuerySet[HoursLayout]:
    """Return the layouts of hour reports that an organization made."""
    return HoursLayout.objects.filter(organization=organization)

"""Reading surveys without reading answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django_scopes import scopes_disabled

from headship.core.clock import now
from headship.core.suppression import Suppressed
from headship.orgs.models import Membership
from headship.surveys.models import Invitation, Subject, Survey, SurveyPart
from headship.surveys.questionnaire import (
    OpenQuestion,
    Questionnaire,
    build_questionnaire,
)

TOO_FEW_ASKED = Suppressed(_("too few are asked to count them"))


@lru_cache(maxsize=256)
def version_refs(survey_ref: UUID) -> tuple[UUID, ...]:
    """Return the questionnaires of an opened survey, which no longer change."""
    with scopes_disabled():
        parts = SurveyPart.objects.filter(survey__ref=survey_ref)
        return tuple(parts.values_list("version__ref", flat=True))


def get_questionnaire(invitation: Invitation, language: str) -> Questionnaire:
    """Return what this rater is asked, in a language."""
    return build_questionnaire(
        version_refs(invitation.survey.ref),
        invitation.group.perspective,
        language,
        frozenset(invitation.subject.words),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseRate:
    """How many of one group have answered; no names.

    Of a group that is anonymous and too small, not even the number, since whoever
    sees who is asked would know who has answered.
    """

    group: str
    label: str
    invited: int
    answered: int | Suppressed

    @property
    def share(self) -> float | Suppressed | None:
        if isinstance(self.answered, Suppressed):
            return self.answered
        return self.answered / self.invited if self.invited else None


def response_rates(survey: Survey) -> list[ResponseRate]:
    """Return the response rate of each group over the whole survey."""
    groups = survey.groups.annotate(
        invited=Count("invitations"),
        answered=Count("invitations", filter=Q(invitations__has_answered=True)),
    )
    return [
        ResponseRate(
            group=group.key,
            label=group.title,
            invited=group.invited,
            answered=TOO_FEW_ASKED
            if 0 < group.invited < group.minimum
            else group.answered,
        )
        for group in groups
    ]


def response_rates_by_subject(survey: Survey) -> dict[UUID, list[ResponseRate]]:
    """Return the response rates of each subject, by its reference, in one query.

    A number left out does not follow from the whole survey's, either: where those
    left out in a group are too few together, the next smallest is left out as well.
    """
    rows = list(
        Invitation.objects.filter(survey=survey)
        .values(
            "subject__ref",
            "group__key",
            "group__label",
            "group__position",
            "group__minimum",
        )
        .annotate(
            invited=Count("pk"), answered=Count("pk", filter=Q(has_answered=True))
        )
        .order_by("subject__ref", "group__position")
    )
    kept_back = _kept_back(rows)
    rates: dict[UUID, list[ResponseRate]] = {}
    for row in rows:
        place = row["subject__ref"], row["group__key"]
        rate = ResponseRate(
            group=row["group__key"],
            label=gettext(row["group__label"]),
            invited=row["invited"],
            answered=TOO_FEW_ASKED if place in kept_back else row["answered"],
        )
        rates.setdefault(row["subject__ref"], []).append(rate)
    return rates


def response_counts(
    survey: Survey, subjects: Iterable[Subject]
) -> dict[str, int | Suppressed]:
    """Return how many answered about some subjects, by group.

    Not where one of their numbers is kept back: it would follow from the others.
    """
    by_subject = response_rates_by_subject(survey)
    counts: dict[str, int | Suppressed] = {}
    for rate in (it for one in subjects for it in by_subject.get(one.ref, [])):
        before = counts.get(rate.group, 0)
        if isinstance(before, Suppressed) or isinstance(rate.answered, Suppressed):
            counts[rate.group] = TOO_FEW_ASKED
        else:
            counts[rate.group] = before + rate.answered
    return counts


def _kept_back(rows: Iterable[Mapping[str, Any]]) -> set[tuple[UUID, str]]:
    """Return the subjects and groups whose number of answers would name people."""
    found: set[tuple[UUID, str]] = set()
    hidden: dict[str, int] = {}
    for row in sorted(rows, key=itemgetter("invited")):
        key, asked = row["group__key"], row["invited"]
        least = row["group__minimum"]
        if asked < least or 0 < hidden.get(key, 0) < least:
            hidden[key] = hidden.get(key, 0) + asked
            found.add((row["subject__ref"], key))
    return found


def rate_several(subject: Subject, group: str) -> bool:
    """Say whether people of a group who are asked here are asked about others, too."""
    asked = Invitation.objects.filter(survey=subject.survey_id, group__key=group)
    elsewhere = asked.exclude(subject=subject).filter(member=OuterRef("member"))
    return asked.filter(Exists(elsewhere), subject=subject).exists()


def unanswered(survey: Survey) -> QuerySet[Invitation]:
    """Return who has neither answered nor declined."""
    return Invitation.objects.unanswered().filter(survey=survey)


def not_asked(subject: Subject, members: Iterable[Membership]) -> list[Membership]:
    """Return those of the members who were not asked, under any of their addresses."""
    asked = list(subject.invitations.values_list("member_id", "email"))
    people = {member for member, _email in asked}
    addresses = {email.lower() for _member, email in asked if email}
    return [
        it
        for it in members
        if it.pk not in people and it.email.lower() not in addresses
    ]


def same_person(invitation: Invitation) -> QuerySet[Invitation]:
    """Return everything that one person is still asked in one survey."""
    others = Invitation.objects.select_related("subject", "group", "survey")
    return others.unanswered().filter(
        survey=invitation.survey, email__iexact=invitation.email
    )


def get_open_questions(survey: Survey, perspective: str) -> tuple[OpenQuestion, ...]:
    """Return a survey's open questions in the reader's language."""
    words = frozenset({"leader", "initiative", "session"})
    language = get_language() or "en"
    found = build_questionnaire(version_refs(survey.ref), perspective, language, words)
    return found.questions


def get_invitation(subject: Subject, ref: UUID) -> Invitation:
    """Return one invitation about a subject, or 404."""
    found = Invitation.objects.select_related("survey__organization", "subject")
    return get_object_or_404(found, subject=subject, ref=ref)


def waiting_for(member: Membership) -> QuerySet[Invitation]:
    """Return the questionnaires that a member can answer now, whoever asks.

    Only what was asked at the address of their account, or on paper: whoever gives a
    teacher's place another address, and opens an account with it, must not read what
    the teacher has begun. Crosses the wall for the member's own invitations only: a
    provider asks people of several districts about a session.
    """
    with scopes_disabled():
        own = Invitation.objects.unanswered().filter(
            Q(email="") | Q(email__iexact=F("member__user__email")), member=member
        )
    return (
        own.filter(survey__state=Survey.State.OPEN, survey__closes_at__gt=now())
        .select_related("subject", "group", "survey")
        .order_by("survey__closes_at", "pk")
    )

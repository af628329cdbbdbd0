"""Reading surveys without reading answers."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django_scopes import scopes_disabled

from headship.core.clock import now
from headship.orgs.models import Membership
from headship.surveys.models import Invitation, Subject, Survey, SurveyPart
from headship.surveys.questionnaire import (
    OpenQuestion,
    Questionnaire,
    build_questionnaire,
)


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
    """How many of one group have answered; no names."""

    group: str
    label: str
    invited: int
    answered: int

    @property
    def share(self) -> float | None:
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
            label=group.label,
            invited=group.invited,
            answered=group.answered,
        )
        for group in groups
    ]


def response_rates_by_subject(survey: Survey) -> dict[UUID, list[ResponseRate]]:
    """Return the response rates of each subject, by its reference, in one query."""
    rows = (
        Invitation.objects.filter(survey=survey)
        .values("subject__ref", "group__key", "group__label", "group__position")
        .annotate(
            invited=Count("pk"), answered=Count("pk", filter=Q(has_answered=True))
        )
        .order_by("subject__ref", "group__position")
    )
    rates: dict[UUID, list[ResponseRate]] = {}
    for row in rows:
        rate = ResponseRate(
            group=row["group__key"],
            label=row["group__label"],
            invited=row["invited"],
            answered=row["answered"],
        )
        rates.setdefault(row["subject__ref"], []).append(rate)
    return rates


def due_to_close(instant: datetime) -> QuerySet[Survey]:
    """Return open surveys whose closing date has passed."""
    return Survey.objects.filter(state=Survey.State.OPEN, closes_at__lte=instant)


def unanswered(survey: Survey) -> QuerySet[Invitation]:
    """Return who has neither answered nor declined."""
    return Invitation.objects.unanswered().filter(survey=survey)


def same_person(invitation: Invitation) -> QuerySet[Invitation]:
    """Return everything that one person is still asked in one survey."""
    others = Invitation.objects.select_related("subject", "group", "survey")
    return others.unanswered().filter(
        survey=invitation.survey, email__iexact=invitation.email
    )


def get_open_questions(survey: Survey, perspective: str) -> tuple[OpenQuestion, ...]:
    """Return a survey's open questions in the reader's language."""
    words = frozenset({"leader", "initiative"})
    language = get_language() or "en"
    found = build_questionnaire(version_refs(survey.ref), perspective, language, words)
    return found.questions


def get_invitation(subject: Subject, ref: UUID) -> Invitation:
    """Return one invitation about a subject, or 404."""
    found = Invitation.objects.select_related("survey__organization", "subject")
    return get_object_or_404(found, subject=subject, ref=ref)


def waiting_for(member: Membership) -> QuerySet[Invitation]:
    """Return the questionnaires that a member can answer now."""
    return (
        Invitation.objects.unanswered()
        .filter(
            member=member,
            survey__state=Survey.State.OPEN,
            survey__closes_at__gt=now(),
        )
        .select_related("subject", "group", "survey")
        .order_by("survey__closes_at", "pk")
    )

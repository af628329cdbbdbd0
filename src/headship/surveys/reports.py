"""What a rater's pages show."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from headship.instruments.answers import NOT_JUDGED
from headship.instruments.questionnaire import FormItem, FormOption
from headship.surveys.models import Draft, Invitation, RaterGroup, Survey
from headship.surveys.questionnaire import OpenQuestion, Page, Questionnaire

UNKNOWN_CODE = _(
    "This code is not known. Compare it with your message, or ask whoever invited "
    "you for a new link."
)
Options = tuple[tuple[int, str], ...]
ITEMS_PER_MINUTE = 9  # Statements; slow readers on a phone, from field practice.


@dataclass(frozen=True, slots=True, kw_only=True)
class WelcomePage:
    """Everything a rater should know before the first question."""

    survey: Survey
    subject: str
    group: RaterGroup
    groups: tuple[RaterGroup, ...]
    is_self: bool
    minutes: int
    item_count: int
    question_count: int
    languages: tuple[str, ...]
    language: str
    closes_at: datetime
    resume_at: int
    answered: int
    is_on_paper: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One item with its options as values and labels; ``chosen`` is a value or none."""

    name: str
    text: str
    scale: Options
    apart: Options
    chosen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPage:
    """One page of statements, and how far the rater is."""

    number: int
    page_count: int
    subject: str
    part: str
    introduction: str
    stem: str
    statements: tuple[Statement, ...]
    answered: int
    item_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsPage:
    """The open questions with what was written so far."""

    subject: str
    questions: tuple[tuple[OpenQuestion, str], ...]
    text_minimum: int
    is_anonymous: bool
    last_page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """What will be sent."""

    subject: str
    answered: int
    item_count: int
    first_gap: int
    has_gap: bool
    words_count: int
    has_questions: bool
    is_anonymous: bool


def welcome_page(
    invitation: Invitation, questionnaire: Questionnaire, draft: Draft
) -> WelcomePage:
    """Gather what a rater should know first."""
    survey, answers = invitation.survey, bytes(draft.answers)
    return WelcomePage(
        survey=survey,
        subject=invitation.subject.label,
        group=invitation.group,
        groups=tuple(survey.groups.all()),
        is_self=invitation.group.perspective == "self",
        minutes=max(1, round(questionnaire.item_count / ITEMS_PER_MINUTE)),
        item_count=questionnaire.item_count,
        question_count=len(questionnaire.questions),
        languages=questionnaire.languages,
        language=questionnaire.language,
        closes_at=survey.closes_at,
        resume_at=min(
            questionnaire.page_of_first_gap(answers), len(questionnaire.pages)
        ),
        answered=questionnaire.answered(answers),
        is_on_paper=invitation.is_on_paper,
    )


def question_page(
    invitation: Invitation, questionnaire: Questionnaire, draft: Draft, page: Page
) -> QuestionPage:
    """Show one page with the draft's answers chosen."""
    answers = bytes(draft.answers)
    shown = page.named(invitation.subject.words)
    return QuestionPage(
        number=page.number,
        page_count=len(questionnaire.pages),
        subject=invitation.subject.label,
        part=shown.part,
        introduction=shown.introduction,
        stem=shown.stem,
        statements=tuple(
            _statement(item, answers[item.position]) for item in shown.items
        ),
        answered=questionnaire.answered(answers),
        item_count=questionnaire.item_count,
    )


def words_page(
    invitation: Invitation, questionnaire: Questionnaire, draft: Draft
) -> WordsPage:
    """Show the open questions."""
    words = invitation.subject.words
    return WordsPage(
        subject=invitation.subject.label,
        questions=tuple(
            (question.named(words), draft.texts.get(question.key, ""))
            for question in questionnaire.questions
        ),
        text_minimum=invitation.survey.text_minimum,
        is_anonymous=invitation.group.is_anonymous,
        last_page=len(questionnaire.pages),
    )


def review_page(
    invitation: Invitation, questionnaire: Questionnaire, draft: Draft
) -> ReviewPage:
    """Count what is answered."""
    answers = bytes(draft.answers)
    first_gap = questionnaire.page_of_first_gap(answers)
    return ReviewPage(
        subject=invitation.subject.label,
        answered=questionnaire.answered(answers),
        item_count=questionnaire.item_count,
        first_gap=first_gap,
        has_gap=first_gap <= len(questionnaire.pages),
        words_count=sum(bool(text.strip()) for text in draft.texts.values()),
        has_questions=bool(questionnaire.questions),
        is_anonymous=invitation.group.is_anonymous,
    )


def _statement(item: FormItem, value: int) -> Statement:
    scale, apart = _options(item.options)
    return Statement(
        name=f"i{item.position}",
        text=item.text,
        scale=scale,
        apart=apart,
        chosen=value,
    )


@lru_cache(maxsize=64)
def _options(options: tuple[FormOption, ...]) -> tuple[Options, Options]:
    """Part the scale from what stands beside it; a page repeats the same options."""
    pairs = [(option.value, option.label) for option in options]
    return (
        tuple(it for it in pairs if it[0] != NOT_JUDGED),
        tuple(it for it in pairs if it[0] == NOT_JUDGED),
    )

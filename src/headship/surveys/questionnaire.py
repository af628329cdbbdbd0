"""A survey's questionnaires as one: what a rater pages through, byte by byte.

Vocabulary: the *width* is the number of rated items of all parts; a *position* is an
item's byte in that row. Parts that need a word which the subject lacks keep their
bytes, so that every row of a survey has one width.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from uuid import UUID

from headship.instruments.answers import NOT_ANSWERED, NOT_JUDGED
from headship.instruments.queries import get_form, get_layout
from headship.instruments.questionnaire import Form, FormItem, named

PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The items a rater sees at once; numbered from 1 through all parts."""

    number: int
    part: str
    introduction: str
    stem: str
    items: tuple[FormItem, ...]

    def named(self, words: Mapping[str, str]) -> "Page":
        """Return the page with the subject's words in their places."""
        items = tuple(replace(i, text=named(i.text, words)) for i in self.items)
        return replace(
            self,
            introduction=named(self.introduction, words),
            stem=named(self.stem, words),
            items=items,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """A question answered in words, named ``part.question``."""

    key: str
    text: str

    def named(self, words: Mapping[str, str]) -> "OpenQuestion":
        """Return the question with the subject's words in their places."""
        return replace(self, text=named(self.text, words))


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """What one rater group is asked about one subject, in one language."""

    width: int
    language: str
    languages: tuple[str, ...]
    pages: tuple[Page, ...]
    questions: tuple[OpenQuestion, ...]
    values: Mapping[int, frozenset[int]]

    @property
    def blank(self) -> bytes:
        """Return a row in which nothing is answered."""
        return bytes([NOT_ANSWERED]) * self.width

    @property
    def item_count(self) -> int:
        return len(self.values)

    def answered(self, answers: bytes) -> int:
        """Return how many of the items asked have an answer."""
        return sum(answers[position] != NOT_ANSWERED for position in self.values)

    def page_of_first_gap(self, answers: bytes) -> int:
        """Return the number of the first page that is not complete."""
        for page in self.pages:
            if any(answers[item.position] == NOT_ANSWERED for item in page.items):
                return page.number
        return len(self.pages) + 1


@lru_cache(maxsize=512)
def build_questionnaire(
    versions: tuple[UUID, ...],
    perspective: str,
    language: str,
    known_words: frozenset[str],
) -> Questionnaire:
    """Join the forms of a survey's parts for one perspective and language."""
    forms = [get_form(ref, perspective, language) for ref in versions]
    pages: list[Page] = []
    questions: list[OpenQuestion] = []
    offset = 0
    for form in forms:
        if _words_needed(form) <= known_words:
            pages += _pages(form, offset, first=len(pages) + 1)
            questions += [
                OpenQuestion(key=f"{form.key}.{question.key}", text=question.text)
                for question in form.open_questions
            ]
        offset += form.n_ratings
    return Questionnaire(
        width=offset,
        language=forms[0].language,
        languages=forms[0].languages,
        pages=tuple(pages),
        questions=tuple(questions),
        values={item.position: item.values for page in pages for item in page.items},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleColumns:
    """Where a scale's items are in a row of answers, and the ends of their options."""

    columns: tuple[int, ...]
    item_keys: tuple[str, ...]
    low: int
    high: int


def scale_columns(versions: tuple[UUID, ...]) -> dict[str, ScaleColumns]:
    """Return the place of each scale over all parts, by scale key."""
    scales: dict[str, ScaleColumns] = {}
    offset = 0
    for form in (get_layout(ref) for ref in versions):
        for scale, places in form.scale_positions.items():
            values = {it for place in places for it in form.items[place].values}
            values.discard(NOT_JUDGED)
            scales[scale] = ScaleColumns(
                columns=tuple(offset + place for place in places),
                item_keys=tuple(form.items[place].key for place in places),
                low=min(values),
                high=max(values),
            )
        offset += form.n_ratings
    return scales


def _words_needed(form: Form) -> set[str]:
    texts = [form.stem, *(item.text for item in form.items)]
    return {word for text in texts for word in PLACEHOLDER.findall(text)}


def _pages(form: Form, offset: int, *, first: int) -> list[Page]:
    return [
        Page(
            number=first + index,
            part=form.title,
            introduction=form.introduction if index == 0 else "",
            stem=form.stem,
            items=tuple(
                replace(item, position=offset + item.position) for item in page.items
            ),
        )
        for index, page in enumerate(form.pages)
    ]

"""A version as one person reads it: the form that raters fill in.

Built once per version, perspective and language, and then only read.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from uuid import UUID

from headship.instruments.document import (
    SOURCE_LANGUAGE,
    Document,
    ItemText,
    Labels,
    text_for,
)

NAMES = re.compile(r"\{(leader|initiative)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormOption:
    """One answer to choose."""

    value: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormItem:
    """One statement to rate; ``position`` is its byte among the answers."""

    position: int
    key: str
    scale: str
    text: str
    options: tuple[FormOption, ...]
    values: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormQuestion:
    """One question that is answered in words."""

    key: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """The items that are shown together; pages are numbered from 1."""

    number: int
    items: tuple[FormItem, ...]

    def named(self, **names: str) -> "FormPage":
        """Return the page with ``leader=`` and ``initiative=`` put in their places."""
        items = (replace(item, text=named(item.text, names)) for item in self.items)
        return replace(self, items=tuple(items))


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A questionnaire for one perspective in one language.

    ``language`` is the one it is in, English if the wanted one is missing;
    ``options`` are those of the first item, which most forms share throughout.
    """

    version_ref: UUID
    key: str
    title: str
    perspective: str
    language: str
    languages: tuple[str, ...]
    introduction: str
    stem: str
    options: tuple[FormOption, ...]
    pages: tuple[FormPage, ...]
    open_questions: tuple[FormQuestion, ...]
    items: tuple[FormItem, ...]
    rating_positions: tuple[int, ...]
    scale_positions: Mapping[str, tuple[int, ...]]

    @property
    def n_ratings(self) -> int:
        return len(self.items)


def named(text: str, names: Mapping[str, str]) -> str:
    """Return the text with names in their places; a missing name stays in braces."""
    return NAMES.sub(lambda found: names.get(found[1], found[0]), text)


def build_form(
    document: Document, *, version_ref: UUID, perspective: str, language: str
) -> Form:
    """Return the form that one perspective reads in one language."""
    if perspective not in document.perspectives:
        known = ", ".join(document.perspectives)
        raise ValueError(f"{document.key} asks {known}, not {perspective}.")
    language = closest_language(document.languages, language)
    pages = _pages(document, perspective, language)
    items = tuple(item for page in pages for item in page.items)
    return Form(
        version_ref=version_ref,
        key=document.key,
        title=document.title[language],
        perspective=perspective,
        language=language,
        languages=document.languages,
        introduction=text_for(document.introduction, language, perspective),
        stem=text_for(document.stem, language, perspective),
        options=items[0].options if items else (),
        pages=pages,
        open_questions=tuple(
            FormQuestion(
                key=question.key,
                text=text_for(question.wording, language, perspective),
            )
            for question in document.open_questions
        ),
        items=items,
        rating_positions=tuple(range(len(items))),
        scale_positions=_scale_positions(document, items),
    )


def closest_language(languages: tuple[str, ...], wanted: str) -> str:
    """Return the wanted language or its parent (es for es-mx), else English."""
    parent = wanted.partition("-")[0]
    return next((it for it in (wanted, parent) if it in languages), SOURCE_LANGUAGE)


def _pages(document: Document, perspective: str, language: str) -> tuple[FormPage, ...]:
    texts = {item.key: item for item in document.items}
    positions = document.positions
    options = _options(document, language)

    def build(item: ItemText) -> FormItem:
        return FormItem(
            position=positions[item.key],
            key=item.key,
            scale=item.scale,
            text=text_for(item.wording, language, perspective),
            options=options[item.option_set],
            values=frozenset(option.value for option in options[item.option_set]),
        )

    return tuple(
        FormPage(number=number, items=tuple(build(texts[key]) for key in page))
        for number, page in enumerate(document.pages, start=1)
    )


def _options(document: Document, language: str) -> dict[str, tuple[FormOption, ...]]:
    def label(labels: Labels) -> str:
        return labels.get(language) or labels[SOURCE_LANGUAGE]

    return {
        options.key: tuple(
            FormOption(value=option.value, label=label(option.label))
            for option in options.options
        )
        for options in document.option_sets
    }


def _scale_positions(
    document: Document, items: tuple[FormItem, ...]
) -> Mapping[str, tuple[int, ...]]:
    return MappingProxyType(
        {
            scale.key: tuple(item.position for item in items if item.scale == scale.key)
            for scale in document.scales
        }
    )

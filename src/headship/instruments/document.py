"""An instrument version as one value, and as one TOML file.

A wording is a mapping from language to perspective to text. The perspective
``others`` stands for every perspective without a text of its own.
"""

import re
from dataclasses import dataclass, replace
from typing import Any

import tomli_w

FORMAT = 1
SOURCE_LANGUAGE = "en"  # Complete in every instrument, so there is always a fallback.
OTHERS = "others"
PLACEHOLDERS = frozenset({"leader", "initiative", "session"})
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")

Labels = dict[str, str]
Wording = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionText:
    """One answer: its value and what it is called."""

    value: int
    label: Labels


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionSetText:
    """The answers that an item offers, in the order in which they are shown."""

    key: str
    options: tuple[OptionText, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleText:
    """A scale and its name."""

    key: str
    name: Labels


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemText:
    """One rated item."""

    key: str
    scale: str
    option_set: str
    wording: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionText:
    """One open question."""

    key: str
    wording: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Everything that an instrument version says."""

    key: str
    version: int
    languages: tuple[str, ...]
    perspectives: tuple[str, ...]
    title: Labels
    introduction: Wording
    stem: Wording
    option_sets: tuple[OptionSetText, ...]
    scales: tuple[ScaleText, ...]
    items: tuple[ItemText, ...]
    pages: tuple[tuple[str, ...], ...]
    open_questions: tuple[QuestionText, ...]

    @property
    def positions(self) -> dict[str, int]:
        """Where each item stands when the pages are read from first to last."""
        keys = [key for page in self.pages for key in page]
        return {key: position for position, key in enumerate(keys)}

    def in_order(self) -> "Document":
        """Return the document with its items by scale, then by position."""
        scales = {scale.key: place for place, scale in enumerate(self.scales)}
        positions = self.positions
        items = sorted(
            self.items, key=lambda item: (scales[item.scale], positions[item.key])
        )
        return replace(self, items=tuple(items))


def text_for(wording: Wording, language: str, perspective: str) -> str:
    """Return the text, in English where the language has none, or nothing."""
    for texts in (wording.get(language, {}), wording.get(SOURCE_LANGUAGE, {})):
        text = texts.get(perspective) or texts.get(OTHERS)
        if text:
            return text
    return ""


def placeholders(text: str) -> frozenset[str]:
    """Return the names in braces."""
    return frozenset(PLACEHOLDER.findall(text))


def write(document: Document) -> str:
    """Return the TOML file from which the same document can be read."""
    return tomli_w.dumps(as_table(document))


def as_table(document: Document) -> dict[str, Any]:
    """Return the document as the table that a TOML file holds."""
    table: dict[str, Any] = {
        "format": FORMAT,
        "key": document.key,
        "version": document.version,
        "languages": list(document.languages),
        "perspectives": list(document.perspectives),
        "title": document.title,
        "introduction": document.introduction,
        "stem": document.stem,
        "option_sets": [_option_set(options) for options in document.option_sets],
        "scales": [{"key": scale.key, "name": scale.name} for scale in document.scales],
        "items": [_item(document, item) for item in document.items],
        "pages": [{"items": list(page)} for page in document.pages],
    }
    if document.open_questions:
        table["open_questions"] = [
            {"key": question.key, **question.wording}
            for question in document.open_questions
        ]
    return table


def _option_set(options: OptionSetText) -> dict[str, Any]:
    answers = [{"value": option.value, **option.label} for option in options.options]
    return {"key": options.key, "options": answers}


def _item(document: Document, item: ItemText) -> dict[str, Any]:
    table: dict[str, Any] = {"key": item.key, "scale": item.scale}
    if item.option_set != document.option_sets[0].key:
        table["options"] = item.option_set
    return {**table, **item.wording}

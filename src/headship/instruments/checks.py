"""What must be true of a document before anyone may be asked to answer it.

Import and publication ask the same questions, so a draft that was edited on a page
is held to the same rules as a file.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from headship.instruments.document import (
    OTHERS,
    PLACEHOLDERS,
    SOURCE_LANGUAGE,
    Document,
    Labels,
    OptionSetText,
    Wording,
    placeholders,
    text_for,
)

KEY = re.compile(r"[a-z][a-z0-9]*([_-][a-z0-9]+)*")
LANGUAGE = re.compile(r"[a-z]{2,3}")
LONGEST_KEY = 60  # Characters; the width of the columns.
LONGEST_TEXT = 1000  # Characters; an introduction, not an essay.
MOST_ITEMS = 300  # One byte each; beyond this nobody answers with care.
HIGHEST_VALUE = 254  # The last byte below "not answered".


def find_problems(document: Document) -> list[str]:
    """Return what is wrong, each as place, key, what and what to do."""
    return [
        *_head(document),
        *_keys(document),
        *_option_sets(document),
        *_items(document),
        *_pages(document),
        *_texts(document),
    ]


def text_problem(text: str) -> str:
    """Return what is wrong with one text, or nothing."""
    if not text.strip():
        return "the text is empty. Write it."
    if len(text) > LONGEST_TEXT:
        return f"the text is longer than {LONGEST_TEXT} characters. Shorten it."
    unknown = placeholders(text) - PLACEHOLDERS
    if unknown or text.count("{") != len(re.findall(r"\{\w+\}", text)):
        *first, last = (f"{{{name}}}" for name in sorted(PLACEHOLDERS))
        known = f"{', '.join(first)} and {last}"
        return f"only {known} may stand in braces. Correct the braces."
    return ""


def _head(document: Document) -> Iterator[str]:
    top = "top of the file"
    if document.version < 1:
        yield f"{top}, key version: versions are numbered from 1. Write 1 or more."
    if SOURCE_LANGUAGE not in document.languages:
        yield f'{top}, key languages: English is missing. Add "{SOURCE_LANGUAGE}".'
    for language in document.languages:
        if not LANGUAGE.fullmatch(language):
            yield (
                f'{top}, key languages: "{language}" is not a language code. '
                "Use two or three small letters, such as es."
            )
    if not document.perspectives or OTHERS in document.perspectives:
        yield (
            f"{top}, key perspectives: name at least one, and none {OTHERS}, "
            'such as ["self", "teacher"].'
        )


def _keys(document: Document) -> Iterator[str]:
    yield from _key_problems("top of the file", [document.key])
    yield from _key_problems("top of the file", document.perspectives)
    yield from _repeated("top of the file, key languages", document.languages)
    yield from _key_problems("[[option_sets]]", [it.key for it in document.option_sets])
    yield from _key_problems("[[scales]]", [it.key for it in document.scales])
    asked = [it.key for it in document.items]
    asked += [it.key for it in document.open_questions]
    yield from _key_problems("[[items]]", asked)


def _key_problems(place: str, keys: Iterable[str]) -> Iterator[str]:
    keys = list(keys)
    for key in keys:
        if not KEY.fullmatch(key) or len(key) > LONGEST_KEY:
            yield (
                f'{place}, key key: "{key}" cannot be a key. Use small letters, '
                f"digits, _ and -, at most {LONGEST_KEY}, beginning with a letter."
            )
    yield from _repeated(f"{place}, key key", keys)


def _repeated(place: str, words: Iterable[str]) -> Iterator[str]:
    for word, count in Counter(words).items():
        if count > 1:
            yield f'{place}: "{word}" stands there {count} times. Keep one.'


def _option_sets(document: Document) -> Iterator[str]:
    if not document.option_sets:
        yield "top of the file, key option_sets: none. Add a [[option_sets]] table."
    for options in document.option_sets:
        place = f"[[option_sets]] {options.key}, key options"
        yield from (f"{place}: {problem}" for problem in _values(options))


def _values(options: OptionSetText) -> Iterator[str]:
    values = [option.value for option in options.options]
    if len(set(values)) != len(values):
        yield "two options have the same value. Give each its own."
    if any(not 0 <= value <= HIGHEST_VALUE for value in values):
        yield f'values go from 0 ("can\'t judge") to {HIGHEST_VALUE}. Change them.'
    if sum(value > 0 for value in values) < 2:
        yield "fewer than two options above 0. Add one."


def _items(document: Document) -> Iterator[str]:
    if not 0 < len(document.items) <= MOST_ITEMS:
        yield (
            f"top of the file, key items: {len(document.items)} items. "
            f"Have between 1 and {MOST_ITEMS}."
        )
    scales = {scale.key for scale in document.scales}
    option_sets = {options.key for options in document.option_sets}
    for item in document.items:
        place = f"[[items]] {item.key}"
        if item.scale not in scales:
            yield (
                f'{place}, key scale: there is no scale "{item.scale}". '
                "Add it to [[scales]], or name one that is there."
            )
        if item.option_set not in option_sets:
            yield (
                f'{place}, key options: there is no option set "{item.option_set}". '
                "Add it to [[option_sets]], or name one that is there."
            )
    for unused in sorted(scales - {item.scale for item in document.items}):
        yield f"[[scales]] {unused}, key key: no item uses it. Add items or remove it."


def _pages(document: Document) -> Iterator[str]:
    shown = Counter(key for page in document.pages for key in page)
    items = {item.key for item in document.items}
    for key in sorted(items - set(shown)):
        yield f"[[pages]], key items: {key} is on no page. Put it on one."
    for key in sorted(set(shown) - items):
        yield f'[[pages]], key items: there is no item "{key}". Remove it.'
    for number, page in enumerate(document.pages, start=1):
        if not page:
            yield f"[[pages]] {number}, key items: the page is empty. Remove it."
    yield from _repeated("[[pages]], key items", shown.elements())


def _texts(document: Document) -> Iterator[str]:
    for place, labels in labels_with_places(document):
        yield from _label_problems(place, labels, document)
    for place, wording in wordings_with_places(document):
        yield from _wording_problems(place, wording, document)


def labels_with_places(document: Document) -> Iterator[tuple[str, Labels]]:
    """Yield each text that is the same for every perspective."""
    yield "[title]", document.title
    for scale in document.scales:
        yield f"[[scales]] {scale.key}", scale.name
    for options in document.option_sets:
        for option in options.options:
            yield f"[[option_sets]] {options.key}, value {option.value}", option.label


def wordings_with_places(document: Document) -> Iterator[tuple[str, Wording]]:
    """Yield each text that may differ by perspective."""
    yield "[introduction]", document.introduction
    yield "[stem]", document.stem
    for item in document.items:
        yield f"[[items]] {item.key}", item.wording
    for question in document.open_questions:
        yield f"[[open_questions]] {question.key}", question.wording


def _label_problems(place: str, labels: Labels, document: Document) -> Iterator[str]:
    for language in document.languages:
        if problem := text_problem(labels.get(language, "")):
            yield f"{place}, key {language}: {problem}"
        elif placeholders(labels[language]):
            yield f"{place}, key {language}: no names in braces here. Remove them."
    yield from _unknown(place, labels, document.languages)


def _wording_problems(
    place: str, wording: Wording, document: Document
) -> Iterator[str]:
    yield from _unknown(place, wording, document.languages)
    for language in document.languages:
        texts = wording.get(language, {})
        yield from _unknown(
            f"{place}, key {language}", texts, (*document.perspectives, OTHERS)
        )
        for perspective, text in texts.items():
            if problem := text_problem(text):
                yield f"{place}, key {language}.{perspective}: {problem}"
        for perspective in document.perspectives:
            if not (texts.get(perspective) or texts.get(OTHERS)):
                yield (
                    f"{place}, key {language}.{perspective}: there is no text. "
                    f"Write it, or write {language}.{OTHERS} for all without their own."
                )
            elif _names_differ(wording, language, perspective):
                yield (
                    f"{place}, key {language}.{perspective}: the names in braces are "
                    "not those of the English text. Use the same ones."
                )


def _names_differ(wording: Wording, language: str, perspective: str) -> bool:
    here = placeholders(text_for(wording, language, perspective))
    return here != placeholders(text_for(wording, SOURCE_LANGUAGE, perspective))


def _unknown(place: str, words: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    for word in sorted(set(words) - set(known)):
        yield f"{place}, key {word}: not known. Known: {', '.join(known)}."

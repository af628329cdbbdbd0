"""From a TOML file to a document, or to one error that names every problem."""

import tomllib
from typing import Any

from headship.core.errors import InputError
from headship.instruments.checks import find_problems
from headship.instruments.document import (
    FORMAT,
    Document,
    ItemText,
    Labels,
    OptionSetText,
    OptionText,
    QuestionText,
    ScaleText,
    Wording,
)


def read(text: str, *, filename: str) -> Document:
    """Return the document, or raise an InputError that names file, table and key."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = f"{filename} is not a TOML file: {error}. Correct that place."
        raise InputError(message, [message]) from None
    if table.get("format") != FORMAT:
        message = (
            f"{filename}, top of the file, key format: expected format = {FORMAT}. "
            "Export a questionnaire to see how such a file begins."
        )
        raise InputError(message, [message])
    top = Table(table, "top of the file", [])
    document = _document(top)
    problems = top.problems or find_problems(document)
    if problems:
        raise _error(filename, problems)
    return document.in_order()


def _error(filename: str, problems: list[str]) -> InputError:
    more = len(problems) - 1
    rest = f" There are {more} more problems." if more > 1 else ""
    rest = " There is 1 more problem." if more == 1 else rest
    return InputError(f"{filename}, {problems[0]}{rest}", problems)


class Table:
    """One table of the file; whatever is wrong with it is added to the problems."""

    def __init__(self, values: dict[str, Any], place: str, problems: list[str]) -> None:
        self.values = values
        self.place = place
        self.problems = problems

    def problem(self, key: str, sentence: str) -> None:
        self.problems.append(f"{self.place}, key {key}: {sentence}")

    def text(self, key: str, default: str | None = None) -> str:
        value = self.values.get(key, default)
        if isinstance(value, str):
            return value
        self.problem(key, f'expected text in quotation marks, such as {key} = "…".')
        return ""

    def number(self, key: str) -> int:
        value = self.values.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self.problem(key, f"expected a whole number, such as {key} = 1.")
        return 0

    def words(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key)
        if isinstance(value, list) and all(isinstance(word, str) for word in value):
            return tuple(value)
        self.problem(key, f'expected a list of texts, such as {key} = ["…", "…"].')
        return ()

    def tables(self, key: str, *, required: bool = True) -> "list[Table]":
        value = self.values.get(key, [] if not required else None)
        if isinstance(value, list) and all(isinstance(row, dict) for row in value):
            return [self._row(key, number, row) for number, row in enumerate(value, 1)]
        self.problem(key, f"expected tables that each begin with [[{key}]].")
        return []

    def labels(self, key: str) -> Labels:
        value = self.values.get(key)
        if isinstance(value, dict):
            return self._labels(key, value)
        self.problem(key, f'expected a text per language, such as {key}.en = "…".')
        return {}

    def wording(self, key: str) -> Wording:
        value = self.values.get(key)
        if isinstance(value, dict):
            return Table(value, f"[{key}]", self.problems).rest_as_wording()
        self.problem(key, f'expected {key}.en.others = "…" and so on.')
        return {}

    def rest_as_labels(self, *known: str) -> Labels:
        return self._labels("", self._rest(known))

    def rest_as_wording(self, *known: str) -> Wording:
        return {
            language: self._labels(language, texts)
            for language, texts in self._rest(known).items()
            if self._is_table(language, texts)
        }

    def refuse_others(self, *known: str) -> None:
        for key in self._rest(known):
            self.problem(key, f"not known here. Known: {', '.join(sorted(known))}.")

    def _rest(self, known: tuple[str, ...]) -> dict[str, Any]:
        return {key: value for key, value in self.values.items() if key not in known}

    def _is_table(self, key: str, value: object) -> bool:
        if isinstance(value, dict):
            return True
        self.problem(key, f'expected a text per perspective: {key}.others = "…".')
        return False

    def _labels(self, key: str, value: dict[str, Any]) -> Labels:
        for name, text in value.items():
            if not isinstance(text, str):
                path = f"{key}.{name}" if key else name
                self.problem(path, "expected text in quotation marks.")
        return {name: text for name, text in value.items() if isinstance(text, str)}

    def _row(self, key: str, number: int, row: dict[str, Any]) -> "Table":
        name = row.get("key", row.get("value", number))
        return Table(row, f"[[{key}]] {name}", self.problems)


def _document(top: Table) -> Document:
    top.refuse_others("format", *Document.__dataclass_fields__)
    option_sets = tuple(_option_set(row) for row in top.tables("option_sets"))
    first = option_sets[0].key if option_sets else ""
    return Document(
        key=top.text("key"),
        version=top.number("version"),
        languages=top.words("languages"),
        perspectives=top.words("perspectives"),
        title=top.labels("title"),
        introduction=top.wording("introduction"),
        stem=top.wording("stem"),
        option_sets=option_sets,
        scales=tuple(_scale(row) for row in top.tables("scales")),
        items=tuple(_item(row, first) for row in top.tables("items")),
        pages=tuple(_page(row) for row in top.tables("pages")),
        open_questions=tuple(
            _question(row) for row in top.tables("open_questions", required=False)
        ),
    )


def _option_set(row: Table) -> OptionSetText:
    row.refuse_others("key", "options")
    options = tuple(
        OptionText(value=option.number("value"), label=option.rest_as_labels("value"))
        for option in row.tables("options")
    )
    return OptionSetText(key=row.text("key"), options=options)


def _scale(row: Table) -> ScaleText:
    row.refuse_others("key", "name")
    return ScaleText(key=row.text("key"), name=row.labels("name"))


def _item(row: Table, first_set: str) -> ItemText:
    return ItemText(
        key=row.text("key"),
        scale=row.text("scale"),
        option_set=row.text("options", default=first_set),
        wording=row.rest_as_wording("key", "scale", "options"),
    )


def _page(row: Table) -> tuple[str, ...]:
    row.refuse_others("items")
    return row.words("items")


def _question(row: Table) -> QuestionText:
    return QuestionText(key=row.text("key"), wording=row.rest_as_wording("key"))

"""What the translation files hold, and what templates and modules ask of them."""

import ast
import re
from pathlib import Path
from typing import NamedTuple

from django.utils.translation.template import templatize

import headship

PACKAGE = Path(headship.__file__).parent
SPANISH = PACKAGE / "locale/es/LC_MESSAGES"
# Two rooms have catalogs of their own.
ROOMS = tuple(
    PACKAGE / f"{it}/locale/es/LC_MESSAGES" for it in ("programs", "evidence")
)
LINE = re.compile(r'(?:(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d)\])? )?(".*")')
STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(n?p?gettext|_)\(({STRING}(?:, ?{STRING})*)")
# How many strings each function takes: context, singular, plural.
SHAPES = {
    "_": "s",
    "gettext": "s",
    "gettext_lazy": "s",
    "gettext_noop": "s",
    "pgettext": "cs",
    "pgettext_lazy": "cs",
    "ngettext": "sp",
    "ngettext_lazy": "sp",
    "npgettext": "csp",
}


class Message(NamedTuple):
    """A sentence to translate."""

    context: str
    text: str
    plural: str


class Entry(NamedTuple):
    """A sentence with its translation, one form or two."""

    message: Message
    forms: tuple[str, ...]
    is_fuzzy: bool


def entries(folder: Path = SPANISH) -> list[Entry]:
    """Read a Spanish source file without its header."""
    text = (folder / "django.po").read_text(encoding="utf-8")
    found = [_entry(block) for block in re.split(r"\n{2,}", text)]
    return [it for it in found if it.message.text]


def _entry(block: str) -> Entry:
    parts: dict[tuple[str, str], str] = {}
    key = ("", "")
    for line in block.splitlines():
        if match := LINE.fullmatch(line):
            key = (match[1], match[2] or "0") if match[1] else key
            parts[key] = parts.get(key, "") + ast.literal_eval(match[3])
    words = (parts.get((name, "0"), "") for name in ("msgctxt", "msgid"))
    return Entry(
        Message(*words, parts.get(("msgid_plural", "0"), "")),
        tuple(text for (name, _n), text in parts.items() if name == "msgstr"),
        "fuzzy" in "".join(line for line in block.splitlines() if line[:2] == "#,"),
    )


def messages_of(path: Path) -> set[Message]:
    """Return what one template or module has translated."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return _messages_of_module(source)
    calls = CALL.findall(templatize(source))
    return {_message(name, ast.literal_eval(f"[{words}]")) for name, words in calls}


def _messages_of_module(source: str) -> set[Message]:
    calls = (it for it in ast.walk(ast.parse(source)) if isinstance(it, ast.Call))
    named = [it for it in calls if getattr(it.func, "id", "") in SHAPES]
    return {
        _message(it.func.id, [word.value for word in words])
        for it in named
        if (words := it.args[: len(SHAPES[it.func.id])])
        and all(isinstance(word, ast.Constant) for word in words)
    }


def _message(name: str, words: list[str]) -> Message:
    given = dict(zip(SHAPES[name], words, strict=False))
    return Message(given.get("c", ""), given["s"], given.get("p", ""))

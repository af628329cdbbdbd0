"""Needs that a district hands over in words."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from django import forms
from django.conf import settings
from django.utils import translation
from django.utils.translation import ngettext

from headship.core.naming import name_of, short_name_of
from headship.frameworks.responsibilities import load_responsibilities

APART = re.compile(r"[;\r\n\t]+")
BULLET = re.compile(r"^(?:[-–—•*·]|\d+[.)])\s*")  # noqa: RUF001 -- dashes as pasted
AND = re.compile(r"^(?:and|y|e|&)\s+", re.IGNORECASE)
OXFORD = re.compile(r",\s+(?=(?:and|y|e)\s)")
LONGEST = 4  # Parts between commas of one name: two, or three as some write it.


class NeedsField(forms.CharField):
    """Names of responsibilities, apart by lines, semicolons or commas.

    Two names have a comma themselves, so the longest known name is taken of what
    stands between commas, in whichever language of the product it is written.
    """

    widget = forms.Textarea

    def clean(self, value: Any) -> list[str]:
        """Return the keys of what is named, each once; name all that is not known."""
        pairs = [
            pair for line in APART.split(super().clean(value)) for pair in read(line)
        ]
        unknown = dict.fromkeys(words for words, key in pairs if key is None)
        if unknown:
            words = ngettext(
                "%(words)s is not one of the 21 responsibilities.",
                "%(words)s are not among the 21 responsibilities.",
                len(unknown),
            )
            quoted = ", ".join(f"“{it}”" for it in unknown)
            raise forms.ValidationError(words % {"words": quoted})
        return list(dict.fromkeys(key for _words, key in pairs if key))


def read(line: str) -> Iterator[tuple[str, str | None]]:
    """Yield the words of each name in a line, with its key if it is known."""
    parts = [it.strip() for it in BULLET.sub("", line.strip()).split(",") if it.strip()]
    while parts:
        taken, key = _longest(parts)
        yield ", ".join(parts[:taken]), key
        parts = parts[taken:]


def _longest(parts: list[str]) -> tuple[int, str | None]:
    for taken in range(min(LONGEST, len(parts)), 0, -1):
        words = ", ".join(parts[:taken])
        key = _names().get(_plain(words)) or _names().get(_plain(AND.sub("", words)))
        if key:
            return taken, key
    return 1, None


@cache
def _names() -> dict[str, str]:
    """Return the keys by all their names, in every language of the product."""
    found = {}
    for language, _label in settings.LANGUAGES:
        with translation.override(language):
            for it in load_responsibilities():
                for name in (it.key, it.name, name_of(it), short_name_of(it)):
                    found[_plain(name)] = it.key
    return found


def _plain(words: str) -> str:
    """Write a name as names are compared: small, with one kind of blank and of comma."""
    text = OXFORD.sub(" ", re.sub(r"[\s_]+", " ", words))
    return text.strip(" .").casefold()

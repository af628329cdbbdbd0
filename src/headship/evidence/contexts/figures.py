"""Figures that a visitor types, and the short text that carries them in an address.

The text is a list of ``key-value`` parted by ``~``: ``loc-rural~lo-K~hi-5~ed-62.5``.
Shares are percents, as people say them; a key that is left out is unknown.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from headship.evidence.contexts.dimensions import (
    GRADES,
    LOCALES,
    RACES,
    ROUNDING,
    Context,
    Dimension,
    context_of,
    grade_range,
    halves,
    named,
    part,
    size_band,
    spread,
)

LONGEST = 300  # Every figure at its longest is about 160 letters.
MOST_STUDENTS = 100_000
PERCENT = re.compile(r"[0-9]{1,3}(\.[0-9]{1,3})?")
KEYS = {
    "loc": "locale",
    "lo": "lowest_grade",
    "hi": "highest_grade",
    "n": "enrollment",
    "ed": "frpl",
    "el": "english_learners",
    "sp": "special_education",
    "f": "female",
    "na": "native_american",
    "as": "asian",
    "bl": "black",
    "his": "hispanic",
    "pi": "pacific_islander",
    "wh": "white",
    "tw": "two_or_more",
}
SHORT = {name: key for key, name in KEYS.items()}
PERCENTS = (
    "frpl",
    "english_learners",
    "special_education",
    "female",
    *RACES,
)


class FiguresError(ValueError):
    """The text in the address cannot be read as figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a visitor typed; None and an empty word are unknown."""

    locale: str = ""
    lowest_grade: str = ""
    highest_grade: str = ""
    enrollment: int | None = None
    percents: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Return the short text that an address carries."""
        values: dict[str, object] = {
            "locale": self.locale,
            "lowest_grade": self.lowest_grade,
            "highest_grade": self.highest_grade,
            "enrollment": self.enrollment or "",
            **{n: plain(self.percents[n]) for n in PERCENTS if n in self.percents},
        }
        told = ((SHORT[name], str(value)) for name, value in values.items())
        return "~".join(f"{key}-{value}" for key, value in told if value)

    @property
    def context(self) -> Context:
        share = {name: float(value) / 100 for name, value in self.percents.items()}
        return context_of(
            {
                Dimension.LOCALE: named([self.locale] if self.locale else []),
                Dimension.GRADES: grade_range(self.lowest_grade, self.highest_grade),
                Dimension.DISADVANTAGE: part(share.get("frpl")),
                Dimension.RACE: spread({name: share.get(name) for name in RACES}),
                Dimension.GENDER: halves({"female": share.get("female")}),
                Dimension.ENGLISH: part(share.get("english_learners")),
                Dimension.SPECIAL: part(share.get("special_education")),
                Dimension.SIZE: size_band(self.enrollment),
            }
        )


def plain(value: Decimal) -> str:
    """Write a percent without an exponent or zeros at its end."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def read_figures(text: str) -> Figures:
    """Read the text of an address, or raise ``FiguresError`` with what is wrong."""
    if len(text) > LONGEST:
        raise FiguresError(_("The figures are longer than %d letters.") % LONGEST)
    values = dict(_pairs(text))
    low, high = (
        _word(values, name, GRADES) for name in ("lowest_grade", "highest_grade")
    )
    if bool(low) != bool(high) or (low and GRADES.index(low) > GRADES.index(high)):
        raise FiguresError(
            _("The grades %(low)s to %(high)s are no range.")
            % {"low": low or "?", "high": high or "?"}
        )
    return Figures(
        locale=_word(values, "locale", LOCALES),
        lowest_grade=low,
        highest_grade=high,
        enrollment=_students(values.get("enrollment")),
        percents=_percents(values),
    )


def _pairs(text: str) -> list[tuple[str, str]]:
    found = []
    for piece in filter(None, text.split("~")):
        key, _dash, value = piece.partition("-")
        if key not in KEYS or not value:
            raise FiguresError(_("“%s” is not a figure.") % piece[:40])
        found.append((KEYS[key], value))
    if len({name for name, _value in found}) < len(found):
        raise FiguresError(_("A figure is given twice."))
    return found


def _word(values: dict[str, str], name: str, choices: tuple[str, ...]) -> str:
    word = values.get(name, "")
    if word and word not in choices:
        raise FiguresError(
            _("“%(word)s” is not one of %(choices)s.")
            % {"word": word[:40], "choices": ", ".join(choices)}
        )
    return word


def _students(text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= MOST_STUDENTS):
        raise FiguresError(_("“%s” is not a number of students.") % text[:40])
    return int(text)


def _percents(values: dict[str, str]) -> dict[str, Decimal]:
    percents = {name: _percent(values[name]) for name in PERCENTS if name in values}
    total = sum((percents.get(name, Decimal(0)) for name in RACES), Decimal(0))
    if total > 100 * (1 + ROUNDING):
        raise FiguresError(_("The races add up to %s percent.") % plain(total))
    return percents


def _percent(text: str) -> Decimal:
    if not PERCENT.fullmatch(text):
        raise FiguresError(_("“%s” is not a percentage.") % text[:40])
    share = Decimal(text)
    if share > 100:
        raise FiguresError(_("“%s” does not lie from 0 to 100.") % text[:40])
    return share

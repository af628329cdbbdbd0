"""Words and layout of numbers: rounding, unknown, not shown."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from functools import wraps
from typing import Any

from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from headship.core.suppression import Suppressed

NO_BREAK = "\u00a0"
MINUS = "\u2212"


def unknown(value: Any) -> Any:
    """Show a value as it is, or say that it is unknown or not shown."""
    if isinstance(value, Suppressed):
        return _suppressed(value)
    if value is None or value == "":
        return format_html('<span class="unknown">{}</span>', _("unknown"))
    return value


def _suppressed(value: Suppressed) -> SafeString:
    return format_html('<span class="suppressed">{}</span>', str(value))


def _known_only(write: Callable[..., str]) -> Callable[..., Any]:
    """Let a filter see numbers only; the rest is unknown or not shown."""

    @wraps(write)
    def filter_value(value: Any, *arguments: Any) -> Any:
        if value is None or value == "" or isinstance(value, Suppressed):
            return unknown(value)
        return write(value, *arguments)

    return filter_value


def _fixed(value: Any, digits: int) -> str:
    # Django's number_format cuts digits off; it does not round.
    exact = Decimal(str(value))
    rounded = exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    text = formats.number_format(rounded, decimal_pos=digits, use_l10n=True)
    is_zero = not any(character in "123456789" for character in text)
    return text.replace("-", "" if is_zero else MINUS)


@_known_only
def share(value: Any, digits: int = 0) -> str:
    """Write a fraction of 1 as a percentage: 0.343 is 34 %."""
    return f"{_fixed(100 * value, digits)}{NO_BREAK}%"


@_known_only
def score(value: Any, digits: int = 1) -> str:
    """Write a mean or an estimate with one decimal."""
    return _fixed(value, digits)


@_known_only
def change(value: Any, digits: int = 1) -> str:
    """Write a difference with its sign."""
    text = _fixed(value, digits)
    is_positive = not text.startswith(MINUS) and any(c in "123456789" for c in text)
    return f"+{text}" if is_positive else text


@_known_only
def count(value: Any) -> str:
    """Write a whole number with its thousands apart."""
    return formats.number_format(value, decimal_pos=0, force_grouping=True)


@_known_only
def money(cents: Any, currency: str = "USD") -> str:
    """Write an amount in cents: $1,250, or with cents where there are any."""
    digits = 2 if cents % 100 else 0
    whole = Decimal(abs(cents)).scaleb(-2)
    text = formats.number_format(whole, decimal_pos=digits, force_grouping=True)
    sign = MINUS if cents < 0 else ""
    if currency == "USD":
        return f"{sign}${text}"
    return f"{sign}{text}{NO_BREAK}{currency}"


@_known_only
def interval(value: Any, digits: int = 1) -> str:
    """Write an interval as "2.8 to 3.4"."""
    ends = {"lower": _fixed(value.lower, digits), "upper": _fixed(value.upper, digits)}
    return _("%(lower)s to %(upper)s") % ends


@_known_only
def day(value: Any) -> str:
    """Write a date in words."""
    return formats.date_format(value, "DATE_FORMAT")

"""What the codes of federal school files mean, above all “unknown”."""

from decimal import ROUND_HALF_UP, Decimal

from headship.orgs.models.schools import GRADES, Locale

# -1 or M: missing; -2 or N: not applicable; -9: failed a quality check; daggers, dashes
# and stars: the same in print and in suppressed tables.
UNKNOWN = frozenset(
    {"", "-1", "-2", "-9", "m", "n", "n/a", "na", "null"}
    | {"-", "*", "\N{DAGGER}", "\N{DOUBLE DAGGER}", "\N{EN DASH}", "\N{EM DASH}"}
)
OPEN = frozenset({"1", "3", "4", "5", "8"})  # Open, new, added, changed, reopened.
NOT_OPEN = frozenset({"2", "6", "7"})  # Closed, inactive, not yet open.
SHARE_STEP = Decimal("0.00001")


def known(value: str) -> str:
    """Return a value, or nothing where the file says that it is unknown."""
    return "" if value.strip().lower() in UNKNOWN else value.strip()


def locale(value: str) -> int | None:
    """Return a locale code such as 41 from ``41`` or ``41-Rural: Fringe``."""
    code = known(value)[:2]
    if not code:
        return None
    return Locale(int(code)).value


def grade(value: str) -> str:
    """Return a grade as in the Common Core of Data: PK, KG, 01 to 13, UG."""
    code = known(value).upper()
    code = {"AE": "", "K": "KG", "PREK": "PK"}.get(code, code)
    code = f"{int(code):02d}" if code.isdigit() else code
    if code and code not in GRADES:
        raise ValueError(value)
    return code


def count(value: str) -> int | None:
    """Return a number of students."""
    digits = known(value).replace(",", "")
    if not digits:
        return None
    if not digits.isascii() or not digits.isdigit():
        raise ValueError(value)
    return int(digits)


def share(part: int | None, whole: int | None) -> Decimal | None:
    """Return part of whole as a fraction, or None if either is unknown."""
    if part is None or not whole:
        return None
    return (Decimal(part) / whole).quantize(SHARE_STEP, ROUND_HALF_UP)


def is_open(value: str) -> bool:
    """Say whether a school operates; a file without the code lists open schools."""
    code = known(value)
    if code and code not in OPEN | NOT_OPEN:
        raise ValueError(value)
    return code not in NOT_OPEN


def school_year(value: str) -> str:
    """Return a year such as ``2013-2014`` from 2013, 2013-14 or 2013-2014."""
    digits = known(value)
    if not digits:
        return ""
    first = int(digits[:4])
    if not 1980 <= first <= 2100:
        raise ValueError(value)
    return f"{first}-{first + 1}"

"""Who and where: the sample of a study, with what is not reported left out.

The export prints blanks as zeros in places. A pair such as female and male that is zero
on both sides, a block in which everything is zero, and a sample with nobody poor are
read as not reported: an empty box is far likelier than such a school.
"""

from collections import Counter
from typing import Any

from headship.evidence.wwc.tables import Row
from headship.evidence.wwc.traps import Trap
from headship.evidence.wwc.values import between, flag, number, whole

GRADES = ("PS", "PK", "K", *(str(grade) for grade in range(1, 13)))
LOCALES = {"Urban": "city", "Suburban": "suburb", "Rural": "rural"}
SCHOOL_TYPES = {
    "Public": "public",
    "Charter": "charter",
    "Private": "private",
    "Parochial": "parochial",
}
RACES = ("Asian", "Black", "Native_American", "Pacific_Islander", "White", "Other")
REGIONS = ("Midwest", "Northeast", "South", "West")

# Printed shares are rounded; they add up to the whole within this.
ROUNDING = 0.03


def sample(row: Row, traps: Counter[Trap]) -> dict[str, Any]:
    """Return what a row of the export says of a study's sample.

    Keys that are absent are not reported. Shares are from 0 to 1.
    """
    found: dict[str, Any] = {
        "race": _race(row, traps),
        "ethnicity": _pair(row, ("Hispanic", "Not_Hispanic"), "s_Ethnicity_", traps),
        "gender": _pair(row, ("Female", "Male"), "s_Gender_", traps),
        "locale": listed(row, "s_Urbanicity_", LOCALES, traps),
        "grades": listed(row, "s_Grade_", {name: name for name in GRADES}, traps),
        "school_type": listed(row, "s_School_type_", SCHOOL_TYPES, traps),
        "region": listed(
            row, "s_Region_State_", {name: name for name in REGIONS}, traps
        ),
        "state": listed(row, "s_Region_State_", _states(row), traps),
        "multisite": flag(row, "s_Multisite"),
        "school_size": whole(row, "s_School_Setting_Student_Count", 1),
    } | _groups(row, traps)
    return {key: value for key, value in found.items() if value not in (None, [], {})}


def listed(
    row: Row, prefix: str, names: dict[str, str], traps: Counter[Trap]
) -> list[str]:
    """Return the names whose flag is set."""
    values = {name: number(row, prefix + name) or 0 for name in names}
    traps[Trap.FLAG_ABOVE_ONE] += any(value > 1 for value in values.values())
    return [names[name] for name, value in values.items() if value]


def _states(row: Row) -> dict[str, str]:
    prefix = "s_Region_State_"
    names = [name.removeprefix(prefix) for name in row.columns if prefix in name]
    spelled = {name: name.replace("_", " ") for name in names if name not in REGIONS}
    return spelled | ({"DC": "District of Columbia"} if "DC" in spelled else {})


def _share(row: Row, name: str) -> float | None:
    value = between(row, name, 0, 1000)
    return None if value is None else round(value / 100, 6)


def _pair(
    row: Row, names: tuple[str, str], prefix: str, traps: Counter[Trap]
) -> dict[str, float]:
    shares = {name.lower(): _share(row, prefix + name) for name in names}
    known = {name: share for name, share in shares.items() if share is not None}
    total = sum(known.values())
    if total > 1 + ROUNDING:
        traps[Trap.SHARES_ABOVE_ONE] += 1
        return {}
    if 0 in known.values() and total < 1 - ROUNDING:
        traps[Trap.ZERO_MEANS_BLANK] += 1
        return {name: share for name, share in known.items() if share}
    return known


def _race(row: Row, traps: Counter[Trap]) -> dict[str, float]:
    """Return shares by race; ``other`` is other or unknown.

    Reviews either count Hispanic people apart from race or as one of the races; where
    they make the whole, they are one.
    """
    shares = {name.lower(): _share(row, f"s_Race_{name}") for name in RACES}
    known = {name: share for name, share in shares.items() if share is not None}
    if not known:
        return {}
    total = sum(known.values())
    if known.get("other", 0) >= 1 and total <= 1 + ROUNDING:
        traps[Trap.RACE_UNKNOWN] += 1
        return {}
    if not total:
        traps[Trap.ZERO_MEANS_BLANK] += 1
        return {}
    if total > 1 + ROUNDING:
        traps[Trap.SHARES_ABOVE_ONE] += 1
        return {}
    hispanic = _share(row, "s_Ethnicity_Hispanic")
    is_whole = abs(total - 1) <= ROUNDING
    if hispanic and not is_whole and abs(total + hispanic - 1) <= ROUNDING:
        known["hispanic"] = hispanic
    return known


def _groups(row: Row, traps: Counter[Trap]) -> dict[str, float | None]:
    shares = {
        "frpl": _share(row, "s_Demographics_Sample_FRPL"),
        "english_learners": _share(row, "s_Demographics_Sample_ELL"),
        "special_education": _share(row, "s_Disability_IEP"),
        "autism": _share(row, "s_Disability_ASD"),
        "minority": _share(row, "s_Demographics_Sample_Minority"),
    }
    if shares["frpl"] == 0:
        traps[Trap.ZERO_MEANS_BLANK] += 1
        return (
            dict.fromkeys(shares)
            if not any(shares.values())
            else (shares | {"frpl": None})
        )
    return shares

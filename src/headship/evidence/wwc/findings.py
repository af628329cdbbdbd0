"""Findings, as one row of the export gives them."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from headship.evidence.wwc import values
from headship.evidence.wwc.studies import RATINGS
from headship.evidence.wwc.tables import Row
from headship.evidence.wwc.traps import Trap

TIERS = {
    "": None,
    "evidence tier 1": 1,
    "evidence tier 2": 2,
    "evidence tier 3": 3,
    "essa tier 1": 1,
    "essa tier 2": 2,
    "essa tier 3": 3,
}
FAVORABLE, UNFAVORABLE = "Favorable", "Unfavorable"


@dataclass(frozen=True, slots=True)
class _Pair:
    """A figure of both groups."""

    treated: Any
    control: Any

    @property
    def is_known(self) -> bool:
        return self.treated is not None and self.control is not None

    def named(self, name: str) -> dict[str, Any]:
        return {f"{name}_treated": self.treated, f"{name}_control": self.control}


def read_finding(
    row: Row, traps: Counter[Trap], *, has_text: bool, is_single: bool
) -> dict[str, Any]:
    """Return a finding; ``comparison`` only where the table carries its text.

    The single file makes favorable effects positive (``is_single``); separate files
    leave the sign of the difference, and turn only the improvement index.
    """
    means, kind = _means(row, traps)
    people = _pair(row, "Outcome_Intervention_SS", "Outcome_Comparison_SS", _count)
    traps[Trap.NO_COMPARISON_PEOPLE] += people.control == 0
    size = _effect_size(row, traps, is_single=is_single)
    is_subgroup = bool(values.flag(row, "f_Is_Subgroup"))
    sample = values.words(row, "f_Sample_Description", 250)
    tier = row.text("f_ESSA_Rating").casefold()
    if tier not in TIERS:
        raise row.error("f_ESSA_Rating", f"“{tier}” is not a known tier.")
    found = {
        "number": values.whole(row, "f_FindingID", 1, 899_999_999),
        "review": values.key(row, "ReviewID"),
        "outcome_measure": values.words(row, "f_Outcome_Measure", 250),
        "outcome_domain": values.words(row, "f_Outcome_Domain", 120),
        "period": values.words(row, "f_Period", 120),
        "sample": sample,
        "is_subgroup": is_subgroup,
        "subgroup": sample if is_subgroup else "",
        "unit_of_analysis": values.words(row, "f_L1_Unit_of_Analysis", 40).capitalize(),
        "n_total": values.whole(row, "f_Outcome_Sample_Size"),
        "favorable": _favorable(row, means, size, traps),
        "reported_effect_size": values.number(row, "f_Effect_Size_Study"),
        "reported_p": values.between(row, "f_p_Value_Study", 0, 1),
        "wwc_effect_size": size,
        "wwc_improvement_index": values.whole(row, "f_Improvement_Index", -50, 50),
        "wwc_p": values.between(row, "f_p_Value_WWC", 0, 1),
        "wwc_is_significant": values.flag(row, "f_Is_Statistically_Significant"),
        "wwc_rating": values.one_of(row, "f_Finding_Rating", RATINGS),
        "essa_tier": TIERS[tier],
    }
    if found["number"] is None:
        raise row.error("f_FindingID", "is empty, but every row needs it.")
    if has_text:
        found["comparison"] = row.text("f_Comparison")
    return (
        found
        | kind
        | means.named("mean")
        | people.named("n")
        | _clusters(row, people, traps)
    )


def _pair(row: Row, treated: str, control: str, read: Any) -> _Pair:
    return _Pair(read(row, f"f_{treated}"), read(row, f"f_{control}"))


def _count(row: Row, name: str) -> int | None:
    return values.whole(row, name)


def _means(row: Row, traps: Counter[Trap]) -> tuple[_Pair, dict[str, Any]]:
    """Return the means, shares as shares, and what kind of outcome they are of."""
    means = _pair(row, "Intervention_Mean", "Comparison_Mean", values.number)
    spreads = _pair(
        row,
        "Intervention_Standard_Deviation",
        "Comparison_Standard_Deviation",
        values.number,
    )
    signed = [spreads.treated, spreads.control]
    if any(spread is not None and spread < 0 for spread in signed):
        traps[Trap.NEGATIVE_SPREAD] += 1
        spreads = _Pair(*(s if s is None or s >= 0 else None for s in signed))
    has_spread = any(spread is not None for spread in signed)
    is_share = (
        means.is_known
        and not has_spread
        and min(means.treated, means.control) >= 0
        and max(means.treated, means.control) <= 100
    )
    is_percent = is_share and max(means.treated, means.control) > 1
    traps[Trap.PERCENT_SCALE] += is_percent
    if is_percent:
        means = _Pair(means.treated / 100, means.control / 100)
    outcome = "dichotomous" if is_share else "continuous" if has_spread else "other"
    return means, spreads.named("sd") | {
        "outcome_type": outcome,
        "is_percent": is_percent,
    }


def _clusters(row: Row, people: _Pair, traps: Counter[Trap]) -> dict[str, Any]:
    clusters = _pair(row, "Intervention_Clusters_SS", "Comparison_Clusters_SS", _count)
    icc = values.between(row, "f_ICC", 0, 1)
    traps[Trap.ICC_ONE] += icc == 1
    if clusters.is_known and clusters == people:
        traps[Trap.CLUSTERS_EQUAL_N] += 1
        clusters = _Pair(None, None)
        level = "individual"
    else:
        level = "cluster" if clusters.is_known else ""
    is_fewer = (
        clusters.is_known
        and people.is_known
        and clusters.treated + clusters.control < people.treated + people.control
    )
    return clusters.named("clusters") | {
        "icc": icc,
        "level": level if level != "cluster" or is_fewer else "",
        "is_clustered": is_fewer and icc is not None and icc < 1,
    }


def _effect_size(row: Row, traps: Counter[Trap], *, is_single: bool) -> float | None:
    """Return the published effect with positive meaning favorable."""
    size = values.number(row, "f_Effect_Size_WWC")
    index = values.whole(row, "f_Improvement_Index", -50, 50)
    if size is None:
        traps[Trap.NO_EFFECT_SIZE] += 1
        return None
    if not index or size * index >= 0:
        return size
    traps[Trap.SIGN_AGAINST_INDEX if is_single else Trap.SIGN_TURNED] += 1
    return size if is_single else -size


def _favorable(row: Row, means: _Pair, size: float | None, traps: Counter[Trap]) -> str:
    """Return which direction of the measure is better, as far as the export tells."""
    called = row.text("f_FavorableUnfavorableDesignation")
    if not means.is_known or means.treated == means.control:
        return "unknown"
    rose = means.treated > means.control
    if size and (size > 0) != rose:
        traps[Trap.SIGN_AGAINST_MEANS] += 1
    if called not in {FAVORABLE, UNFAVORABLE}:
        return "unknown"
    if size and (size > 0) != (called == FAVORABLE):
        traps[Trap.DIRECTION_CONTRADICTED] += 1
        return "unknown"
    return "higher" if rose == (called == FAVORABLE) else "lower"

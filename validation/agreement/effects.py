"""Effect sizes beside the values recorded from R and from print."""

import csv
from pathlib import Path

import numpy as np

from headship.stats import effects

# Closed forms: the reference's own advice. The tetrachoric correlation is found by
# iteration, the reference's to about 5e-6 only; ours reproduces the cell probability to
# 1e-16 (see test_tetrachoric.py).
TOLERANCE: dict[str, float] = {"escalc.2x2.RTET": 5e-5}
DEFAULT_TOLERANCE = 1e-10

# Identifiers that belong to this topic.
PREFIXES = ("escalc.", "bcg.escalc.", "wwc.cluster.ES.")

NOT_IMPLEMENTED: dict[str, str] = {}

_MEANS = ([103, 20.1, 5], [100, 18, 5.5], [5.5, 4, 1.2], [4.5, 5, 1.0])
_SIZES = ([50, 12, 30], [50, 10, 25])
_TABLE = ([5, 30], [95, 70], [10, 20], [90, 80])
_CORRELATIONS = ([0.5, 0.1, -0.3], [100, 20, 12])


def values(shared: Path) -> dict[tuple[str, str], float]:
    """Return our value for each recorded one."""
    found: dict[tuple[str, str], float] = {}
    for test_id, effect in _many(shared).items():
        _enter(found, test_id, effect)
    for test_id, effect in _single().items():
        found[test_id, "yi"] = float(effect.estimate)
        found[test_id, "vi"] = float(effect.variance)
    for icc in (0.05, 0.2):
        factors = effects.cluster_factors(490, 490, 10, 9, icc=icc)
        gamma = float(factors.gamma)
        found[f"wwc.cluster.ES.icc{icc}", "gamma"] = gamma
        found[f"wwc.cluster.ES.icc{icc}", "g"] = 0.30 * gamma
    return found


def _many(shared: Path) -> dict[str, effects.EffectSize]:
    difference = effects.standardized_difference
    odds = effects.log_odds_ratio
    return {
        "bcg.escalc.RR": effects.log_risk_ratio(*_bcg(shared)),
        "escalc.SMD.LS": difference(*_MEANS, *_SIZES),
        "escalc.SMD.UB": difference(*_MEANS, *_SIZES, variance="unbiased"),
        "escalc.SMD.LS2": difference(*_MEANS, *_SIZES, variance="borenstein"),
        "escalc.2x2.OR": odds(*_TABLE),
        "escalc.2x2.OR2D": odds(*_TABLE, scale="d"),
        "escalc.2x2.OR2DL": odds(*_TABLE, scale="d"),
        "escalc.2x2.OR2DN": odds(*_TABLE, scale="cox"),
        "escalc.2x2.YUQ": odds(*_TABLE, scale="yule_q"),
        "escalc.2x2.PBIT": effects.probit_difference(*_TABLE),
        "escalc.2x2.PHI": effects.phi_coefficient(*_TABLE),
        "escalc.2x2.RTET": effects.tetrachoric(*_TABLE),
        "escalc.2x2.RD": effects.risk_difference(*_TABLE),
        "escalc.2x2.AS": effects.arcsine_difference(*_TABLE),
        "escalc.COR": effects.correlation(*_CORRELATIONS),
        "escalc.UCOR": effects.correlation(*_CORRELATIONS, unbiased=True),
        "escalc.ZCOR": effects.fisher_z(*_CORRELATIONS),
    }


def _single() -> dict[str, effects.EffectSize]:
    return {
        "escalc.SMCR": effects.change_in_raw_units(
            23.1, 19.7, 13.8, 20, correlation=0.77
        ),
        "escalc.SMCC": effects.change_in_change_units(
            23.1, 19.7, 13.8, 14.8, 20, correlation=0.77
        ),
    }


def _enter(
    found: dict[tuple[str, str], float], test_id: str, effect: effects.EffectSize
) -> None:
    # The other variances of one estimate were recorded without the estimate.
    if test_id not in {"escalc.SMD.UB", "escalc.SMD.LS2"}:
        for i, estimate in enumerate(effect.estimate, start=1):
            found[test_id, f"yi{i}"] = float(estimate)
    for i, variance in enumerate(effect.variance, start=1):
        found[test_id, f"vi{i}"] = float(variance)


def _bcg(shared: Path) -> list[np.ndarray]:
    with (shared / "reference/meta/dat.bcg.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    return [
        np.array([float(row[name]) for row in rows])
        for name in ("tpos", "tneg", "cpos", "cneg")
    ]

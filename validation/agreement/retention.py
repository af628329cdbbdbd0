"""Our values for the recorded results on retention."""

import csv
from functools import cache
from pathlib import Path

import numpy as np

from headship.stats import retention
from headship.stats.retention import CoxModel, HazardModel, LogRank, SurvivalCurve

Values = dict[tuple[str, str], float]

# Read by the tests: prefix of a test id -> why no function of ours answers it.
NOT_IMPLEMENTED: dict[str, str] = {}


def tolerance(test_id: str, quantity: str) -> float:
    """Return the relative tolerance of one recorded result."""
    if ".firstsex." in test_id and quantity.startswith("se."):
        # R's glm stops when the deviance settles; its weights are one step old.
        return 5e-4
    if ".firstsex." in test_id:
        return 1e-7
    # Cox: R stops at a relative change of the likelihood of 1e-9.
    return 1e-8 if ".cox." in test_id else 1e-10


def values(shared: Path) -> Values:
    """Return our value for every recorded quantity of this topic."""
    folder = shared / "reference/survival"
    found: Values = {}
    for part in (_lung, _lung_cox, _ovarian, _first_sex):
        found |= part(folder)
    return found


@cache
def _columns(path: Path) -> dict[str, np.ndarray]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {
        name: np.array([float(row[name] or "nan") for row in rows]) for name in rows[0]
    }


def _lung(folder: Path) -> Values:
    data = _columns(folder / "survival_lung.csv")
    time, died, sex = data["time"], data["status"] - 1, data["sex"]
    curve = retention.survival_curve(time, died)
    median = retention.time_quantile(curve)
    found = _steps("lung.km", curve) | {
        ("lung.median", "med1"): median.estimate,
        ("lung.median", "lo1"): median.interval.lower,
        ("lung.median", "hi1"): median.interval.upper,
    }
    for label in (1, 2):
        own = retention.survival_curve(time[sex == label], died[sex == label])
        mean = retention.restricted_mean(own, 365)
        found["lung.rmst365", f"rmean{label}"] = mean.estimate
        found["lung.rmst365", f"se{label}"] = mean.se
    return found | _test("lung.sex.logrank.rho0", retention.log_rank(time, died, sex))


def _steps(test_id: str, curve: SurvivalCurve) -> Values:
    """Return the curve at the times at which somebody left."""
    found: Values = {}
    rows = np.flatnonzero(curve.left > 0)
    for number, row in enumerate(rows, start=1):
        for name, column in (
            ("time", curve.time),
            ("surv", curve.survival),
            ("se", curve.se),
            ("lo", curve.lower),
            ("hi", curve.upper),
        ):
            found[test_id, f"{name}{number}"] = float(column[row])
    return found


def _test(test_id: str, test: LogRank) -> Values:
    found: Values = {
        (test_id, "chisq"): test.statistic,
        (test_id, "df"): test.dof,
        (test_id, "p"): test.p_value,
    }
    for number in range(len(test.groups)):
        found[test_id, f"O{number + 1}"] = float(test.observed[number])
        found[test_id, f"E{number + 1}"] = float(test.expected[number])
    return found


def _lung_cox(folder: Path) -> Values:
    data = _columns(folder / "survival_lung.csv")
    names = ("age", "sex", "ph.ecog")
    X = np.column_stack([data[name] for name in names])
    kept = np.isfinite(X).all(axis=1)
    time, died = data["time"][kept], data["status"][kept] - 1
    found: Values = {}
    for ties in ("efron", "breslow"):
        fit = retention.proportional_hazards(
            time, died, X[kept], names=names, ties=ties
        )
        found |= _hazards(f"lung.cox.{ties}", fit, time, died, X[kept])
    return found


def _hazards(
    test_id: str, fit: CoxModel, time: np.ndarray, left: np.ndarray, X: np.ndarray
) -> Values:
    b = np.array([effect.estimate for effect in fit.effects])
    found: Values = {
        (test_id, "loglik0"): fit.log_likelihood_null,
        (test_id, "loglik"): fit.log_likelihood,
        (test_id, "concordance"): retention.concordance(time, left, X @ b),
    }
    for effect in fit.effects:
        found[test_id, f"b.{effect.name}"] = effect.estimate
        found[test_id, f"se.{effect.name}"] = effect.se
    return found


def _ovarian(folder: Path) -> Values:
    data = _columns(folder / "survival_ovarian.csv")
    time, died = data["futime"], data["fustat"]
    X = np.column_stack([data["age"], data["rx"]])
    fit = retention.proportional_hazards(time, died, X, names=("age", "rx"))
    return _test(
        "ovarian.logrank.rho0", retention.log_rank(time, died, data["rx"])
    ) | _hazards("ovarian.cox.efron", fit, time, died, X)


def _first_sex(folder: Path) -> Values:
    data = _columns(folder / "alda_first_sex_pp.csv")
    models = {
        "A": ((), "logit"),
        "B": (("parental_transition",), "logit"),
        "C": (("parental_antisociality",), "logit"),
        "D": (("parental_transition", "parental_antisociality"), "logit"),
        "B.cloglog": (("parental_transition",), "cloglog"),
    }
    found: Values = {}
    for label, (names, link) in models.items():
        X = np.column_stack([data[name] for name in names]) if names else None
        fit = retention.discrete_hazard(
            data["event"], data["t"], X, names=names or None, link=link
        )
        found |= _yearly(f"alda.firstsex.{label}", fit)
    return found


def _yearly(test_id: str, fit: HazardModel) -> Values:
    found: Values = {(test_id, "deviance"): fit.deviance, (test_id, "aic"): fit.aic}
    for effect in fit.effects:
        name = f"factor(t){effect.name}" if effect.name.isdigit() else effect.name
        found[test_id, f"b.{name}"] = effect.estimate
        found[test_id, f"se.{name}"] = effect.se
    return found

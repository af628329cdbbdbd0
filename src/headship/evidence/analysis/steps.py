"""The way from a finding's numbers to its effect size and p-value, step by step.

Every intermediate value comes from ``headship.stats``; the formula beside it is an
expression in symbols whose names are earlier steps or reported numbers, so that a
reader (and a test) can put the numbers in and arrive at the value.

Vocabulary: i is the intervention group, c the comparison group; n people, m clusters,
y mean, s standard deviation, p share; N all people, M all clusters.
"""

import re
from dataclasses import dataclass, field, replace

import numpy as np

from headship.evidence.analysis.recompute import Reported, edition_of, findings_of
from headship.stats import effects, wwc
from headship.stats.effects import Rules, SizeError, rules_of

NAME = re.compile(r"[A-Za-z]\w*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step; ``numbers`` are what stands behind the names in the formula."""

    key: str
    symbol: str
    formula: str
    numbers: dict[str, float]
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """A finding worked out under one edition.

    ``problem`` is a code of ``stats.wwc.Problem`` where the way ends early; values are
    None where it did not get there.
    """

    standards: str
    kind: str
    steps: tuple[Step, ...]
    problem: str
    size: float | None
    se: float | None
    dof: float | None
    p_value: float | None
    improvement_index: float | None


@dataclass
class _Sheet:
    """The steps so far and the numbers they may use."""

    rules: Rules
    found: wwc.Evaluation
    numbers: dict[str, float] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)

    def add(self, key: str, symbol: str, formula: str, value: float) -> None:
        """Write down one step."""
        used = {
            name: self.numbers[name]
            for name in dict.fromkeys(NAME.findall(formula))
            if name in self.numbers
        }
        self.numbers[symbol] = float(value)
        step = Step(
            key=key, symbol=symbol, formula=formula, numbers=used, value=float(value)
        )
        self.steps.append(step)

    def get(self, *symbols: str) -> list[float]:
        """Return numbers by their symbols."""
        return [self.numbers[symbol] for symbol in symbols]


def work_out(reported: Reported, standards: str) -> Worked:
    """Work a finding out under an edition, as ``recompute_findings`` does."""
    edition = edition_of(standards)
    findings = findings_of([replace(reported, standards=edition)])
    found = wwc.evaluate(findings)
    sheet = _Sheet(rules=rules_of(edition), found=found)
    kind = _kind(findings)
    if np.isfinite(found.estimate[0]):
        _add_size(sheet, reported, findings, kind)
        if np.isfinite(found.se[0]):
            _add_test(sheet, kind)
        sheet.add("index", "II", "100 * Phi(g) - 50", found.improvement_index[0])
    return Worked(
        standards=edition,
        kind=kind,
        steps=tuple(sheet.steps),
        problem=str(found.problem[0]),
        size=_known(found.estimate[0]),
        se=_known(found.se[0]),
        dof=_known(found.dof[0]),
        p_value=_known(found.p_value[0]),
        improvement_index=_known(found.improvement_index[0]),
    )


def _kind(findings: wwc.Findings) -> str:
    outcome = "dichotomous" if findings.is_dichotomous[0] else "continuous"
    return f"{outcome}_clusters" if findings.is_clustered[0] else outcome


def _add_size(
    sheet: _Sheet, reported: Reported, findings: wwc.Findings, kind: str
) -> None:
    n_i, n_c = findings.n_treated[0], findings.n_control[0]
    sheet.numbers |= {"n_i": float(n_i), "n_c": float(n_c)}
    sheet.add("people", "N", "n_i + n_c", n_i + n_c)
    if kind.startswith("dichotomous"):
        _add_cox(sheet, reported, findings)
    else:
        _add_g(sheet, findings)
    if kind.endswith("clusters"):
        _add_clusters(sheet, findings)
    if kind == "continuous_clusters" and sheet.rules.cluster_bias:
        omega = float(effects.wwc_correction(sheet.numbers["h"]))
        sheet.add("cluster_omega", "omega", "1 - 3 / (4 * h - 1)", omega)
        sheet.add("size", "g", "omega * gamma * d", _raw_size(sheet, findings))
    elif kind.startswith("continuous") or sheet.rules.cox_omega:
        omega = float(effects.wwc_correction(sheet.numbers["N"] - 2))
        sheet.add("omega", "omega", "1 - 3 / (4 * N - 9)", omega)
        sheet.add("size", "g", "omega * d", _raw_size(sheet, findings))
    else:
        sheet.add("size", "g", "d", _raw_size(sheet, findings))
    if findings.lower_is_better[0]:
        sheet.add("favorable", "g", "-g", sheet.found.estimate[0])


def _raw_size(sheet: _Sheet, findings: wwc.Findings) -> float:
    """Return the size before its sign is turned to the favorable direction."""
    size = float(sheet.found.estimate[0])
    return -size if findings.lower_is_better[0] else size


def _add_g(sheet: _Sheet, findings: wwc.Findings) -> None:
    n_i, n_c = sheet.get("n_i", "n_c")
    y_i, y_c = findings.mean_treated[0], findings.mean_control[0]
    s_i, s_c = findings.sd_treated[0], findings.sd_control[0]
    sheet.numbers |= {
        "y_i": float(y_i),
        "y_c": float(y_c),
        "s_i": float(s_i),
        "s_c": float(s_c),
    }
    formula = "sqrt(((n_i - 1) * s_i**2 + (n_c - 1) * s_c**2) / (N - 2))"
    sd = effects.pooled_sd(s_i, s_c, n_i, n_c)
    sheet.add("pooled_sd", "S", formula, float(sd))
    sheet.add("difference", "d", "(y_i - y_c) / S", float((y_i - y_c) / sd))


def _add_cox(sheet: _Sheet, reported: Reported, findings: wwc.Findings) -> None:
    for arm, name in (("i", "mean_treated"), ("c", "mean_control")):
        given = float(getattr(reported, name))
        share = float(getattr(findings, name)[0])
        if given == share:
            sheet.numbers[f"p_{arm}"] = share
        else:
            sheet.numbers[f"y_{arm}"] = given
            sheet.add("share", f"p_{arm}", f"y_{arm} / 100", share)
    p_i, p_c = sheet.get("p_i", "p_c")
    log_odds = float(np.log(p_i / (1 - p_i)) - np.log(p_c / (1 - p_c)))
    sheet.add("log_odds", "L", "ln(p_i / (1 - p_i)) - ln(p_c / (1 - p_c))", log_odds)
    sheet.add("cox", "d", "L / 1.65", log_odds / 1.65)


def _add_clusters(sheet: _Sheet, findings: wwc.Findings) -> None:
    n_i, n_c, total = sheet.get("n_i", "n_c", "N")
    m_i, m_c = findings.clusters_treated[0], findings.clusters_control[0]
    rho = float(findings.icc[0])
    sheet.numbers |= {"m_i": float(m_i), "m_c": float(m_c), "rho": rho}
    factors = effects.cluster_factors(n_i, n_c, m_i, m_c, icc=rho)
    sheet.add("cluster_size", "b", "N / (m_i + m_c)", total / float(m_i + m_c))
    gamma = "sqrt(1 - 2 * (b - 1) * rho / (N - 2))"
    sheet.add("gamma", "gamma", gamma, float(factors.gamma))
    sheet.add("eta", "eta", "1 + (b - 1) * rho", float(factors.eta))
    freedom = (
        "((N - 2) - 2 * (b - 1) * rho)**2 / ((N - 2) * (1 - rho)**2"
        " + b * (N - 2 * b) * rho**2 + 2 * (N - 2 * b) * rho * (1 - rho))"
    )
    sheet.add("cluster_dof", "h", freedom, float(factors.dof))


def _add_test(sheet: _Sheet, kind: str) -> None:
    found, is_clustered = sheet.found, kind.endswith("clusters")
    if "p_i" in sheet.numbers:
        _add_cox_error(sheet, is_clustered)
    else:
        _add_g_error(sheet, is_clustered)
    lost = 1 if sheet.rules.error is SizeError.SIZES_ONLY else 2
    free = "h" if is_clustered else f"N - {lost}"
    sheet.add("dof", "df", f"min({free}, {wwc.PUBLISHED_DOF_CAP:g})", found.dof[0])
    sheet.add("statistic", "t", "g / SE", found.estimate[0] / found.se[0])
    sheet.add("p_value", "p", "2 * P(abs(t), df)", found.p_value[0])


def _add_g_error(sheet: _Sheet, is_clustered: bool) -> None:
    has_bias = is_clustered and sheet.rules.cluster_bias
    n_i, n_c = sheet.get("n_i", "n_c")
    sheet.add("sizes", "a", "1 / n_i + 1 / n_c", 1 / n_i + 1 / n_c)
    size = "h" if has_bias else "N"
    inner = "a * eta" if has_bias else "a"
    if sheet.rules.error is not SizeError.SIZES_ONLY:
        inner = f"{inner} + g**2 / (2 * {size})"
    root = f"sqrt({inner})"
    if sheet.rules.error is SizeError.EFFECT_AND_OMEGA:
        root = f"omega * {root}"
    if is_clustered and not sheet.rules.cluster_bias:
        root = f"{root} * sqrt(eta) / gamma"
    sheet.add("error", "SE", root, sheet.found.se[0])


def _add_cox_error(sheet: _Sheet, is_clustered: bool) -> None:
    if sheet.rules.error is SizeError.SIZES_ONLY:
        root = "sqrt(1 / n_i + 1 / n_c)"
    else:
        root = (
            "sqrt(1 / (n_i * p_i) + 1 / (n_i * (1 - p_i))"
            " + 1 / (n_c * p_c) + 1 / (n_c * (1 - p_c))) / 1.65"
        )
    if is_clustered:
        root = f"{root} * sqrt(eta)"
        if not sheet.rules.cluster_bias:
            root = f"{root} / gamma"
    sheet.add("cox_error", "SE", root, sheet.found.se[0])


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None

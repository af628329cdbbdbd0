"""Corrections of single correlations for unreliability and range restriction."""

from dataclasses import dataclass

import numpy as np

from headship.stats._validate import Vector


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """Corrected ``rho``, ``attenuation`` r/rho, and unrestricted reliabilities."""

    rho: Vector
    attenuation: Vector
    refinement: Vector
    rxx: Vector
    ryy: Vector


def _unrestricted(r: Vector, u: Vector) -> Vector:
    """Return Thorndike's correction of ``r`` for a ratio ``u`` of spreads."""
    corrected: Vector = r / (u * np.sqrt((1 / u**2 - 1) * r**2 + 1))
    return corrected


def _ratio(r: Vector, rho: Vector, limit: Vector) -> Vector:
    """Return r/rho; where r is 0 the limit of the correction takes its place."""
    zero = r == 0
    return np.where(zero, limit, r / np.where(zero, 1.0, rho))


def _measurement(
    r: Vector, rxx: Vector, ryy: Vector, _u: Vector, _kind: str
) -> Corrected:
    attenuation = np.sqrt(rxx * ryy)
    return Corrected(
        rho=r / attenuation,
        attenuation=attenuation,
        refinement=np.ones_like(r),
        rxx=rxx,
        ryy=ryy,
    )


def _direct(r: Vector, rxx: Vector, ryy: Vector, u: Vector, kind: str) -> Corrected:
    """Thorndike's Case II, with the reliability of x in the population."""
    if kind == "alternate":
        # Selection on one form restricts its correlation with the other (Case II).
        population = rxx / (u**2 + rxx * (1 - u**2))
    else:
        population = 1 - u**2 * (1 - rxx)
    _possible(population)
    rho = _unrestricted(r / np.sqrt(ryy), u) / np.sqrt(population)
    return Corrected(
        rho=rho,
        attenuation=_ratio(r, rho, u * np.sqrt(ryy * population)),
        refinement=1 / ((1 / u**2 - 1) * r**2 + 1),
        rxx=population,
        ryy=_outcome_reliability(r, ryy, u),
    )


def _indirect(r: Vector, rxx: Vector, ryy: Vector, u: Vector, _kind: str) -> Corrected:
    """Hunter, Schmidt & Le's Case IV: the ratio is that of true scores."""
    population = 1 - u**2 * (1 - rxx)
    _possible(population)
    ut = np.sqrt(rxx * u**2 / population)
    rho = _unrestricted(r / np.sqrt(rxx * ryy), ut)
    return Corrected(
        rho=rho,
        attenuation=_ratio(r, rho, ut * np.sqrt(rxx * ryy)),
        refinement=1 / ((1 / ut**2 - 1) * r**2 + 1),
        rxx=population,
        ryy=_outcome_reliability(r / np.sqrt(rxx), ryy, ut),
    )


CORRECTIONS = {"none": _measurement, "direct": _direct, "indirect": _indirect}


def _possible(population: Vector) -> None:
    if population.min() <= 0:
        raise ValueError(
            "u_ratios and reliability_x give x no reliability in the population, got "
            f"{population.min()!r}."
        )


def _outcome_reliability(r: Vector, ryy: Vector, u: Vector) -> Vector:
    """Return the reliability of y in the population (selection was on x)."""
    population: Vector = 1 - (1 - ryy) / (1 - r**2 * (1 - 1 / u**2))
    return population

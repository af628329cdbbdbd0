"""The quantities from which any design's power follows, in one formula.

Vocabulary: as in ``designs``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from headship.stats._validate import between, integer, number, positive


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyDesign:
    """A design ready for planning; made by the functions of this module.

    ``treatment_level`` is the level assigned (1 = people); levels above it are blocks
    with ``blocks`` effects ("none" if it is the top). ``r2`` has one entry per level
    up to the treatment's, ``block_r2`` and ``heterogeneity`` one per level above.
    ``variance_inflation`` multiplies the sampling variance. ``name`` is PowerUp!'s.
    """

    name: str
    sizes: tuple[float, ...]
    treatment_level: int
    blocks: str
    icc: tuple[float, ...]
    r2: tuple[float, ...]
    block_r2: tuple[float, ...]
    heterogeneity: tuple[float, ...]
    share_treated: float
    n_covariates: int
    reliability: float
    variance_inflation: float
    moderator_share: float | None

    @property
    def standard_error(self) -> float:
        """Return the standard error of the standardized effect."""
        shares = (1.0 - sum(self.icc), *self.icc)
        counts = np.cumprod(self.sizes[::-1])[::-1]
        split = self.share_treated * (1.0 - self.share_treated)
        if self.moderator_share is not None:
            split *= self.moderator_share * (1.0 - self.moderator_share)
            counts = counts / self.sizes[-1] * self.dof
        variance = 0.0
        for level, (share, count) in enumerate(zip(shares, counts, strict=True), 1):
            if level <= self.treatment_level:
                kept = share * (1.0 - self.r2[level - 1]) / (split * count)
                variance += kept / self.reliability if level == 1 else kept
            elif self.blocks == "random":
                above = level - self.treatment_level - 1
                spread = self.heterogeneity[above] * (1.0 - self.block_r2[above])
                variance += share * spread / count
        return float(np.sqrt(variance * self.variance_inflation))

    @property
    def dof(self) -> float:
        """Return the degrees of freedom of the test of the effect."""
        top = self.sizes[-1]
        if self.moderator_share is not None:
            return top - self.n_covariates - 4.0
        if self.blocks == "none":
            return top - self.n_covariates - 2.0
        if self.blocks == "random":
            return top - self.n_covariates - 1.0
        inside = self.sizes[-2]
        if self.blocks == "fixed":
            return top * (inside - 2.0) - self.n_covariates
        return top * (inside - 1.0) - self.n_covariates - 1.0


def described(
    name: str,
    sizes: Sequence[float],
    *,
    treatment_level: int,
    blocks: str = "none",
    icc: Sequence[float] = (),
    r2: Sequence[float] = (),
    heterogeneity: Sequence[float] = (),
    block_r2: Sequence[float] = (),
    share_treated: float = 0.5,
    n_covariates: int = 0,
    reliability: float = 1.0,
    treatment_r2: float = 0.0,
    moderator_share: float | None = None,
) -> StudyDesign:
    """Return the checked design."""
    levels = len(sizes)
    above = levels - treatment_level
    shares = _entries("icc", icc, levels - 1)
    if sum(shares) >= 1:
        raise ValueError(f"icc must add up to less than 1, got {list(icc)}.")
    between("share_treated", share_treated, 0.0, 1.0)
    if not 0 < number("reliability", reliability) <= 1:
        raise ValueError(f"reliability must lie in (0, 1], got {reliability!r}.")
    share("treatment_r2", treatment_r2)
    design = StudyDesign(
        name=name,
        sizes=tuple(positive("sizes", size) for size in sizes),
        treatment_level=treatment_level,
        blocks=blocks,
        icc=shares,
        r2=_entries("r2", r2 or (0.0,) * treatment_level, treatment_level),
        block_r2=_entries("block_r2", block_r2 or (0.0,) * above, above),
        heterogeneity=tuple(
            _not_negative("heterogeneity", omega)
            for omega in _counted("heterogeneity", heterogeneity, above)
        ),
        share_treated=share_treated,
        n_covariates=integer("n_covariates", n_covariates),
        reliability=reliability,
        variance_inflation=1.0 / (1.0 - treatment_r2),
        moderator_share=moderator_share,
    )
    if design.dof <= 0:
        raise ValueError(
            f"sizes {tuple(sizes)} leave {design.dof:g} degrees of freedom for {name}."
        )
    return design


def count_levels(sizes: Sequence[float], least: int, *, most: int = 4) -> int:
    """Return the number of levels if the design can have it."""
    if not least <= len(sizes) <= most:
        raise ValueError(f"sizes must name {least} to {most} levels, got {len(sizes)}.")
    return len(sizes)


def _entries(name: str, values: Sequence[float], count: int) -> tuple[float, ...]:
    return tuple(share(name, value) for value in _counted(name, values, count))


def _counted(name: str, values: Sequence[float], count: int) -> Sequence[float]:
    if len(values) != count:
        raise ValueError(f"{name} needs {count} entries, got {list(values)}.")
    return values


def share(name: str, value: float) -> float:
    """Return a share from 0 up to but not 1."""
    if not 0 <= number(name, value) < 1:
        raise ValueError(f"{name} must lie in [0, 1), got {value!r}.")
    return float(value)


def _not_negative(name: str, value: float) -> float:
    if number(name, value) < 0:
        raise ValueError(f"{name} must not be negative, got {value!r}.")
    return float(value)

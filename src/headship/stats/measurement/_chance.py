"""Observed agreement, agreement by chance, and what each subject adds to both.

Vocabulary: ratings have one row per *subject* (a lesson, a leader) and one column
per *rater*; NaN, None and the empty text are missing ratings. *Observed* agreement
is the share of rater pairs that agree, *expected* the share by chance.
"""

from dataclasses import dataclass, replace
from math import sqrt

import numpy as np

from headship.stats import _validate
from headship.stats._scipy import special
from headship.stats._validate import ArrayLike, Matrix, Vector
from headship.stats.measurement._categories import Coded, code, weight_matrix
from headship.stats.results import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A coefficient of agreement over ``n`` subjects and ``n_raters`` raters.

    ``se`` and ``interval`` (t with n - 1 degrees of freedom, cut off at 1) are None
    when all subjects say the same, such as with perfect agreement. ``z`` and
    ``p_value`` test chance agreement with the standard error that holds under it;
    None for coefficients without such a test.
    """

    estimate: float
    se: float | None
    interval: Interval | None
    observed: float
    expected: float
    z: float | None
    p_value: float | None
    n: int
    n_raters: int
    dof: int
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Everything the coefficients share."""

    coded: Coded
    weights: Matrix
    counts: Matrix
    n_ratings: Vector
    confidence: float
    ddof: int

    @property
    def n(self) -> int:
        return len(self.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """Expected agreement, and what each subject contributes to it."""

    expected: float
    of_subject: Vector


def prepare(
    ratings: ArrayLike,
    weights: str | ArrayLike,
    categories: ArrayLike | None,
    confidence: float,
    ddof: int,
) -> Setting:
    return setting_of(code(ratings, categories), weights, confidence, ddof)


def setting_of(
    coded: Coded, weights: str | ArrayLike, confidence: float, ddof: int
) -> Setting:
    counts = coded.counts()
    n_ratings = counts.sum(axis=1)
    if not (n_ratings >= 2).any():
        raise ValueError("ratings needs a subject with at least 2 ratings.")
    rated = n_ratings > 0
    if not rated.all():
        coded = Coded(codes=coded.codes[rated], categories=coded.categories)
        counts, n_ratings = counts[rated], n_ratings[rated]
    if len(counts) < 2:
        raise ValueError(f"ratings needs 2 rated subjects, got {len(counts)}.")
    return Setting(
        coded=coded,
        weights=weight_matrix(weights, coded.categories),
        counts=counts,
        n_ratings=n_ratings,
        confidence=_validate.between("confidence", confidence, 0, 1),
        ddof=_validate.integer("ddof", ddof),
    )


def observed_agreement(setting: Setting) -> tuple[float, Vector]:
    """Return observed agreement, and each subject's, 0 where it has one rating."""
    counts, n = setting.counts, setting.n_ratings
    agreed = (counts * (counts @ setting.weights - 1)).sum(axis=1)
    several = n >= 2
    of_subject = np.divide(agreed, n * (n - 1), out=np.zeros(len(n)), where=several)
    return float(of_subject.sum() / several.sum()), of_subject


def mean_shares(setting: Setting) -> tuple[Vector, Matrix]:
    by_subject = setting.counts / setting.n_ratings[:, None]
    return by_subject.mean(axis=0), by_subject


def conger_chance(setting: Setting) -> Chance:
    codes, q = setting.coded.codes, setting.coded.q
    n, r = codes.shape
    seen = codes >= 0
    n_rater = seen.sum(axis=0)
    if (n_rater == 0).any():
        raise ValueError(f"rater {int(n_rater.argmin())} has no rating.")
    share = np.stack(
        [np.bincount(c[s], minlength=q) for c, s in zip(codes.T, seen.T, strict=True)]
    )
    share = share / n_rater[:, None]
    total, w = share.sum(axis=0), setting.weights
    # Mean over ordered pairs of different raters.
    same = float(np.einsum("gk,kl,gl->", share, w, share))
    expected = (float(total @ w @ total) - same) / (r * (r - 1))
    other = (total - share) @ w
    own = (other * share).sum(axis=1)
    credit = np.where(seen, other[np.arange(r), np.maximum(codes, 0)], 0.0)
    lam = (credit - (seen - n_rater / n) * own) * (n / n_rater)
    return Chance(expected=expected, of_subject=lam.sum(axis=1) / (r * (r - 1)))


def beyond_chance(observed: float, expected: float) -> float:
    if 1 - expected < 1e-12:
        raise ValueError(
            "all ratings are in one category, so agreement by chance is 1 and the "
            "coefficient is not defined."
        )
    return (observed - expected) / (1 - expected)


def contributions_to(
    setting: Setting, chance: Chance, of_subject: Vector, kappa: float
) -> Vector:
    several = setting.n_ratings >= 2
    ratio = setting.n / several.sum()
    gain = ratio * (of_subject - chance.expected * several)
    luck = 2 * (1 - kappa) * (chance.of_subject - chance.expected)
    contributions: Vector = (gain - luck) / (1 - chance.expected)
    return contributions


def coefficient(setting: Setting, chance: Chance, method: str) -> Agreement:
    observed, of_subject = observed_agreement(setting)
    kappa = beyond_chance(observed, chance.expected)
    return result_of(
        kappa,
        contributions_to(setting, chance, of_subject, kappa),
        observed=observed,
        expected=chance.expected,
        n_raters=setting.coded.codes.shape[1],
        confidence=setting.confidence,
        ddof=setting.ddof,
        method=method,
    )


def result_of(
    estimate: float,
    contributions: Vector,
    *,
    observed: float,
    expected: float,
    n_raters: int,
    confidence: float,
    ddof: int,
    method: str,
) -> Agreement:
    n = len(contributions)
    spread = float(np.sum((contributions - estimate) ** 2))
    se, interval = None, None
    if spread > 1e-20 * n and n > ddof:
        se = sqrt(spread / (n * (n - ddof)))
        half = float(special.stdtrit(n - 1, 0.5 + confidence / 2)) * se
        upper = min(1.0, estimate + half)
        interval = Interval(lower=estimate - half, upper=upper, confidence=confidence)
    return Agreement(
        estimate=estimate,
        se=se,
        interval=interval,
        observed=observed,
        expected=expected,
        z=None,
        p_value=None,
        n=n,
        n_raters=n_raters,
        dof=n - 1,
        method=method,
    )


def with_test(result: Agreement, null_se: float) -> Agreement:
    if null_se <= 0:
        return result
    z = result.estimate / null_se
    p_value = float(2 * special.ndtr(-abs(z)))
    return replace(result, z=z, p_value=p_value)

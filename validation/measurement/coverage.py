"""Simulate coverage and Type I error: ``python -m validation.measurement.coverage``.

Exits with 1 if a share lies outside its limits.
"""

import sys
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from headship.stats import measurement

Array = npt.NDArray[np.float64]
REPEATS = 1000
# Simulated shares have a standard error of 0.007 at 1,000 repeats and 95 %.
CASES: dict[str, tuple[Callable[[np.random.Generator], float], float, float]] = {}


def case(
    name: str, low: float, high: float
) -> Callable[[Callable[[np.random.Generator], float]], Callable[..., float]]:
    """Register a simulation with the limits of what it may return."""

    def register(
        run: Callable[[np.random.Generator], float],
    ) -> Callable[[np.random.Generator], float]:
        CASES[name] = run, low, high
        return run

    return register


def share(hits: list[bool]) -> float:
    """Return the share of hits."""
    return float(np.mean(hits))


def _mean_coverage(rng: np.random.Generator, n: int, chances: Array) -> float:
    options = np.arange(1.0, 6.0)
    hits = []
    for _ in range(4 * REPEATS):
        ratings = rng.choice(options, n, p=chances)
        interval = measurement.mean_rating(ratings, low=1, high=5).interval
        if interval is not None:
            hits.append(float(options @ chances) in interval)
    return share(hits)


@case("mean of 5 raters, middle of the scale", 0.93, 0.98)
def mean_middle(rng: np.random.Generator) -> float:
    """Cover the mean of answers around 3.4."""
    return _mean_coverage(rng, 5, np.array([0.05, 0.15, 0.3, 0.35, 0.15]))


@case("mean of 8 raters, near the top", 0.88, 0.98)
def mean_top(rng: np.random.Generator) -> float:
    """Cover a mean of 4.4."""
    return _mean_coverage(rng, 8, np.array([0.0, 0.02, 0.08, 0.38, 0.52]))


@case("mean of 20 raters, near the top", 0.92, 0.97)
def mean_many(rng: np.random.Generator) -> float:
    """Cover a mean of 4.4."""
    return _mean_coverage(rng, 20, np.array([0.0, 0.02, 0.08, 0.38, 0.52]))


@case("difference of groups of 5 and 12", 0.93, 0.98)
def difference(rng: np.random.Generator) -> float:
    """Cover the difference of two anonymous waves."""
    options = np.arange(1.0, 6.0)
    one, two = (
        np.array([0.1, 0.2, 0.4, 0.2, 0.1]),
        np.array([0.05, 0.1, 0.3, 0.35, 0.2]),
    )
    truth = float(options @ (two - one))
    hits = []
    for _ in range(2 * REPEATS):
        given = rng.choice(options, 5, p=one), rng.choice(options, 12, p=two)
        interval = measurement.rating_difference(*given, low=1, high=5).interval
        if interval is not None:
            hits.append(truth in interval)
    return share(hits)


def _items(rng: np.random.Generator, n: int, loading: Array) -> Array:
    true = rng.standard_normal((n, 1))
    error = np.sqrt(1 - loading**2)
    return true * loading + rng.standard_normal((n, len(loading))) * error


@case("alpha, Feldt, n = 30, parallel items", 0.935, 0.965)
def alpha_feldt(rng: np.random.Generator) -> float:
    """Cover 0.78, the alpha of six items that correlate 0.36."""
    loading = np.full(6, 0.6)
    truth = 6 * 0.36 / (1 + 5 * 0.36)
    return share(
        [
            truth in measurement.coefficient_alpha(_items(rng, 30, loading)).interval
            for _ in range(REPEATS)
        ]
    )


@case("alpha, distribution free, coarse skewed answers, n = 150", 0.92, 0.97)
def alpha_free(rng: np.random.Generator) -> float:
    """Cover the alpha of skewed five-point answers."""
    loading = np.array([0.8, 0.7, 0.6, 0.5, 0.4])

    def answers(n: int) -> Array:
        return np.digitize(_items(rng, n, loading), [-2, -1.2, -0.5, 0.3]).astype(float)

    truth = measurement.coefficient_alpha(answers(400_000)).estimate
    hits = []
    for _ in range(REPEATS):
        result = measurement.coefficient_alpha(
            answers(150), interval="distribution_free"
        )
        hits.append(truth in result.interval)
    return share(hits)


@case("omega, maximum likelihood, n = 100", 0.92, 0.97)
def omega(rng: np.random.Generator) -> float:
    """Cover the omega of five unequal items."""
    loading = np.array([0.9, 0.8, 0.7, 0.5, 0.4])
    truth = loading.sum() ** 2 / (loading.sum() ** 2 + (1 - loading**2).sum())
    return share(
        [
            truth in measurement.omega_total(_items(rng, 100, loading)).interval
            for _ in range(REPEATS // 2)
        ]
    )


@case("ICC(1) of very unequal groups", 0.935, 0.965)
def group_icc(rng: np.random.Generator) -> float:
    """Cover an ICC(1) of 0.25 in 25 groups of 1 to 30 raters."""
    sizes = np.array([1, 2, 2, 3, 3, 3, 4, 4, 5, 5, 5, 6, 6, 8, 8, 9, 10, 12, 15, 30])
    groups = np.repeat(np.arange(len(sizes)), sizes)
    hits = []
    for _ in range(REPEATS):
        place = rng.standard_normal(len(sizes))[groups] * 0.5
        ratings = place + rng.standard_normal(len(groups)) * np.sqrt(0.75)
        hits.append(0.25 in measurement.group_icc(ratings, groups).icc1_interval)
    return share(hits)


@case("ICC(2,1) of 30 subjects and 5 raters", 0.93, 0.98)
def icc_agreement(rng: np.random.Generator) -> float:
    """Cover 1 / (1 + 0.25 + 0.75)."""
    hits = []
    for _ in range(REPEATS):
        ratings = (
            rng.standard_normal((30, 1))
            + 0.5 * rng.standard_normal(5)
            + np.sqrt(0.75) * rng.standard_normal((30, 5))
        )
        hits.append(0.5 in measurement.icc(ratings, form="2,1").interval)
    return share(hits)


@case("Krippendorff's alpha, analytic, 60 units, missing", 0.92, 0.97)
def krippendorff(rng: np.random.Generator) -> float:
    """Cover the alpha of three raters who miss a fifth of the units."""

    def units(n: int) -> Array:
        true = rng.integers(1, 6, (n, 1))
        ratings = np.clip(true + rng.integers(-1, 2, (n, 3)), 1, 5).astype(float)
        ratings[rng.random(ratings.shape) < 0.2] = np.nan
        return ratings

    truth = measurement.krippendorff_alpha(units(400_000), level="interval").estimate
    hits = []
    for _ in range(REPEATS):
        result = measurement.krippendorff_alpha(units(60), level="interval")
        hits.append(result.interval is not None and truth in result.interval)
    return share(hits)


@case("ordinal DIF, Type I error of the uniform test", 0.035, 0.065)
def ordinal_dif(rng: np.random.Generator) -> float:
    """Reject at 5 % where there is no DIF but a difference of groups."""
    hits = []
    for _ in range(REPEATS):
        focal = (rng.random(300) < 0.4).astype(float)
        trait = rng.standard_normal(300) - 0.5 * focal
        level = 1.3 * trait + rng.logistic(size=300)
        answers = np.digitize(level, [-1.5, 0.0, 1.5]).astype(float)
        hits.append(measurement.ordinal_dif(answers, focal, trait).uniform[2] < 0.05)
    return share(hits)


@case("Mantel DIF, Type I error", 0.035, 0.065)
def mantel_dif(rng: np.random.Generator) -> float:
    """Reject at 5 % where there is no DIF."""
    hits = []
    for _ in range(REPEATS):
        focal = (rng.random(300) < 0.4).astype(float)
        stratum = np.round(rng.standard_normal(300) - 0.3 * focal)
        level = 1.3 * stratum + rng.logistic(size=300)
        answers = np.digitize(level, [-1.5, 0.0, 1.5]).astype(float)
        hits.append(measurement.mantel_dif(answers, focal, stratum).p_value < 0.05)
    return share(hits)


@case("severity of raters, many-facet Rasch", 0.92, 0.98)
def severity(rng: np.random.Generator) -> float:
    """Cover the severity of four raters of 40 leaders on three items."""
    truth = np.array([-0.6, -0.1, 0.2, 0.5])
    leader, rater, item = (
        x.ravel() for x in np.meshgrid(np.arange(40), range(4), range(3), indexing="ij")
    )
    hits = []
    for _ in range(REPEATS // 4):
        level = rng.standard_normal(40)[leader] - truth[rater]
        step = np.cumsum(level[:, None] - np.array([-1.0, 0.0, 1.0]), axis=1)
        chance = np.exp(np.column_stack([np.zeros(len(level)), step]))
        chance /= chance.sum(axis=1, keepdims=True)
        ratings = (rng.random((len(level), 1)) > np.cumsum(chance, axis=1)).sum(axis=1)
        fit = measurement.many_facet_rasch(
            ratings, persons=leader, facets={"item": item, "rater": rater}
        )
        effect = fit.facets["rater"]
        hits.extend((np.abs(effect.estimate - truth) < 1.96 * effect.se).tolist())
    return share(hits)


def main() -> int:
    """Run every case and print its share."""
    missed = 0
    for name, (run, low, high) in CASES.items():
        found = run(np.random.default_rng(7))
        verdict = "ok" if low <= found <= high else "MISSED"
        missed += verdict == "MISSED"
        sys.stdout.write(f"{found:.3f}  {low} to {high}  {verdict}  {name}\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())

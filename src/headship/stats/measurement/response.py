"""Item response models: what each item tells about a person, and where.

Vocabulary: the *trait* is standard normal in the population; an item's
*discrimination* says how steeply answers rise with it, a *threshold* where on the
trait the next answer becomes more likely.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headship.stats import _validate
from headship.stats._validate import ArrayLike, Matrix, Vector
from headship.stats.measurement._acceleration import fixed_point
from headship.stats.measurement._categorical import (
    SMALLEST,
    Model,
    curves,
    probabilities,
)

MODELS: tuple[Model, ...] = ("graded", "partial_credit")
MOST_STEPS = 500
# Slopes and intercepts this steep belong to an item that separates people.
STEEPEST = 60.0
# Beyond six standard deviations lies less than 2e-9 of the population.
RANGE = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemResponseFit:
    """A fitted item response model of p items.

    ``thresholds`` and ``intercepts`` have shape (p, most steps) with NaN behind an
    item's last; ``discrimination`` is the slope a, intercepts are d. In the graded
    model threshold b_k = -d_k / a is where answering k or higher is a toss-up; in
    the partial credit model b_k = -(d_k - d_(k-1)) / a is where answers k - 1 and k
    are alike. Standard errors are those of a and d. ``categories`` lists each item's
    answers in use. ``score`` is each person's expected trait given the answers,
    ``score_sd`` its spread, and ``reliability`` the share of the trait's variance
    that scores recover.
    """

    model: Model
    discrimination: Vector
    discrimination_se: Vector
    thresholds: Matrix
    intercepts: Matrix
    intercepts_se: Matrix
    categories: tuple[tuple[float, ...], ...]
    score: Vector
    score_sd: Vector
    reliability: float
    log_likelihood: float
    aic: float
    bic: float
    n: int
    n_parameters: int
    n_steps: int
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answers:
    """Answers as one column per item and category, and the items by size."""

    codes: npt.NDArray[np.int16]
    indicator: Matrix
    weight: Vector
    of_person: npt.NDArray[np.intp]
    first: npt.NDArray[np.intp]
    n_options: npt.NDArray[np.intp]
    categories: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Problem:
    answers: _Answers
    model: Model
    nodes: Vector
    log_prior: Vector
    sizes: tuple[tuple[int, npt.NDArray[np.intp]], ...]


def item_response(
    answers: ArrayLike,
    *,
    model: Model = "graded",
    n_nodes: int = 61,
    tolerance: float = 1e-6,
) -> ItemResponseFit:
    """Fit the graded response or the generalized partial credit model.

    Parameters
    ----------
    answers : array of shape (n persons, p items)
        Ordered numbers, scored in one direction; NaN is a missing answer. Only the
        order of an item's values counts; values nobody chose are left out. With two
        values both models are the two-parameter logistic model.
    model : {"graded", "partial_credit"}
        Samejima's graded response or Muraki's generalized partial credit model.
    n_nodes : int
        Points of the trait's grid from -6 to 6.
    tolerance : float
        Largest change of a parameter in the last step.

    Returns
    -------
    ItemResponseFit

    Raises
    ------
    ValueError
        With fewer than two items, an item with a single value, a person without any
        answer, or no convergence (as with an item that separates persons perfectly).

    Notes
    -----
    Formula: graded, P(X >= k) = logistic(a t + d_k); partial credit,
    P(X = k) proportional to exp(k a t + d_k). Marginal maximum likelihood by EM with
    Fisher scoring and Anderson acceleration; standard errors from the cross-products
    of the persons' scores.

    Assumes: one trait, answers independent given it, missing at random, independent
    persons.

    Do not use when: fewer than some 200 persons, or raters of the same leader are
    taken as independent persons without saying so.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> trait = rng.normal(size=(400, 1))
    >>> answers = (trait + rng.logistic(size=(400, 5)) / 2 > 0).astype(float)
    >>> item_response(answers).discrimination.round(1).tolist()
    [1.4, 1.8, 1.5, 2.0, 2.1]

    References
    ----------
    Samejima (1969). Muraki (1992). Bock and Aitkin (1981), eq. 6 to 12.
    """
    _validate.one_of("model", model, MODELS)
    tolerance = _validate.positive("tolerance", tolerance)
    table = _code(answers)
    nodes = np.linspace(
        -RANGE, RANGE, _validate.integer("n_nodes", n_nodes, minimum=11)
    )
    log_prior = -(nodes**2) / 2
    log_prior -= np.log(np.exp(log_prior).sum())
    sizes = tuple(
        (int(k), np.flatnonzero(table.n_options == k))
        for k in np.unique(table.n_options)
    )
    problem = _Problem(
        answers=table, model=model, nodes=nodes, log_prior=log_prior, sizes=sizes
    )
    found, value, n_steps = fixed_point(
        lambda x: _em_step(problem, x),
        _start(problem),
        tolerance=tolerance,
        most_steps=MOST_STEPS,
    )
    return _report(problem, found, value, n_steps)


def item_information(fit: ItemResponseFit, trait: ArrayLike) -> Matrix:
    """Say how precisely each item measures at given places of the trait.

    Parameters
    ----------
    fit : ItemResponseFit
        From ``item_response``.
    trait : array of shape (m,)
        Places on the trait, in its standard deviations.

    Returns
    -------
    array of shape (p items, m)
        Information; the standard error of a test is one over the square root of the
        sum over its items.

    Raises
    ------
    ValueError
        If a place is not finite.

    Notes
    -----
    Formula: sum over answers of (dP / dt)^2 / P.

    Assumes: the model holds.

    Do not use when: the place is outside what the sample covered.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> trait = rng.normal(size=(400, 1))
    >>> answers = (trait + rng.logistic(size=(400, 5)) / 2 > 0).astype(float)
    >>> fit = item_response(answers)
    >>> bool((item_information(fit, [0]) > item_information(fit, [3])).all())
    True

    References
    ----------
    Samejima (1969), section 6.
    """
    places = _validate.as_vector("trait", trait)
    known = ~np.isnan(fit.intercepts)
    information = np.empty((len(known), len(places)))
    for item, slope in enumerate(fit.discrimination):
        intercept = fit.intercepts[item, known[item]][None, :]
        drawn = curves(np.array([slope]), intercept, places, fit.model)
        change = slope * drawn.by_exponent[0]
        chance = np.maximum(drawn.probability[0], SMALLEST)
        information[item] = (change**2 / chance).sum(axis=1)
    return information


def _code(answers: ArrayLike) -> _Answers:
    table = _validate.as_matrix("answers", answers, allow_nan=True, min_rows=3)
    if table.shape[1] < 2:
        raise ValueError(f"answers needs at least 2 items, got {table.shape[1]}.")
    seen = ~np.isnan(table)
    if not seen.any(axis=1).all():
        raise ValueError(f"person {int(seen.any(axis=1).argmin())} answered nothing.")
    codes = np.full(table.shape, -1, dtype=np.int16)
    categories = []
    for item, column in enumerate(table.T):
        values, code = np.unique(column[seen[:, item]], return_inverse=True)
        if len(values) < 2:
            raise ValueError(f"item {item} has a single value, {values.tolist()}.")
        codes[seen[:, item], item] = code
        categories.append(tuple(float(v) for v in values))
    patterns, of_person, weight = np.unique(
        codes, axis=0, return_inverse=True, return_counts=True
    )
    n_options = np.array([len(values) for values in categories], dtype=np.intp)
    first = np.concatenate(([0], np.cumsum(n_options)[:-1])).astype(np.intp)
    indicator = np.zeros((len(patterns), int(n_options.sum())))
    rows, items = np.nonzero(patterns >= 0)
    indicator[rows, first[items] + patterns[rows, items]] = 1
    return _Answers(
        codes=patterns,
        indicator=indicator,
        weight=weight.astype(np.float64),
        of_person=of_person.reshape(-1),
        first=first,
        n_options=n_options,
        categories=tuple(categories),
    )


def _start(problem: _Problem) -> Vector:
    """Begin at slope 1 and intercepts that give the observed shares."""
    answers = problem.answers
    counts = answers.weight @ answers.indicator
    start = np.empty(int(answers.n_options.sum()))
    for k, items in problem.sizes:
        place = answers.first[items][:, None] + np.arange(k)
        share = counts[place] / counts[place].sum(axis=1, keepdims=True)
        if problem.model == "graded":
            above = np.cumsum(share[:, ::-1], axis=1)[:, -2::-1]
            start[place[:, 1:]] = 1.2 * np.log(above / (1 - above))
        else:
            start[place[:, 1:]] = np.log(share[:, 1:] / share[:, :1])
        start[place[:, 0]] = 1.0
    return start


def _unpack(
    problem: _Problem, x: Vector, k: int, items: npt.NDArray[np.intp]
) -> tuple[Vector, Matrix, npt.NDArray[np.intp]]:
    """Return slopes, intercepts and places in ``x``: each item's slope comes first."""
    place = problem.answers.first[items][:, None] + np.arange(k)
    block = x[place]
    return block[:, 0], block[:, 1:], place


def _is_allowed(problem: _Problem, x: Vector) -> bool:
    if np.abs(x).max() > STEEPEST:
        return False
    if problem.model == "partial_credit":
        return True
    blocks = (_unpack(problem, x, k, items)[1] for k, items in problem.sizes)
    return all(bool((np.diff(block, axis=1) < 0).all()) for block in blocks)


def _posterior(problem: _Problem, x: Vector) -> tuple[Matrix, float]:
    """Return each pattern's weights of the nodes, and the log likelihood."""
    log_chance = np.empty((len(x), len(problem.nodes)))
    for k, items in problem.sizes:
        slope, intercept, place = _unpack(problem, x, k, items)
        chance = probabilities(slope, intercept, problem.nodes, problem.model)
        log_chance[place] = np.log(np.maximum(chance, SMALLEST)).transpose(0, 2, 1)
    joint = problem.answers.indicator @ log_chance + problem.log_prior
    top = joint.max(axis=1, keepdims=True)
    np.exp(joint - top, out=joint)
    total = joint.sum(axis=1, keepdims=True)
    joint /= total
    value = float(problem.answers.weight @ (np.log(total) + top)[:, 0])
    return joint, value


def _em_step(problem: _Problem, x: Vector) -> tuple[Vector, float]:
    if not _is_allowed(problem, x):
        return x, -np.inf
    posterior, value = _posterior(problem, x)
    answers = problem.answers
    expected = answers.indicator.T @ (posterior * answers.weight[:, None])
    moved = x.copy()
    for k, items in problem.sizes:
        slope, intercept, place = _unpack(problem, x, k, items)
        counts = expected[place].transpose(0, 2, 1)
        moved[place] += _scoring_step(slope, intercept, counts, problem)
    return moved, value


def _scoring_step(
    slope: Vector, intercept: Matrix, counts: npt.NDArray[np.float64], problem: _Problem
) -> Matrix:
    """Take one Fisher step of the complete-data likelihood; slope first."""
    chance, change = _changes(slope, intercept, problem)
    ratio = change / np.maximum(chance, SMALLEST)[..., None]
    score = np.einsum("jqk,jqka->ja", counts, ratio)
    weight = counts.sum(axis=2)
    information = np.einsum("jq,jqka,jqkb->jab", weight, change, ratio, optimize=True)
    try:
        step = np.linalg.solve(information, score[..., None])[..., 0]
    except np.linalg.LinAlgError as error:
        raise ValueError("no convergence: some answer is too rare.") from error
    # A long step may leave the region in which the model is defined.
    size = np.abs(step).max(axis=1, keepdims=True)
    limited: Matrix = step * np.minimum(1, 0.7 / np.maximum(size, 1e-12))
    return limited


def _changes(
    slope: Vector, intercept: Matrix, problem: _Problem
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    drawn = curves(slope, intercept, problem.nodes, problem.model)
    by_slope = drawn.by_exponent * problem.nodes[:, None]
    change = np.concatenate([by_slope[..., None], drawn.by_intercept], axis=3)
    return drawn.probability, change


def _standard_errors(problem: _Problem, x: Vector, posterior: Matrix) -> Vector:
    """Invert the cross-products of the persons' scores."""
    answers = problem.answers
    scores = np.empty((len(posterior), len(x)))
    every = np.arange(len(posterior))
    for k, items in problem.sizes:
        slope, intercept, place = _unpack(problem, x, k, items)
        chance, change = _changes(slope, intercept, problem)
        ratio = change / np.maximum(chance, SMALLEST)[..., None]
        for row, item in enumerate(items):
            codes = answers.codes[:, item]
            mean = posterior @ ratio[row].reshape(len(problem.nodes), k * k)
            of_code = mean.reshape(-1, k, k)[every, np.maximum(codes, 0)]
            scores[:, place[row]] = of_code * (codes >= 0)[:, None]
    information = scores.T @ (scores * answers.weight[:, None])
    errors: Vector = np.sqrt(np.diag(np.linalg.pinv(information, hermitian=True)))
    return errors


def _report(
    problem: _Problem, x: Vector, value: float, n_steps: int
) -> ItemResponseFit:
    answers = problem.answers
    posterior, _ = _posterior(problem, x)
    errors = _standard_errors(problem, x, posterior)
    p, widest = len(answers.n_options), int(answers.n_options.max()) - 1
    slope, slope_se = np.empty(p), np.empty(p)
    intercepts = np.full((p, widest), np.nan)
    intercepts_se, thresholds = intercepts.copy(), intercepts.copy()
    for k, items in problem.sizes:
        slope[items], d, place = _unpack(problem, x, k, items)
        slope_se[items] = errors[place[:, 0]]
        intercepts[items, : k - 1] = d
        intercepts_se[items, : k - 1] = errors[place[:, 1:]]
        above = d
        if problem.model == "partial_credit":
            above = np.diff(np.concatenate([np.zeros((len(d), 1)), d], axis=1), axis=1)
        thresholds[items, : k - 1] = -above / slope[items][:, None]
    mean = posterior @ problem.nodes
    spread = posterior @ problem.nodes**2 - mean**2
    weight, n = answers.weight, int(answers.weight.sum())
    between = float(weight @ mean**2) / n - (float(weight @ mean) / n) ** 2
    within = float(weight @ spread) / n
    label = "graded response" if problem.model == "graded" else "partial credit"
    return ItemResponseFit(
        model=problem.model,
        discrimination=slope,
        discrimination_se=slope_se,
        thresholds=thresholds,
        intercepts=intercepts,
        intercepts_se=intercepts_se,
        categories=answers.categories,
        score=mean[answers.of_person],
        score_sd=np.sqrt(spread)[answers.of_person],
        reliability=between / (between + within),
        log_likelihood=value,
        aic=-2 * value + 2 * len(x),
        bic=-2 * value + len(x) * float(np.log(n)),
        n=n,
        n_parameters=len(x),
        n_steps=n_steps,
        method=f"{label} model, marginal maximum likelihood",
    )

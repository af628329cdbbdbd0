"""Many-facet Rasch measurement: fair places for leaders whoever rated them.

Vocabulary: a *person* is the one rated. Every rating has one *level* of each *facet*:
which item, which rater, which occasion. A level's *effect* is its difficulty or
severity in logits: higher means lower ratings.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

import numpy as np
import numpy.typing as npt

from headship.stats import _validate
from headship.stats._validate import ArrayLike, Matrix, Vector
from headship.stats.measurement import _facet_model as model
from headship.stats.measurement import _groups
from headship.stats.measurement._acceleration import fixed_point

MOST_STEPS = 1000
# With more effects their information matrix, dense, would outgrow memory.
MOST_EFFECTS = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetEffects:
    """Effects of one facet's levels in logits; ``n`` counts the ratings of each.

    ``infit`` and ``outfit`` are mean squared residuals at the persons' scores, 1 where
    ratings vary as the model says, more where they are erratic.
    """

    levels: npt.NDArray[np.generic]
    estimate: Vector
    se: Vector
    n: npt.NDArray[np.int64]
    infit: Vector
    outfit: Vector


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetFit:
    """A fitted many-facet Rasch model.

    ``steps`` has one row per set of steps (``step_levels``; a single set by default)
    and one column per step between neighboring answers ``categories``; ``steps_se``
    likewise. ``score`` and ``score_se`` are each person's expected place and its
    spread, in logits with population mean 0 and ``variance``; ``reliability`` is the
    share of variance that scores recover. ``deviance`` is -2 log likelihood.
    """

    facets: Mapping[str, FacetEffects]
    step_levels: npt.NDArray[np.generic]
    steps: Matrix
    steps_se: Matrix
    categories: tuple[int, ...]
    persons: npt.NDArray[np.generic]
    score: Vector
    score_se: Vector
    variance: float
    reliability: float
    deviance: float
    n: int
    n_parameters: int
    n_steps: int
    method: str


def many_facet_rasch(
    ratings: ArrayLike,
    *,
    persons: ArrayLike,
    facets: Mapping[str, ArrayLike],
    steps_by: str | None = None,
    standard_errors: str = "observed",
    grid: tuple[float, int] | None = None,
    tolerance: float = 1e-6,
) -> FacetFit:
    """Place persons, items and raters on one scale.

    Parameters
    ----------
    ratings : array of shape (n ratings,)
        Whole numbers, one row per rating; NaN is a missing rating.
    persons : array of shape (n ratings,)
        Who is rated.
    facets : mapping of name to array of shape (n ratings,)
        The level of each facet. The first facet's effects are free, since the mean
        of persons is 0; those of every other facet sum to 0.
    steps_by : str, optional
        A facet whose levels each have their own steps (partial credit); by default
        all share one set (rating scale). Steps of a set sum to 0.
    standard_errors : {"observed", "complete_data"}
        ``"observed"`` inverts the information of the ratings about all effects;
        ``"complete_data"`` treats persons' places and all other effects as known, as
        R's TAM does, and is too small.
    grid : (float, int), optional
        Half width and number of points of the grid for persons' places. By default
        it is wide and fine enough for the number of ratings per person.
    tolerance : float
        Largest change of an effect in the last step.

    Returns
    -------
    FacetFit

    Raises
    ------
    ValueError
        If lengths differ, ratings are not whole numbers, an answer between the
        lowest and the highest is never used (in a set of steps), a level's ratings
        are all at one end, effects cannot be told apart, or nothing converges.

    Notes
    -----
    Formula: log(P(k) / P(k - 1)) = person - sum of effects - step k; persons are
    normal with mean 0; marginal maximum likelihood by EM with Newton steps.

    Assumes: ratings are independent given person, effects and steps; a link between
    raters, such as common items or persons. Raters who each rate one leader only are
    linked by assuming that leaders are assigned to raters as if at random.

    Do not use when: raters of a leader talk to each other, or a halo makes items of
    one rater alike; persons' standard errors are then too small.

    Examples
    --------
    >>> rng = np.random.default_rng(4)
    >>> place, item, rater = np.meshgrid(np.arange(60), range(4), range(3))
    >>> severity = np.array([-0.5, 0.0, 0.5])
    >>> logit = rng.normal(size=60)[place] - severity[rater]
    >>> ratings = rng.binomial(2, 1 / (1 + np.exp(-logit)))
    >>> fit = many_facet_rasch(
    ...     ratings.ravel(), persons=place.ravel(),
    ...     facets={"item": item.ravel(), "rater": rater.ravel()})
    >>> fit.facets["rater"].estimate.round(1).tolist()
    [-0.6, 0.1, 0.4]

    References
    ----------
    Linacre (1989), chapter 4. Adams, Wilson and Wang (1997), eq. 4 to 14. Louis
    (1982), eq. 3.1.
    """
    _validate.one_of("standard_errors", standard_errors, ["observed", "complete_data"])
    tolerance = _validate.positive("tolerance", tolerance)
    design, people, levels = _design(ratings, persons, facets, steps_by)
    model.check_identified(design)
    nodes = _nodes(design, people.n, grid)
    found, value, n_steps = fixed_point(
        lambda x: model.em_step(design, nodes, x),
        model.start(design),
        tolerance=tolerance,
        most_steps=MOST_STEPS,
    )
    effects, variance = design.contrast @ found[:-1], float(np.exp(found[-1]))
    state = model.expect(design, nodes, effects, variance)
    if standard_errors == "observed":
        errors = model.observed_errors(design, nodes, effects, state)
    else:
        errors = model.complete_data_errors(design, effects, state, nodes)
    mean = state.posterior @ nodes
    spread = np.maximum(state.posterior @ nodes**2 - mean**2, 0)
    infit, outfit = model.mean_squares(design, effects, mean)
    between, within = float(mean.var()), float(spread.mean())
    at = design.first
    named = {}
    for facet, (name, index) in enumerate(levels.items()):
        place = slice(int(at[facet]), int(at[facet + 1]))
        named[name] = FacetEffects(
            levels=index.labels,
            estimate=effects[place],
            se=errors[place],
            n=index.sizes,
            infit=infit[place],
            outfit=outfit[place],
        )
    shape = (-1, design.n_categories - 1)
    step_levels = np.array(["all"]) if steps_by is None else levels[steps_by].labels
    return FacetFit(
        facets=named,
        step_levels=step_levels,
        steps=effects[at[-1] :].reshape(shape),
        steps_se=errors[at[-1] :].reshape(shape),
        categories=tuple(range(design.lowest, design.lowest + design.n_categories)),
        persons=people.labels,
        score=mean,
        score_se=np.sqrt(spread),
        variance=variance,
        reliability=between / (between + within),
        deviance=-2 * value,
        n=design.n_ratings,
        n_parameters=len(found),
        n_steps=n_steps,
        method="many-facet Rasch model, marginal maximum likelihood",
    )


def _design(
    ratings: ArrayLike,
    persons: ArrayLike,
    facets: Mapping[str, ArrayLike],
    steps_by: str | None,
) -> tuple[model.Design, _groups.Groups, dict[str, _groups.Groups]]:
    if not facets:
        raise ValueError("facets needs at least one facet, got none.")
    if steps_by is not None and steps_by not in facets:
        raise ValueError(f"steps_by must be one of {list(facets)}, got {steps_by!r}.")
    values = np.asarray(ratings, dtype=np.float64)
    if values.ndim != 1:
        raise ValueError(f"ratings must be one-dimensional, got {values.ndim}.")
    given = {"persons": persons, **facets}
    for name, labels in given.items():
        if np.shape(labels) != values.shape:
            raise ValueError(
                f"{name} must hold {len(values)} labels, got {np.shape(labels)}."
            )
    known = ~np.isnan(values)
    values = _validate.as_vector("ratings", values[known], min_size=3)
    if (values != np.round(values)).any():
        wrong = values[values != np.round(values)][0]
        raise ValueError(f"ratings must be whole numbers, got {float(wrong)!r}.")
    index = {
        name: _groups.index(np.asarray(labels)[known], len(values), name=name)
        for name, labels in given.items()
    }
    people = index.pop("persons")
    if sum(group.n for group in index.values()) > MOST_EFFECTS:
        raise ValueError(f"facets has more than {MOST_EFFECTS} levels.")
    design = model.design(
        values.astype(np.int64),
        people,
        list(index.values()),
        list(index),
        None if steps_by is None else list(index).index(steps_by),
    )
    return design, people, index


def _nodes(
    design: model.Design, n_persons: int, grid: tuple[float, int] | None
) -> Vector:
    if grid is not None:
        half = _validate.positive("grid", grid[0])
        return np.linspace(-half, half, _validate.integer("grid", grid[1], minimum=11))
    # A grid as fine as the narrowest posterior integrates it to eight digits; a
    # rating with all options alike tells (options^2 - 1) / 12 about a person.
    most = float(np.bincount(design.person, minlength=n_persons).max())
    narrowest = 1 / sqrt(most * (design.n_categories**2 - 1) / 12)
    spacing = min(0.2, max(narrowest, 0.01))
    half_count = int(np.ceil(8 / spacing))
    return np.linspace(-half_count, half_count, 2 * half_count + 1) * spacing

"""Where the differences between ratings come from, and how many ratings are enough.

Vocabulary: the *object* is what is measured (leaders); a *facet* is a condition of
measuring (raters, items, occasions). An *effect* names the facets it varies with,
joined by a colon: "leader", "rater", "leader:rater". A facet nested in another is
named with it: raters within leaders are "leader:rater".
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import inf, prod

import numpy as np

from headship.stats import _validate
from headship.stats._validate import ArrayLike
from headship.stats.measurement import _groups

RESIDUAL = "residual"


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneralizabilityStudy:
    """Variance components by effect, the residual last; it holds all facets at once.

    ``se`` is empty unless asked for, and NaN for a component of zero; ``log_likelihood`` is the restricted one.
    ``singular`` says that one is zero, which
    may hide a negative estimate.
    """

    components: Mapping[str, float]
    se: Mapping[str, float]
    shares: Mapping[str, float]
    facets: tuple[str, ...]
    mean: float
    log_likelihood: float
    n: int
    singular: bool
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionStudy:
    """Reliability of the object's mean over given numbers of conditions.

    ``generalizability`` is for comparing objects, ``dependability`` for comparing an
    object with a standard; the error variances and ``universe`` are in squared score
    units.
    """

    generalizability: float
    dependability: float
    universe: float
    relative_error: float
    absolute_error: float
    conditions: Mapping[str, float]
    method: str


def generalizability_study(
    scores: ArrayLike,
    facets: Mapping[str, ArrayLike],
    *,
    effects: Sequence[str],
    standard_errors: bool = False,
) -> GeneralizabilityStudy:
    """Estimate how much each effect adds to the variance of scores.

    Parameters
    ----------
    scores : array of shape (n,)
        One row per rating; NaN is a missing rating and is left out.
    facets : mapping of name to array of shape (n,)
        The object and the facets of each rating. A label means the same wherever it
        occurs, unless an effect nests it.
    effects : sequence of str
        Names joined by colons, such as ["leader", "rater", "item", "leader:rater"].
        The highest interaction, of all facets, is the residual and is not listed.
    standard_errors : bool
        Whether to compute asymptotic standard errors of the components.

    Returns
    -------
    GeneralizabilityStudy

    Raises
    ------
    ValueError
        If lengths differ, an effect names an unknown facet or is named twice, or a
        component cannot be told from the residual.

    Notes
    -----
    Formula: score = mean + one random effect for each combination of labels +
    residual; components maximize the restricted likelihood and are at least zero.

    Assumes: conditions are random samples of those one generalizes to, missing
    ratings are unrelated to scores.

    Do not use when: a facet has two or three conditions; its component is then hardly
    known.

    Examples
    --------
    >>> scores = [7, 6, 8, 4, 3, 6, 9, 8, 9, 5, 3, 4]
    >>> leader, rater = np.repeat(range(4), 3), np.tile(range(3), 4)
    >>> study = generalizability_study(
    ...     scores, {"leader": leader, "rater": rater}, effects=["leader", "rater"])
    >>> {name: round(value, 2) for name, value in study.components.items()}
    {'leader': 4.81, 'rater': 0.69, 'residual': 0.47}

    References
    ----------
    Brennan (2001), sections 3.2 and 7.3. Searle, Casella and McCulloch (1992),
    section 6.6.
    """
    from headship.stats.impact import (  # noqa: PLC0415 -- slow import
        variance_components,
    )

    values = np.asarray(scores, dtype=np.float64)
    for name, labels in facets.items():
        if ":" in name or name == RESIDUAL:
            raise ValueError(f"a facet must not be named {name!r}.")
        if values.ndim != 1 or np.shape(labels) != values.shape:
            raise ValueError(
                f"{name} must hold {values.size} labels, got {np.shape(labels)}."
            )
    known = ~np.isnan(values)
    values = _validate.as_vector("scores", values[known], min_size=3)
    index = {
        name: _groups.index(np.asarray(labels)[known], len(values), name=name).of_row
        for name, labels in facets.items()
    }
    _check_effects(effects, index)
    crossed = {effect: _combine(effect, index) for effect in effects}
    fit = variance_components(values, crossed, standard_errors=standard_errors)
    components = {**fit.components, RESIDUAL: fit.residual}
    total = sum(components.values())
    return GeneralizabilityStudy(
        components=components,
        se=dict(fit.se),
        shares={name: value / total for name, value in components.items()},
        facets=tuple(index),
        mean=fit.mean,
        log_likelihood=fit.log_likelihood,
        n=len(values),
        singular=fit.singular,
        method="restricted maximum likelihood",
    )


def decision_study(
    study: GeneralizabilityStudy,
    *,
    of: str,
    conditions: Mapping[str, float],
    fixed: Collection[str] = (),
) -> DecisionStudy:
    """Predict the reliability with given numbers of raters, items or occasions.

    Parameters
    ----------
    study : GeneralizabilityStudy
        From ``generalizability_study``, or built from published components.
    of : str
        The object of measurement.
    conditions : mapping of name to number
        How many conditions of every other facet are averaged; of a nested facet, how
        many within each condition of the one it is nested in.
    fixed : collection of str
        Facets whose conditions are all there are, such as the items of an instrument.

    Returns
    -------
    DecisionStudy

    Raises
    ------
    ValueError
        If the object or a facet is unknown, a number is missing or not positive, the
        object has no component, or everything is zero.

    Notes
    -----
    Formula: an effect is divided by the numbers of its facets other than the object.
    Effects of the object alone, or with fixed facets only, make the universe score;
    other effects with the object are relative error; all other effects, fixed ones
    alone left out, are added for absolute error. Coefficients are
    universe / (universe + error).

    Assumes: as the study; conditions are exchangeable.

    Do not use when: predicting far beyond the conditions studied.

    Examples
    --------
    >>> study = GeneralizabilityStudy(
    ...     components={"p": 0.4730, "t": 0.3252, "t:r": 0.6475, "p:t": 0.5596,
    ...                 "residual": 2.3803},
    ...     se={}, shares={}, facets=("p", "t", "r"), mean=0, log_likelihood=0, n=120,
    ...     singular=False, method="published")
    >>> result = decision_study(study, of="p", conditions={"t": 3, "r": 4})
    >>> round(result.generalizability, 2), round(result.dependability, 2)
    (0.55, 0.46)

    References
    ----------
    Brennan (2001), sections 4.1 and 4.3; table 3.2.
    """
    numbers = _numbers(study, of, conditions, fixed)
    universe = relative = absolute = 0.0
    for effect, component in study.components.items():
        members = study.facets if effect == RESIDUAL else effect.split(":")
        others = [name for name in members if name != of]
        share = component / prod(numbers[name] for name in others)
        random = [name for name in others if name not in fixed]
        if of in members and not random:
            universe += share
        elif of in members:
            relative += share
            absolute += share
        elif random:
            absolute += share
    if universe + absolute <= 0:
        raise ValueError("the study's components are all zero.")
    return DecisionStudy(
        generalizability=universe / (universe + relative) if universe else 0.0,
        dependability=universe / (universe + absolute),
        universe=universe,
        relative_error=relative,
        absolute_error=absolute,
        conditions=dict(conditions),
        method=study.method,
    )


def _check_effects(
    effects: Sequence[str], index: Mapping[str, np.typing.NDArray[np.intp]]
) -> None:
    if isinstance(effects, str) or not effects:
        raise ValueError(f"effects must list at least one effect, got {effects!r}.")
    seen: set[frozenset[str]] = set()
    for effect in effects:
        members = frozenset(effect.split(":"))
        unknown = sorted(members - set(index))
        if unknown:
            raise ValueError(f"effect {effect!r} names unknown facet {unknown[0]!r}.")
        if members in seen:
            raise ValueError(f"effect {effect!r} is named twice.")
        seen.add(members)


def _combine(
    effect: str, index: Mapping[str, np.typing.NDArray[np.intp]]
) -> np.typing.NDArray[np.int64]:
    mixed = np.zeros(len(next(iter(index.values()))), dtype=np.int64)
    for name in effect.split(":"):
        mixed = mixed * (int(index[name].max()) + 1) + index[name]
    return mixed


def _numbers(
    study: GeneralizabilityStudy,
    of: str,
    conditions: Mapping[str, float],
    fixed: Collection[str],
) -> dict[str, float]:
    _validate.one_of("of", of, study.facets)
    others = [name for name in study.facets if name != of]
    if of not in study.components:
        raise ValueError(f"the study has no component of {of!r} alone.")
    for name in [*conditions, *fixed]:
        _validate.one_of("conditions and fixed", name, others)
    numbers = {}
    for name in others:
        if name not in conditions:
            raise ValueError(f"conditions lacks a number for {name!r}.")
        number = conditions[name]
        numbers[name] = inf if number == inf else _validate.positive(name, number)
    return numbers

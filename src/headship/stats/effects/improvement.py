"""What an effect size means: direction, and percentile ranks gained."""

import numpy as np

from headship.stats._scipy import special
from headship.stats._validate import ArrayLike, Vector
from headship.stats.effects.result import EffectSize, numbers, settle


def improvement_index(g: ArrayLike) -> Vector:
    """Translate an effect size to percentile ranks of an average control person.

    Parameters
    ----------
    g
        Effect sizes with positive meaning favorable; any shape.

    Returns
    -------
    float or ndarray
        Expected change in percentile rank, from -50 to 50, unrounded.

    Raises
    ------
    ValueError
        If a value is missing.

    Notes
    -----
    Formula: 100 Phi(g) - 50.

    Assumes: normal outcomes.

    Do not use when: the effect size is a change within one group.

    Examples
    --------
    >>> round(float(improvement_index(0.450067538)))
    17

    References
    ----------
    WWC Handbook 5.0 (2022), appendix E (improvement index).
    """
    return settle(np.asarray(100 * special.ndtr(numbers("g", g)) - 50))


def favorable(effect: EffectSize, *, lower_is_better: bool) -> EffectSize:
    """Turn an effect size so that positive means favorable.

    Parameters
    ----------
    effect
        The effect as computed: treated less control.
    lower_is_better
        Whether a lower outcome is the wanted one (turnover, suspensions).

    Returns
    -------
    EffectSize
        The same effect, with its sign flipped if lower is better.

    Raises
    ------
    TypeError
        If ``effect`` is not an effect size.

    Notes
    -----
    Formula: g or -g.

    Assumes: the direction was fixed before the results were seen.

    Do not use when: no direction of the outcome is better.

    Examples
    --------
    >>> from headship.stats.effects.proportions import cox_index
    >>> turnover = cox_index(0.24, 0.40, 62, 62, standards="4.0")
    >>> round(float(favorable(turnover, lower_is_better=True).estimate), 4)
    0.4501

    References
    ----------
    WWC Handbook 5.0 (2022), chapter on reporting findings.
    """
    if not isinstance(effect, EffectSize):
        raise TypeError(f"effect must be an EffectSize, got {effect!r}.")
    if not lower_is_better:
        return effect
    return EffectSize(
        estimate=settle(np.asarray(-effect.estimate)),
        se=effect.se,
        dof=effect.dof,
        n=effect.n,
        method=effect.method,
        confidence=effect.confidence,
    )

"""Factors that remove the small-sample bias of a standardized difference."""

import numpy as np

from headship.stats._scipy import special
from headship.stats._validate import ArrayLike, Vector
from headship.stats.effects.result import inside, settle


def exact_correction(dof: ArrayLike) -> Vector:
    """Compute the exact small-sample factor J of Hedges.

    Parameters
    ----------
    dof
        Degrees of freedom of the standard deviation, above 1; any shape.

    Returns
    -------
    float or ndarray
        The factor, between 0 and 1.

    Raises
    ------
    ValueError
        If a value is 1 or less (the factor does not exist).

    Notes
    -----
    Formula: J(m) = gamma(m/2) / (sqrt(m/2) gamma((m-1)/2)).

    Assumes: normal outcomes.

    Do not use when: reproducing WWC figures; these use ``wwc_correction``.

    Examples
    --------
    >>> round(float(exact_correction(98)), 6)
    0.992324

    References
    ----------
    Hedges (1981), Journal of Educational Statistics 6(2), equation 6e.
    """
    m = inside("dof", dof, 1, np.inf)
    return settle(
        np.asarray(
            np.exp(
                special.gammaln(m / 2)
                - special.gammaln((m - 1) / 2)
                - np.log(m / 2) / 2
            )
        )
    )


def wwc_correction(dof: ArrayLike) -> Vector:
    """Compute the WWC's small-sample factor omega.

    Parameters
    ----------
    dof
        N - 2 for individuals, h for clustered designs; above 1; any shape.

    Returns
    -------
    float or ndarray
        The factor, between 0 and 1.

    Raises
    ------
    ValueError
        If a value is 1 or less.

    Notes
    -----
    Formula: omega = 1 - 3 / (4 dof - 1), which for dof = N - 2 is 1 - 3 / (4N - 9).

    Assumes: normal outcomes.

    Do not use when: comparing with packages that use the exact factor J.

    Examples
    --------
    >>> round(float(wwc_correction(122)), 7)
    0.9938398

    References
    ----------
    WWC Handbook 5.0 (2022), appendix E, equation E.1.
    """
    m = inside("dof", dof, 1, np.inf)
    return settle(np.asarray(1 - 3 / (4 * m - 1)))

"""Make an assignment: reproducibly, and with conditions that are alike."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headship.stats._scipy import special
from headship.stats._validate import ArrayLike, as_matrix, between, integer
from headship.stats.planning.balance import distances, mahalanobis_weights
from headship.stats.planning.mechanisms import Assignments, Mechanism

# Draws without an acceptable assignment before the search is given up.
_HOPELESS = 2_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Rerandomized:
    """Draw from ``mechanism`` until the conditions are alike on ``covariates``.

    ``acceptance`` is the share of complete randomizations that would be accepted.
    As a mechanism it also serves ``randomization_test``, which must know of it.
    """

    mechanism: Mechanism
    covariates: ArrayLike
    acceptance: float = 0.05

    def __post_init__(self) -> None:
        """Check the share and the covariates."""
        between("acceptance", self.acceptance, 0.0, 1.0)
        rows = len(as_matrix("covariates", self.covariates))
        if rows != self.mechanism.n:
            raise ValueError(
                f"covariates has {rows} rows for {self.mechanism.n} units."
            )

    @property
    def n(self) -> int:
        """Return the number of units."""
        return self.mechanism.n

    @property
    def count(self) -> int:
        """Return how many assignments there are before any is refused."""
        return self.mechanism.count

    @property
    def max_distance(self) -> float:
        """Return the largest accepted Mahalanobis distance."""
        dof = self._scores().shape[1]
        return float(special.chdtri(dof, 1.0 - self.acceptance))

    def draw(self, draws: int, rng: np.random.Generator) -> Assignments:
        """Return acceptable random assignments, one per row."""
        found, tried, size = [np.empty((0, self.n), dtype=np.int64)], 0, 0
        while size < draws:
            batch = min(max(int((draws - size) / self.acceptance), 64), 20_000)
            candidates = self.mechanism.draw(batch, rng)
            accepted = candidates[self._accepts(candidates)]
            found.append(accepted)
            size, tried = size + len(accepted), tried + batch
            if size == 0 and tried > _HOPELESS:
                raise ValueError(
                    f"acceptance {self.acceptance!r} admits none of {tried} assignments."
                )
        return np.concatenate(found)[:draws]

    def every(self) -> Iterator[Assignments]:
        """Yield all acceptable assignments in batches."""
        for batch in self.mechanism.every():
            yield batch[self._accepts(batch)]

    def possible(self, assignment: ArrayLike) -> bool:
        """Return whether the mechanism could have made and accepted this."""
        if not self.mechanism.possible(assignment):
            return False
        return bool(self._accepts(np.atleast_2d(np.asarray(assignment)))[0])

    def _scores(self) -> npt.NDArray[np.float64]:
        return mahalanobis_weights(as_matrix("covariates", self.covariates))

    def _accepts(self, assignments: Assignments) -> npt.NDArray[np.bool_]:
        # Rounding must not refuse on one machine what another accepts.
        limit = self.max_distance * (1.0 + 1e-9)
        return np.asarray(distances(assignments, self._scores()) <= limit)


def assign(mechanism: Mechanism, *, rng: np.random.Generator) -> Assignments:
    """Draw one assignment.

    Parameters
    ----------
    mechanism
        ``Complete``, ``Blocked``, ``paired``, ``Clustered``, ``Stepped`` or
        ``Rerandomized``.
    rng
        ``numpy.random.default_rng(seed)``; record the seed: with the same seed and the
        same order of units the assignment can be repeated by anyone.

    Returns
    -------
    numpy.ndarray
        0 or 1 for each unit (its starting period for ``Stepped``).

    Raises
    ------
    ValueError
        If re-randomization admits no assignment.

    Notes
    -----
    Formula: every assignment that the mechanism allows is equally likely.
    Assumes: the units' order was fixed before the seed.
    Do not use when: the result is drawn again because someone dislikes it; say
    beforehand, by ``Rerandomized``, which assignments are acceptable.

    Examples
    --------
    >>> import numpy as np
    >>> from headship.stats.planning import Complete
    >>> chosen = assign(Complete(8, 4), rng=np.random.default_rng(20260301))
    >>> int(chosen.sum()), chosen.size
    (4, 8)

    References
    ----------
    Imbens & Rubin (2015), Causal Inference, chapter 4.
    Morgan & Rubin (2012), Annals of Statistics 40(2).
    """
    return np.asarray(mechanism.draw(1, rng)[0])


def matched_blocks(covariates: ArrayLike, *, size: int = 2) -> npt.NDArray[np.intp]:
    """Form blocks of units that are alike.

    Parameters
    ----------
    covariates
        n by q baseline measures.
    size
        Units per block; the last block takes the remainder, if any.

    Returns
    -------
    numpy.ndarray
        The number of each unit's block.

    Raises
    ------
    ValueError
        For a size below 2 or above the number of units, or a constant covariate.

    Notes
    -----
    Formula: blocks are grown greedily: the unit farthest from the center (in
    Mahalanobis distance) takes its ``size - 1`` nearest of those left.
    Assumes: the covariates foretell the outcome; matching on others gains nothing.
    Do not use when: units join one by one.

    Examples
    --------
    >>> matched_blocks([[1.0], [9.0], [1.2], [8.8], [5.0], [5.1]]).tolist()
    [0, 1, 0, 1, 2, 2]

    References
    ----------
    Imai, King & Nall (2009), Statistical Science 24(1).
    """
    X = as_matrix("covariates", covariates, min_rows=2)
    width = integer("size", size, minimum=2)
    if width > len(X):
        raise ValueError(f"size must be at most the {len(X)} units, got {size!r}.")
    scores = mahalanobis_weights(X)
    order = np.argsort(-(scores**2).sum(axis=1), kind="stable")
    blocks = np.full(len(X), -1, dtype=np.intp)
    left, block = order.tolist(), 0
    while left:
        take = width if len(left) >= 2 * width else len(left)
        others = np.array(left)
        away = ((scores[others] - scores[left[0]]) ** 2).sum(axis=1)
        chosen = set(others[np.argsort(away, kind="stable")[:take]].tolist())
        blocks[list(chosen)] = block
        left = [unit for unit in left if unit not in chosen]
        block += 1
    return blocks

"""The likelihood of the many-facet Rasch model, its EM step and its information.

Ratings with the same levels of all facets form a *cell*. Within a cell the
probability of an answer depends on the person's place only, and a person's answers
matter only through their sum, so the work grows with cells, not with ratings.

The vector of *effects* lists all facets' levels and then the steps of each set.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headship.stats._scipy import sparse
from headship.stats._validate import Matrix, Vector
from headship.stats.measurement._groups import Groups

Cube = npt.NDArray[np.float64]
Index = npt.NDArray[np.intp]
# About 100 MB of probabilities at a time.
CELLS_AT_ONCE = 12_000_000
SMALLEST_VARIANCE = 1e-4
# A table of counts fuller than this is faster, and hardly larger, as it is.
DENSE = 0.05
# Nodes with less posterior weight add nothing to a sum of squares.
NEGLIGIBLE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """Ratings by cell.

    ``columns`` (C, F) are the places of a cell's levels among the effects, ``set_of``
    (C,) its set of steps, ``first`` where each facet and at last the steps begin,
    ``answered`` (P, C) counts ratings per cell for each pattern of cells and
    ``pattern`` names each person's, ``observed`` is the sufficient statistic of each
    effect, ``contrast`` turns free parameters into effects.
    """

    person: Index
    cell: Index
    code: npt.NDArray[np.int64]
    columns: Index
    set_of: Index
    n_sets: int
    first: Index
    answered: "Matrix | sparse.csr_matrix"
    pattern: Index
    total: Vector
    observed: Vector
    contrast: Matrix
    lowest: int
    n_categories: int

    @property
    def n_ratings(self) -> int:
        """Return the number of ratings."""
        return len(self.code)

    @property
    def n_effects(self) -> int:
        """Return the number of effects, dependent ones included."""
        return len(self.contrast)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Posterior weights of the nodes (N, Q), expected counts (C, Q), log likelihood.

    ``chances`` holds the probabilities of all cells if they were few enough to keep.
    """

    posterior: Matrix
    counts: Matrix
    value: float
    variance: float
    chances: Cube | None


def design(
    values: npt.NDArray[np.int64],
    people: Groups,
    facets: list[Groups],
    names: list[str],
    steps_by: int | None,
) -> Design:
    """Sort ratings into cells and check that every effect can be estimated."""
    lowest, highest = int(values.min()), int(values.max())
    k = highest - lowest + 1
    if k < 2:
        raise ValueError(f"ratings must vary, all are {lowest}.")
    code = values - lowest
    sizes = np.array([facet.n for facet in facets])
    first = np.concatenate(([0], np.cumsum(sizes))).astype(np.intp)
    places = np.column_stack([f.of_row for f in facets]) + first[:-1]
    mixed = np.zeros(len(code), dtype=np.int64)
    for facet in facets:
        mixed = mixed * facet.n + facet.of_row
    _, example, cell = np.unique(mixed, return_index=True, return_inverse=True)
    n_sets = 1 if steps_by is None else facets[steps_by].n
    of_rating = np.zeros(len(code), np.intp)
    if steps_by is not None:
        of_rating = facets[steps_by].of_row
    _check_answers(code, of_rating, n_sets, lowest, k)
    _check_levels(code, facets, names, k)
    n_effects = int(first[-1]) + n_sets * (k - 1)
    observed = np.zeros(n_effects)
    for place in places.T:
        observed += np.bincount(place, code, minlength=n_effects)
    for step in range(k - 1):
        place = first[-1] + of_rating * (k - 1) + step
        observed += np.bincount(place, code > step, minlength=n_effects)
    answered = sparse.csr_matrix(
        (np.ones(len(code)), (people.of_row, cell)), shape=(people.n, len(example))
    )
    pattern = np.arange(people.n)
    if answered.nnz > DENSE * people.n * len(example):
        answered, pattern = np.unique(answered.toarray(), axis=0, return_inverse=True)
    return Design(
        person=people.of_row,
        cell=cell,
        code=code,
        columns=places[example],
        set_of=of_rating[example],
        n_sets=n_sets,
        first=first,
        answered=answered,
        pattern=pattern.reshape(-1),
        total=np.bincount(people.of_row, code, minlength=people.n).astype(np.float64),
        observed=-observed,
        contrast=_contrast(sizes, n_sets, k - 1),
        lowest=lowest,
        n_categories=k,
    )


def check_identified(design: Design) -> None:
    """Refuse facets of which one says what others say already."""
    n_levels = int(design.first[-1])
    together = np.zeros((n_levels, n_levels))
    for column in design.columns.T:
        for other in design.columns.T:
            np.add.at(together, (column, other), 1.0)
    contrast = design.contrast[:n_levels]
    contrast = contrast[:, contrast.any(axis=0)]
    eigenvalues = np.linalg.eigvalsh(contrast.T @ together @ contrast)
    if eigenvalues[0] < 1e-9 * eigenvalues[-1]:
        raise ValueError("the facets' effects cannot be told apart.")


def start(design: Design) -> Vector:
    """Begin at the log odds of the mean ratings, equal steps and a variance of one."""
    n_levels, top = int(design.first[-1]), design.n_categories - 1
    rating = design.code[:, None] / top
    level = design.columns[design.cell]
    total = np.bincount(level.ravel(), minlength=n_levels)
    sums = np.bincount(
        level.ravel(), np.broadcast_to(rating, level.shape).ravel(), minlength=n_levels
    )
    odds = -np.log(sums / (total - sums))
    free = []
    for facet, (begin, end) in enumerate(
        zip(design.first[:-1], design.first[1:], strict=True)
    ):
        block = odds[begin:end]
        free.append(block if facet == 0 else block[:-1] - block.mean())
    n_rest = design.contrast.shape[1] - sum(len(block) for block in free)
    return np.concatenate([*free, np.zeros(n_rest + 1)])


def em_step(design: Design, nodes: Vector, x: Vector) -> tuple[Vector, float]:
    """Return the next free parameters and the log likelihood at the present ones."""
    if np.abs(x).max() > 30:
        return x, -np.inf
    effects = design.contrast @ x[:-1]
    state = expect(design, nodes, effects, float(np.exp(x[-1])))
    score, information = _complete_data(design, effects, state, nodes)
    left = design.contrast.T @ information @ design.contrast
    step = np.linalg.solve(left, design.contrast.T @ score)
    step *= min(1.0, 1 / max(float(np.abs(step).max()), 1e-12))
    variance = float((state.posterior @ nodes**2).mean())
    moved = np.append(x[:-1] + step, np.log(max(variance, SMALLEST_VARIANCE)))
    return moved, state.value


def expect(design: Design, nodes: Vector, effects: Vector, variance: float) -> State:
    """Weigh the nodes for each person."""
    log_norm = np.empty((len(design.columns), len(nodes)))
    parts = _parts(design, len(nodes))
    exponent = None
    for part in parts:
        exponent = _exponents(design, effects, nodes, part)
        top = exponent.max(axis=2, keepdims=True)
        exponent -= top
        np.exp(exponent, out=exponent)
        total = exponent.sum(axis=2, keepdims=True)
        exponent /= total
        log_norm[part] = np.log(total[..., 0]) + top[..., 0]
    prior = -(nodes**2) / (2 * variance)
    prior -= np.log(np.exp(prior).sum())
    log_norm = prior - design.answered @ log_norm
    joint = np.outer(design.total, nodes) + log_norm[design.pattern]
    top = joint.max(axis=1, keepdims=True)
    np.exp(joint - top, out=joint)
    size = joint.sum(axis=1, keepdims=True)
    joint /= size
    value = float((np.log(size) + top).sum()) + float(design.observed @ effects)
    return State(
        posterior=joint,
        counts=design.answered.T @ _by_pattern(design, joint),
        value=value,
        variance=variance,
        chances=exponent if len(parts) == 1 else None,
    )


def _by_pattern(design: Design, joint: Matrix) -> Matrix:
    n_patterns = design.answered.shape[0]
    order = np.argsort(design.pattern, kind="stable")
    first = np.searchsorted(design.pattern[order], np.arange(n_patterns))
    sums: Matrix = np.add.reduceat(joint[order], first, axis=0)
    return sums


def _exponents(design: Design, effects: Vector, nodes: Vector, part: slice) -> Cube:
    k = design.n_categories
    score = np.arange(float(k))
    level = effects[design.columns[part]].sum(axis=1)
    steps = effects[design.first[-1] :].reshape(design.n_sets, k - 1)
    height = np.concatenate([np.zeros((len(steps), 1)), np.cumsum(steps, axis=1)], 1)
    fixed = -np.outer(level, score) - height[design.set_of[part]]
    exponents: Cube = fixed[:, None, :] + np.outer(nodes, score)
    return exponents


def _chances(design: Design, effects: Vector, nodes: Vector, part: slice) -> Cube:
    exponent = _exponents(design, effects, nodes, part)
    exponent -= exponent.max(axis=2, keepdims=True)
    np.exp(exponent, out=exponent)
    exponent /= exponent.sum(axis=2, keepdims=True)
    return exponent


def _parts(design: Design, n_nodes: int) -> list[slice]:
    most = max(1, CELLS_AT_ONCE // (n_nodes * design.n_categories))
    n = len(design.columns)
    return [slice(i, min(i + most, n)) for i in range(0, n, most)]


def _at_least(chance: Cube) -> Cube:
    """Return P(X >= 1) ... P(X >= K - 1) along the last axis."""
    above: Cube = np.cumsum(chance[..., :0:-1], axis=-1)[..., ::-1]
    return above


def _complete_data(
    design: Design, effects: Vector, state: State, nodes: Vector
) -> tuple[Vector, Matrix]:
    """Return score and information as if persons' places were known."""
    n_steps, base = design.n_categories - 1, int(design.first[-1])
    score = np.arange(float(design.n_categories))
    n_effects, n_levels = design.n_effects, base
    expected = np.zeros(n_effects)
    information = np.zeros((n_effects, n_effects))
    for part in _parts(design, len(nodes)):
        chance = state.chances
        if chance is None:
            chance = _chances(design, effects, nodes, part)
        above = _at_least(chance)
        counts = state.counts[part]
        mean = above.sum(axis=2)
        square = chance @ score**2
        columns, sets = design.columns[part], design.set_of[part]
        total = np.einsum("cq,cq->c", counts, mean)
        spread = np.einsum("cq,cq->c", counts, square - mean**2)
        by_step = np.einsum("cq,cqs->cs", counts, above)
        # E[X 1(X >= s)] and E[1(X >= s) 1(X >= t)] = P(X >= max(s, t)).
        partial = np.cumsum((chance * score)[..., :0:-1], axis=-1)[..., ::-1]
        mixed = np.einsum("cq,cqs->cs", counts, partial - mean[..., None] * above)
        larger = np.maximum.outer(np.arange(n_steps), np.arange(n_steps))
        pair = by_step[:, larger] - np.einsum(
            "cq,cqs,cqt->cst", counts, above, above, optimize=True
        )
        for column in columns.T:
            expected[:n_levels] += np.bincount(column, total, minlength=n_levels)
            for other in columns.T:
                np.add.at(information, (column, other), spread)
        place = base + sets[:, None] * n_steps + np.arange(n_steps)
        np.add.at(expected, place, by_step)
        np.add.at(information, (place[:, :, None], place[:, None, :]), pair)
        for column in columns.T:
            np.add.at(information, (column[:, None], place), mixed)
            np.add.at(information, (place, column[:, None]), mixed)
    return design.observed + expected, information


def complete_data_errors(
    design: Design, effects: Vector, state: State, nodes: Vector
) -> Vector:
    """Return errors that take everything but one free parameter as known."""
    _, information = _complete_data(design, effects, state, nodes)
    left = design.contrast.T @ information @ design.contrast
    variance = 1 / np.diag(left)
    # A dependent effect is minus the sum of independent ones.
    errors: Vector = np.sqrt(design.contrast**2 @ variance)
    return errors


def observed_errors(
    design: Design, nodes: Vector, effects: Vector, state: State
) -> Vector:
    """Return errors from the observed information of all parameters (Louis, 1982)."""
    _, information = _complete_data(design, effects, state, nodes)
    contrast = design.contrast
    n_free = contrast.shape[1]
    full = np.zeros((n_free + 1, n_free + 1))
    full[:n_free, :n_free] = contrast.T @ information @ contrast
    # The variance enters through its logarithm: score (t^2 / v - 1) / 2.
    size = nodes**2 / state.variance
    full[n_free, n_free] = float((state.posterior @ size).sum()) / 2
    full -= _missing_information(design, nodes, effects, state, size)
    covariance = np.linalg.pinv(full, hermitian=True)[:n_free, :n_free]
    variance = np.einsum("ij,jk,ik->i", contrast, covariance, contrast)
    errors: Vector = np.sqrt(np.maximum(variance, 0))
    return errors


def _missing_information(
    design: Design, nodes: Vector, effects: Vector, state: State, size: Vector
) -> Matrix:
    """Return the spread of the complete-data score over each person's places."""
    n_free = design.contrast.shape[1]
    result = np.zeros((n_free + 1, n_free + 1))
    mean = np.zeros((len(state.posterior), n_free + 1))
    for node in range(len(nodes)):
        near = np.flatnonzero(state.posterior[:, node] > NEGLIGIBLE)
        if near.size == 0:
            continue
        weight = state.posterior[near, node][:, None]
        expected = _expected_statistics(design, nodes[node : node + 1], effects)
        used, of_person = np.unique(design.pattern[near], return_inverse=True)
        score = np.empty((len(near), n_free + 1))
        score[:, :n_free] = (design.answered[used] @ expected)[of_person]
        score[:, n_free] = size[node] / 2
        result += (score * weight).T @ score
        mean[near] += score * weight
    missing: Matrix = result - mean.T @ mean
    return missing


def _expected_statistics(design: Design, node: Vector, effects: Vector) -> Matrix:
    """Return each cell's expected statistics by free parameter, at one node."""
    n_steps, base = design.n_categories - 1, int(design.first[-1])
    above = _at_least(_chances(design, effects, node, slice(None)))[:, 0]
    contrast = design.contrast
    statistics: Matrix = above.sum(axis=1)[:, None] * contrast[design.columns[:, 0]]
    for column in design.columns.T[1:]:
        statistics += above.sum(axis=1)[:, None] * contrast[column]
    for step in range(n_steps):
        place = base + design.set_of * n_steps + step
        statistics += above[:, step, None] * contrast[place]
    return statistics


def mean_squares(
    design: Design, effects: Vector, score: Vector
) -> tuple[Vector, Vector]:
    """Return infit and outfit of every level at the persons' scores."""
    n_levels = int(design.first[-1])
    category = np.arange(float(design.n_categories))
    fixed = _exponents(design, effects, np.zeros(1), slice(None))[:, 0, :]
    sums = np.zeros((4, n_levels))
    for begin in range(0, design.n_ratings, 1_000_000):
        rows = slice(begin, begin + 1_000_000)
        cell = design.cell[rows]
        chance = fixed[cell] + np.outer(score[design.person[rows]], category)
        chance -= chance.max(axis=1, keepdims=True)
        np.exp(chance, out=chance)
        chance /= chance.sum(axis=1, keepdims=True)
        mean = chance @ category
        spread = np.maximum(chance @ category**2 - mean**2, 1e-12)
        off = (design.code[rows] - mean) ** 2
        for column in design.columns[cell].T:
            for row, values in enumerate(
                (off, spread, off / spread, np.ones_like(off))
            ):
                sums[row] += np.bincount(column, values, minlength=n_levels)
    return sums[0] / sums[1], sums[2] / sums[3]


def _contrast(sizes: npt.NDArray[np.intp], n_sets: int, n_steps: int) -> Matrix:
    """Build the matrix that makes facets after the first, and steps, sum to zero."""
    blocks = [np.eye(int(sizes[0]))]
    blocks.extend(
        np.vstack([np.eye(size - 1), -np.ones((1, size - 1))])
        for size in [*sizes[1:].tolist(), *[n_steps] * n_sets]
    )
    rows = sum(b.shape[0] for b in blocks)
    contrast = np.zeros((rows, sum(b.shape[1] for b in blocks)))
    row = column = 0
    for block in blocks:
        contrast[row : row + block.shape[0], column : column + block.shape[1]] = block
        row, column = row + block.shape[0], column + block.shape[1]
    return contrast


def _check_answers(
    code: npt.NDArray[np.int64], of_rating: Index, n_sets: int, lowest: int, k: int
) -> None:
    used = np.bincount(of_rating * k + code, minlength=n_sets * k).reshape(n_sets, k)
    if (used == 0).any():
        set_, answer = (int(v) for v in np.argwhere(used == 0)[0])
        raise ValueError(
            f"answer {answer + lowest} is never used in set {set_} of the steps; "
            "combine answers or use common steps."
        )


def _check_levels(
    code: npt.NDArray[np.int64], facets: list[Groups], names: list[str], k: int
) -> None:
    for name, facet in zip(names, facets, strict=True):
        mean = np.bincount(facet.of_row, code) / facet.sizes
        stuck = np.flatnonzero((mean == 0) | (mean == k - 1))
        if stuck.size:
            raise ValueError(
                f"{name} {facet.labels[stuck[0]]} has all ratings at one end, so its "
                "effect is not finite."
            )

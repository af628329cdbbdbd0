"""What two or more published views give away together."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from headship.stats._validate import Matrix, integer
from headship.stats.disclosure.groups import MINIMUM_GROUP
from headship.stats.disclosure.solving import SearchTooLargeError, exposed_sets


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsafePair:
    """Two views whose difference describes too few people.

    ``n_only_first`` and ``n_only_second`` count the people in one view only; they are
    for the program that decides, not for a page.
    """

    first: str
    second: str
    n_only_first: int
    n_only_second: int


def unsafe_pairs(
    views: Mapping[str, Iterable[Hashable]], *, minimum: int = MINIMUM_GROUP
) -> tuple[UnsafePair, ...]:
    """List the pairs of views that must not both be published.

    Parameters
    ----------
    views
        Who is behind each published figure, by the figure's name: all teachers and a
        subgroup; an early and a later report; a school and its district.
    minimum
        Smallest number of people a difference may describe; at least
        ``MINIMUM_GROUP``.

    Returns
    -------
    tuple of UnsafePair
        Pairs whose members differ, but by fewer than ``minimum`` people.

    Raises
    ------
    ValueError
        If ``minimum`` is below ``MINIMUM_GROUP``.

    Notes
    -----
    Formula: with A and B the people behind two views, unsafe if
    0 < n(A - B) + n(B - A) < minimum. For nested views that is the remainder; for one
    person swapped for another it is the difference between these two.

    Assumes: a person who is in both views gave the same answer to both.

    Do not use when: three or more views overlap; use ``views_are_safe``, which also
    finds what follows from several together.

    Examples
    --------
    >>> early, later = {1, 2, 3, 4, 5}, {1, 2, 3, 4, 5, 6}
    >>> [(p.first, p.second) for p in unsafe_pairs({"May": early, "June": later})]
    [('May', 'June')]

    References
    ----------
    Denning and Schlorer (1983), Inference controls for statistical databases.
    """
    limit = integer("minimum", minimum, minimum=MINIMUM_GROUP)
    people = {name: frozenset(members) for name, members in views.items()}
    return tuple(
        UnsafePair(
            first=first,
            second=second,
            n_only_first=len(people[first] - people[second]),
            n_only_second=len(people[second] - people[first]),
        )
        for first, second in combinations(people, 2)
        if 0 < len(people[first] ^ people[second]) < limit
    )


def views_are_safe(
    views: Mapping[str, Iterable[Hashable]], *, minimum: int = MINIMUM_GROUP
) -> bool:
    """Say whether no combination of the views describes too few people.

    Parameters
    ----------
    views
        Who is behind each published figure, by the figure's name.
    minimum
        Smallest number of people any solvable figure may describe; at least
        ``MINIMUM_GROUP``.

    Returns
    -------
    bool
        False if adding and subtracting the views isolates fewer than ``minimum``
        people (a view that is itself too small counts as well), or if so many small
        overlaps exist that the opposite cannot be proven.

    Raises
    ------
    ValueError
        If ``minimum`` is below ``MINIMUM_GROUP``.

    Notes
    -----
    Formula: people in exactly the same views form one cell; the membership matrix is
    searched by ``exposed_sets``.

    Assumes: each figure is a sum or mean with a known number of people.

    Do not use when: answers changed between views; then nothing can be subtracted.

    Examples
    --------
    Every pair differs by many, but the total less both subgroups is one person.

    >>> total = set(range(21))
    >>> views = {"all": total, "new": set(range(10)), "old": set(range(10, 20))}
    >>> unsafe_pairs(views), views_are_safe(views)
    ((), False)

    References
    ----------
    Denning and Schlorer (1983), Inference controls for statistical databases.
    """
    limit = integer("minimum", minimum, minimum=MINIMUM_GROUP)
    matrix, sizes = _atoms([frozenset(members) for members in views.values()])
    try:
        return not exposed_sets(matrix, sizes, minimum=limit)
    except SearchTooLargeError:
        return False


def _atoms(views: list[frozenset[Hashable]]) -> tuple[Matrix, list[int]]:
    """Collapse people who are in exactly the same views into one cell."""
    sizes: dict[tuple[bool, ...], int] = {}
    for person in frozenset[Hashable]().union(*views):
        signature = tuple(person in view for view in views)
        sizes[signature] = sizes.get(signature, 0) + 1
    matrix = np.array(list(sizes), dtype=np.float64).reshape(len(sizes), len(views)).T
    return matrix, list(sizes.values())

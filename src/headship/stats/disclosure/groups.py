"""Which rater groups one report may show: alone, merged, or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from headship.stats._validate import integer

# The seed product shows teacher answers from five completed surveys on; raised by an
# organization if it likes, never lowered.
MINIMUM_GROUP = 5

# A group that is one person by design (self, the supervisor) and told so beforehand.
NAMED_MINIMUM = 1


class Reason(StrEnum):
    """Why a group is not shown."""

    NO_ANSWERS = "no_answers"
    TOO_FEW = "too_few"
    COMPLEMENTARY = "complementary"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCell:
    """One published figure: the groups it pools and how many people answered."""

    members: tuple[str, ...]
    n: int
    is_named: bool

    @property
    def is_merged(self) -> bool:
        """Return whether several groups were pooled."""
        return len(self.members) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SuppressedGroup:
    """A group that is not shown; its size is left out on purpose."""

    group: str
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupDecision:
    """What one report may show; groups appear in one cell or among the suppressed.

    ``anonymous_total_is_safe`` says whether a figure that pools all anonymous groups
    may stand beside the cells; ``total_is_safe`` the same with named groups pooled in.
    """

    cells: tuple[GroupCell, ...]
    suppressed: tuple[SuppressedGroup, ...]
    anonymous_total_is_safe: bool
    total_is_safe: bool

    def cell_of(self, group: str) -> GroupCell | None:
        """Return the cell that contains ``group``, or None if it is suppressed."""
        return next((cell for cell in self.cells if group in cell.members), None)

    def reason_for(self, group: str) -> Reason | None:
        """Return why ``group`` is not shown, or None if it is shown."""
        return next((s.reason for s in self.suppressed if s.group == group), None)


@dataclass(frozen=True, slots=True)
class _Pool:
    members: tuple[str, ...]
    n: int
    minimum: int

    def join(self, other: "_Pool") -> "_Pool":
        return _Pool(
            (*self.members, *other.members),
            self.n + other.n,
            max(self.minimum, other.minimum),
        )

    @property
    def is_large_enough(self) -> bool:
        return self.n >= self.minimum


def suppress_groups(
    counts: Mapping[str, int],
    *,
    minimum: Mapping[str, int] | int = MINIMUM_GROUP,
    order: Sequence[str] = (),
    merge: bool = True,
    publish_total: bool = True,
) -> GroupDecision:
    """Decide which rater groups are shown alone, merged, or suppressed.

    Parameters
    ----------
    counts
        People who answered, by group. For a report with several items, pass the
        smallest count any shown item has, so that one decision holds for all items.
    minimum
        Smallest number of people a cell may describe; one number for all anonymous
        groups, or one by group. At least ``MINIMUM_GROUP``; exactly 1 marks a group as
        named (not anonymous by design). Groups left out get ``MINIMUM_GROUP``.
    order
        Order of groups in the result and, among equal counts, in merging; groups left
        out follow in the order of ``counts``.
    merge
        Whether a group that is too small is merged with the next smallest one.
        Otherwise it is suppressed, and others with it where ``publish_total`` would
        give it away.
    publish_total
        Whether a figure over all groups will stand beside the cells. Matters only
        without ``merge``.

    Returns
    -------
    GroupDecision
        Cells and suppressed groups; a named group is always its own cell.

    Raises
    ------
    ValueError
        For a negative or broken count, a minimum between 2 and ``MINIMUM_GROUP`` - 1
        or below 1, or an unknown group in ``minimum`` or ``order``.

    Notes
    -----
    Formula: while the smallest cell has n < minimum and another cell exists, join the
    smallest with the next smallest; the joint minimum is the larger of the two.

    Assumes: nobody is in two groups; each person counts once; figures of a cell are
    computed from its pooled answers, and no other figure about these people is
    published (compare other reports with ``unsafe_pairs``).

    Do not use when: cells cross two classifications (use ``suppress_table``) or an
    earlier report on nearly the same people is out (use ``unsafe_pairs`` as well).

    Examples
    --------
    >>> decision = suppress_groups(
    ...     {"self": 1, "supervisor": 1, "teachers": 12, "peers": 3, "others": 2},
    ...     minimum={"self": 1, "supervisor": 1},
    ... )
    >>> [(cell.members, cell.n) for cell in decision.cells]
    [(('self',), 1), (('supervisor',), 1), (('teachers',), 12), (('peers', 'others'), 5)]

    References
    ----------
    Hundepool et al. (2012), Statistical Disclosure Control, sections 4.2-4.4.
    """
    minimums = _minimums(counts, minimum)
    names = _ordered(counts, order)
    named = [name for name in names if minimums[name] == NAMED_MINIMUM]
    pools = [
        _Pool((name,), integer(f"counts[{name!r}]", counts[name]), minimums[name])
        for name in names
    ]
    empty = [pool for pool in pools if pool.n == 0]
    anonymous = [p for p in pools if p.n and p.members[0] not in named]
    cells, too_few, complementary = _decide(anonymous, merge, publish_total)
    cells += [p for p in pools if p.n and p.members[0] in named]
    is_safe = _hidden_is_safe(too_few + complementary)
    return GroupDecision(
        cells=_as_cells(cells, names, frozenset(named)),
        suppressed=_as_suppressed(names, empty, too_few, complementary),
        anonymous_total_is_safe=is_safe and bool(anonymous),
        total_is_safe=is_safe and bool(cells),
    )


def _minimums(
    counts: Mapping[str, int], minimum: Mapping[str, int] | int
) -> dict[str, int]:
    if not isinstance(minimum, Mapping):
        value = integer("minimum", minimum, minimum=MINIMUM_GROUP)
        return dict.fromkeys(counts, value)
    unknown = set(minimum) - set(counts)
    if unknown:
        raise ValueError(f"minimum names unknown groups: {sorted(unknown)}.")
    result = {}
    for name in counts:
        value = integer(f"minimum[{name!r}]", minimum.get(name, MINIMUM_GROUP))
        if value != NAMED_MINIMUM and value < MINIMUM_GROUP:
            raise ValueError(
                f"minimum[{name!r}] must be at least {MINIMUM_GROUP}, "
                f"or 1 for a named group, got {value}."
            )
        result[name] = value
    return result


def _ordered(counts: Mapping[str, int], order: Sequence[str]) -> list[str]:
    unknown = set(order) - set(counts)
    if unknown or len(set(order)) < len(order):
        raise ValueError(f"order must name known groups once, got {list(order)}.")
    return [*order, *(name for name in counts if name not in order)]


def _decide(
    pools: list[_Pool], merge: bool, publish_total: bool
) -> tuple[list[_Pool], list[_Pool], list[_Pool]]:
    if merge:
        pools = _merged(pools)
    shown = [pool for pool in pools if pool.is_large_enough]
    too_few = [pool for pool in pools if not pool.is_large_enough]
    complementary: list[_Pool] = []
    while publish_total and shown and not _hidden_is_safe(too_few + complementary):
        smallest = min(shown, key=lambda pool: pool.n)
        shown.remove(smallest)
        complementary.append(smallest)
    return shown, too_few, complementary


def _merged(pools: list[_Pool]) -> list[_Pool]:
    # Python's sort is stable, so equal counts merge in the caller's order.
    pools = sorted(pools, key=lambda pool: pool.n)
    while len(pools) > 1:
        small = next((pool for pool in pools if not pool.is_large_enough), None)
        if small is None:
            break
        others = [pool for pool in pools if pool is not small]
        pools = sorted([small.join(others[0]), *others[1:]], key=lambda pool: pool.n)
    return pools


def _hidden_is_safe(hidden: list[_Pool]) -> bool:
    """Return whether the pooled rest may follow by subtraction from a total."""
    if not hidden:
        return True
    rest = hidden[0]
    for pool in hidden[1:]:
        rest = rest.join(pool)
    return rest.is_large_enough


def _as_cells(
    pools: list[_Pool], names: list[str], named: frozenset[str]
) -> tuple[GroupCell, ...]:
    cells = [
        GroupCell(
            members=tuple(sorted(pool.members, key=names.index)),
            n=pool.n,
            is_named=pool.members[0] in named,
        )
        for pool in pools
    ]
    return tuple(sorted(cells, key=lambda cell: names.index(cell.members[0])))


def _as_suppressed(
    names: list[str],
    empty: list[_Pool],
    too_few: list[_Pool],
    complementary: list[_Pool],
) -> tuple[SuppressedGroup, ...]:
    reasons = {
        name: reason
        for pools, reason in (
            (empty, Reason.NO_ANSWERS),
            (too_few, Reason.TOO_FEW),
            (complementary, Reason.COMPLEMENTARY),
        )
        for pool in pools
        for name in pool.members
    }
    return tuple(
        SuppressedGroup(group=name, reason=reasons[name])
        for name in names
        if name in reasons
    )

"""What somebody asks of a catalog, and what it answers."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headship.evidence.search.catalog import Catalog, Claim
from headship.evidence.search.facets import Bools, Facet, Level
from headship.evidence.search.readings import read_words
from headship.evidence.search.texts import Floats


class Sort(StrEnum):
    """What comes first."""

    RELEVANCE = "relevance"
    CERTAINTY = "certainty"
    EFFECT = "effect"
    HARM = "harm"
    YEAR = "year"
    NAME = "name"
    FIT = "fit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Words and chosen values; values of one facet widen, facets narrow.

    ``ranks`` gives interventions, by key, their place in an order from outside, such as
    by fit to a visitor's place; without it there is no such order.
    """

    words: str = ""
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort | None = None
    ranks: Mapping[int, int] = field(default_factory=dict)

    @property
    def key(self) -> tuple[Hashable, ...]:
        """Return what tells it from other questions, an order from outside aside."""
        return self.words, tuple(sorted(self.chosen.items())), self.sort

    @property
    def is_empty(self) -> bool:
        return not self.words.strip() and not any(self.chosen.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One intervention among the results, with the places of its rows."""

    pk: int
    rows: NDArray[np.intp]


class Answer:
    """What a question finds in a catalog; nothing is computed before it is asked for."""

    def __init__(self, catalog: Catalog, question: Question) -> None:
        self.catalog, self.question = catalog, question
        self.reading = read_words(catalog, question.words)
        self._masks = {
            key: _row_mask(catalog, catalog.facets[key], values)
            for key, values in question.chosen.items()
            if values and key in catalog.facets
        }

    @cached_property
    def _misses(self) -> NDArray[np.int8]:
        """Count, for each row, the facets that shut it out; words shut out for good."""
        missed = np.zeros(self.catalog.row_count, dtype=np.int8)
        for mask in self._masks.values():
            missed += ~mask
        if self.reading.scores is not None:
            missed[self.reading.scores <= 0] = 100
        return missed

    @cached_property
    def rows(self) -> NDArray[np.intp]:
        """Return the places of the matching rows, by intervention and effect."""
        return np.flatnonzero(self._misses == 0)

    @cached_property
    def findings(self) -> NDArray[np.intp]:
        """Return the places of the matching rows that are findings."""
        return self.rows[self.catalog.columns.finding[self.rows] > 0]

    @cached_property
    def _interventions(self) -> NDArray[np.intp]:
        """Return the places of the matching interventions."""
        hit = np.bincount(self._row_interventions, minlength=len(self.catalog.names))
        return np.flatnonzero(hit)

    @cached_property
    def _row_interventions(self) -> NDArray[np.int32]:
        columns = self.catalog.columns
        return columns.pair_intervention[columns.pair[self.rows]]

    @property
    def claims(self) -> list[Claim]:
        """Return the claims that hold the words; what is filtered by, none of them has."""
        if self._masks:
            return []
        return [self.catalog.claims[place] for place in self.reading.claims]

    @property
    def intervention_count(self) -> int:
        return len(self._interventions)

    @property
    def study_count(self) -> int:
        columns = self.catalog.columns
        studies = columns.pair_study[columns.pair[self.findings]]
        return int(np.count_nonzero(np.bincount(studies)))

    def counts(self, key: str, *, of_rows: bool) -> dict[str, int]:
        """Count what each value of a facet would leave, all other facets as chosen."""
        facet, catalog = self.catalog.facets[key], self.catalog
        mask = self._misses == 0
        if key in self._masks:
            mask |= (self._misses == 1) & ~self._masks[key]
        if facet.level is Level.PAIR:
            hits = np.bincount(
                catalog.columns.pair[mask], minlength=len(catalog.columns.pair_study)
            )
        else:
            hits = mask.astype(np.int64)
        found = (
            facet.count_rows(hits) if of_rows else facet.count_interventions(hits > 0)
        )
        return dict(zip(facet.values, found.tolist(), strict=True))

    @property
    def sort(self) -> Sort:
        """Return the order in use: what fits best for words, else what is surest."""
        default = Sort.CERTAINTY if self.reading.scores is None else Sort.RELEVANCE
        wanted = self.question.sort or default
        is_vain = {
            Sort.RELEVANCE: self.reading.scores is None,
            Sort.FIT: not self.question.ranks,
        }
        return default if is_vain.get(wanted) else wanted

    def finding_order(self) -> NDArray[np.intp]:
        """Return the places of the matching findings, first things first."""
        rows, columns = self.findings, self.catalog.columns
        names = self.catalog.name_rank[columns.pair_intervention[columns.pair[rows]]]
        keys: dict[Sort, Callable[[], NDArray[Any]]] = {
            Sort.RELEVANCE: lambda: -self._scores(rows),
            Sort.CERTAINTY: lambda: columns.se[rows],
            Sort.EFFECT: lambda: -columns.effect[rows],
            Sort.HARM: lambda: columns.effect[rows],
            Sort.YEAR: lambda: (
                -columns.study_year[columns.pair_study[columns.pair[rows]]]
            ),
            Sort.NAME: lambda: names,
            Sort.FIT: lambda: self._ranks(columns.row_intervention[rows]),
        }
        return rows[np.lexsort((columns.finding[rows], names, keys[self.sort]()))]

    def newest(self, most: int) -> NDArray[np.intp]:
        """Return the places of the findings whose reviews were posted last."""
        rows, columns = self.findings, self.catalog.columns
        order = np.lexsort((-columns.finding[rows], -columns.posted[rows]))
        return rows[order[:most]]

    def groups(self, start: int, end: int) -> list[Group]:
        """Return some of the matching interventions in order, with their rows."""
        chosen = self.intervention_order()[start:end]
        pks = self.catalog.columns.intervention
        left = np.searchsorted(self._row_interventions, chosen, side="left")
        right = np.searchsorted(self._row_interventions, chosen, side="right")
        return [
            Group(pk=int(pks[place]), rows=self.rows[first:last])
            for place, first, last in zip(chosen, left, right, strict=True)
        ]

    def intervention_order(self) -> NDArray[np.intp]:
        """Return the places of the matching interventions, first things first."""
        found = self._interventions
        names = self.catalog.name_rank[found]
        keys: dict[Sort, Callable[[], tuple[NDArray[Any], ...]]] = {
            Sort.RELEVANCE: lambda: (
                -self._best(self._scores(self.rows))[found],
                *self._standing(found),
            ),
            Sort.CERTAINTY: lambda: self._standing(found),
            Sort.EFFECT: lambda: (-self._typical_effect(found),),
            Sort.HARM: lambda: (self._typical_effect(found),),
            Sort.YEAR: lambda: (-self._best(self._years())[found],),
            Sort.NAME: lambda: (names,),
            Sort.FIT: lambda: (self._ranks(found),),
        }
        return found[np.lexsort((names, *reversed(keys[self.sort]())))]

    def _ranks(self, places: NDArray[Any]) -> NDArray[np.int64]:
        """Return the place of each intervention in the order from outside, else last."""
        ranks = self.question.ranks
        keys = self.catalog.columns.intervention[places].tolist()
        return np.array([ranks.get(key, len(ranks)) for key in keys], dtype=np.int64)

    def _scores(self, rows: NDArray[np.intp]) -> Floats:
        if self.reading.scores is None:
            return np.zeros(len(rows), dtype=np.float32)
        return self.reading.scores[rows]

    def _years(self) -> Floats:
        columns = self.catalog.columns
        years = columns.study_year[columns.pair_study[columns.pair[self.rows]]]
        return np.nan_to_num(years, nan=0.0)

    def _best(self, values: Floats) -> Floats:
        """Return the largest value of the matching rows of each intervention."""
        found = np.zeros(len(self.catalog.names), dtype=np.float32)
        np.maximum.at(found, self._row_interventions, values)
        return found

    def _standing(self, found: NDArray[np.intp]) -> tuple[NDArray[np.int64], ...]:
        """Order by studies that meet standards: without reservations, then with, then all."""
        columns, size = self.catalog.columns, len(self.catalog.names)
        pairs = np.flatnonzero(np.bincount(columns.pair[self.findings]))
        standing = columns.study_standing[columns.pair_study[pairs]]
        by = columns.pair_intervention[pairs]
        return tuple(
            -np.bincount(by[standing >= least], minlength=size)[found]
            for least in (2, 1, 0)
        )

    def _typical_effect(self, found: NDArray[np.intp]) -> Floats:
        """Return the median effect of the matching rows of each intervention.

        The median, because an order by the best effect would reward many small samples.
        """
        effects = self.catalog.columns.effect[self.rows]
        is_known = ~np.isnan(effects)
        known, by = effects[is_known], self._row_interventions[is_known]
        first = np.searchsorted(by, found, side="left")
        count = np.searchsorted(by, found, side="right") - first
        typical = np.full(len(found), np.nan, dtype=np.float32)
        has = count > 0
        low = first[has] + (count[has] - 1) // 2
        high = first[has] + count[has] // 2
        typical[has] = (known[low] + known[high]) / 2
        return typical


def _row_mask(catalog: Catalog, facet: Facet, values: tuple[str, ...]) -> Bools:
    held = facet.holding(values)
    return held if facet.level is Level.ROW else held[catalog.columns.pair]

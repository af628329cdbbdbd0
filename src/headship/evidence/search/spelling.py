"""The word that was meant, if nobody wrote the one that was typed."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

CANDIDATES = 80  # Words that share most trigrams; only these are compared by letters.


def trigrams(word: str) -> set[str]:
    """Return the runs of three letters, with the word's edges as letters."""
    edged = f"^^{word}$"
    return {edged[place : place + 3] for place in range(len(edged) - 2)}


def allowed(word: str) -> int:
    """Return how many slips are forgiven in a word of this length."""
    if len(word) < 4:
        return 0
    return 1 if len(word) < 7 else 2


def distance(one: str, other: str) -> int:
    """Count the slips between two words: a letter more, less, other, or swapped."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        now = [row]
        for column, found in enumerate(other, start=1):
            cost = min(
                last[column] + 1,
                now[column - 1] + 1,
                last[column - 1] + (letter != found),
            )
            is_swap = (
                row > 1
                and column > 1
                and letter == other[column - 2]
                and one[row - 2] == found
            )
            now.append(min(cost, before[column - 2] + 1) if is_swap else cost)
        before, last = last, now
    return last[-1]


class Speller:
    """The words of a catalog, by their trigrams; ``counts`` says how often each occurs."""

    def __init__(self, words: Sequence[str], counts: NDArray[np.integer]) -> None:
        self.words, self.counts = words, counts
        found: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(words):
            for part in trigrams(word):
                found[part].append(place)
        self._by_trigram = {
            part: np.array(places, dtype=np.int32) for part, places in found.items()
        }

    def correct(self, word: str) -> str | None:
        """Return the nearest known word, or the commoner of two; None if all are far."""
        limit = allowed(word)
        near = (self._compare(word, place) for place in self._candidates(word))
        best = min((one for one in near if one[0] <= limit), default=None)
        return self.words[best[2]] if best and limit else None

    def _compare(self, word: str, place: int) -> tuple[int, int, int]:
        return distance(word, self.words[place]), -int(self.counts[place]), place

    def _candidates(self, word: str) -> list[int]:
        known = [self._by_trigram[p] for p in trigrams(word) if p in self._by_trigram]
        if not known:
            return []
        shared = np.bincount(np.concatenate(known))
        most = np.argsort(-shared, kind="stable")[:CANDIDATES]
        return [int(place) for place in most if shared[place]]

"""Where each word stands: an index from words to documents."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headship.evidence.search.words import words_of

Floats = NDArray[np.float32]
Field = tuple[str, float]  # A text and how much a word in it says about the document.

SHORTEST_BEGINNING = 3
BEGINNING = 0.6  # What a longer word counts for whom its beginning was typed.


def weigh(fields: Iterable[Field]) -> dict[str, float]:
    """Return the words of a document, each with the weight of its best field."""
    found: dict[str, float] = {}
    for text, weight in fields:
        for word in words_of(text):
            if weight > found.get(word, 0.0):
                found[word] = weight
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Postings:
    """For each word of a vocabulary, the documents that hold it, with weights.

    Entries of word ``w`` stand from ``starts[w]`` to ``starts[w + 1]``; the words of a
    vocabulary are sorted, so all words with one beginning stand together.
    """

    size: int
    starts: NDArray[np.int64]
    documents: NDArray[np.int32]
    weights: Floats

    @classmethod
    def gather(
        cls, documents: Sequence[dict[str, float]], numbers: dict[str, int]
    ) -> "Postings":
        """Turn documents of weighted words into postings."""
        total = sum(len(document) for document in documents)
        triples = (
            (numbers[word], place, weight)
            for place, document in enumerate(documents)
            for word, weight in document.items()
        )
        kind = np.dtype([("word", "i4"), ("document", "i4"), ("weight", "f4")])
        entries = np.fromiter(triples, dtype=kind, count=total)
        entries = entries[np.argsort(entries["word"], kind="stable")]
        held = np.bincount(entries["word"], minlength=len(numbers))
        return cls(
            size=len(documents),
            starts=np.concatenate(([0], np.cumsum(held))).astype(np.int64),
            documents=np.ascontiguousarray(entries["document"]),
            weights=np.ascontiguousarray(entries["weight"]),
        )

    def score(self, first: int, last: int) -> Floats:
        """Score every document by its best word in a range of words."""
        scores = np.zeros(self.size, dtype=np.float32)
        start, end = self.starts[first], self.starts[last]
        if start == end:
            return scores
        rarity = np.log1p(self.size / max(1, end - start))
        np.maximum.at(scores, self.documents[start:end], self.weights[start:end])
        return scores * np.float32(rarity)

    @property
    def counts(self) -> NDArray[np.int64]:
        return np.diff(self.starts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """All words of a catalog in alphabetical order."""

    words: tuple[str, ...]

    def exact(self, word: str) -> tuple[int, int]:
        """Return the range that holds one word; it is empty if nobody wrote it."""
        place = bisect_left(self.words, word)
        is_known = place < len(self.words) and self.words[place] == word
        return place, place + is_known

    def beginning(self, word: str) -> tuple[int, int]:
        """Return the range of the words that begin like this."""
        if len(word) < SHORTEST_BEGINNING:
            return self.exact(word)
        return bisect_left(self.words, word), bisect_left(self.words, word + "\uffff")

    def knows(self, word: str) -> bool:
        first, last = self.beginning(word)
        return first < last

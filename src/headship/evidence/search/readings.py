"""How the words of a question are understood, and which rows hold them."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from headship.evidence.search.catalog import Catalog
from headship.evidence.search.texts import BEGINNING, Floats
from headship.evidence.search.words import words_of

MOST_WORDS = 12  # Of a question; the rest is ignored.
NAME_BONUS = 40.0  # Above any sum of single words, so that a name comes first.


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How the words were understood.

    ``corrected`` pairs what was typed with what is searched instead; ``unknown`` are
    words that no record holds; ``is_loose`` says that no row has all the words.
    ``claims`` are the places of the claims that have all the words, the best first.
    """

    scores: Floats | None
    corrected: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()
    is_loose: bool = False
    claims: tuple[int, ...] = ()


def read_words(catalog: Catalog, text: str) -> Reading:
    """Find the rows that hold all words, or most of them if none holds all."""
    typed = list(dict.fromkeys(words_of(text)))[:MOST_WORDS]
    if not typed:
        return Reading(scores=None)
    used, corrected, unknown = [], [], []
    for word in typed:
        if catalog.vocabulary.knows(word):
            used.append(word)
        elif better := catalog.speller.correct(word):
            used.append(better)
            corrected.append((word, better))
        else:
            unknown.append(word)
    scores = [_score(catalog, word) for word in used]
    total, is_loose = _together(scores, catalog.row_count)
    return Reading(
        scores=total + _name_bonus(catalog, used, total),
        corrected=tuple(corrected),
        unknown=tuple(unknown),
        is_loose=is_loose or bool(unknown and used),
        claims=() if unknown else _claims(catalog, used),
    )


def _claims(catalog: Catalog, words: list[str]) -> tuple[int, ...]:
    """Find the claims that have all words; one that has some of them says little."""
    scores, is_loose = _together(
        [_score_in(catalog, "claims", word) for word in words], len(catalog.claims)
    )
    order = np.argsort(-scores, kind="stable")
    return () if is_loose else tuple(order[scores[order] > 0].tolist())


def _together(scores: Iterable[Floats], size: int) -> tuple[Floats, bool]:
    """Add the scores of the rows that have all words, or else most of them."""
    total, held, words = np.zeros(size, np.float32), np.zeros(size, np.int8), 0
    for one in scores:
        total += one
        held += one > 0
        words += 1
    most = int(held.max(initial=0))
    total[held < max(1, most)] = 0
    return total, most < words


def _score(catalog: Catalog, word: str) -> Floats:
    """Score every row by one word: what it says itself, its study, its intervention.

    What a row says itself counts twice, so that among the findings of one program those
    on the outcome that was asked for come first.
    """
    columns = catalog.columns
    own = _score_in(catalog, "rows", word)
    total = own
    for space, places in (
        ("interventions", columns.row_intervention),
        ("studies", columns.pair_study[columns.pair]),
    ):
        total = np.maximum(total, _score_in(catalog, space, word)[places])
    return total + own


def _score_in(catalog: Catalog, space: str, word: str) -> Floats:
    """Score the documents of one space by a word, or by longer ones that begin so."""
    postings = catalog.postings[space]
    exact, near = catalog.vocabulary.exact(word), catalog.vocabulary.beginning(word)
    scores = postings.score(*exact)
    if near == exact:
        return scores
    return np.maximum(scores, BEGINNING * postings.score(*near))


def _name_bonus(catalog: Catalog, words: list[str], scores: Floats) -> Floats:
    """Put interventions first whose name holds all words in this order."""
    phrase = " ".join(words)
    named = np.fromiter(
        (bool(phrase) and phrase in name for name in catalog.stemmed_names),
        dtype=bool,
        count=len(catalog.names),
    )
    return NAME_BONUS * (named[catalog.columns.row_intervention] & (scores > 0))

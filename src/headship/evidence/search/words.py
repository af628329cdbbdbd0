"""From a text to the words it is found by."""

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[a-z0-9]+")
EMPTY_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        a an and are as at be by for from had has have in into is it its of on or that
        the their they this to was were what which who will with
        """,
    )
)
# Typed, curly (one of them opens), of a Hawaiian word, of a keyboard without the others.
NO_APOSTROPHES = dict.fromkeys(map(ord, "'\u2019\u2018\u02bb\u02bc\u00b4`"))
SHORTEST_PLURAL = 4  # "gas" and "bus" are no plurals.


def fold(text: str) -> str:
    """Return a text in small letters without accents."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in spread if not unicodedata.combining(one))


def bare(text: str) -> str:
    """Return a text in small letters without accents and apostrophes of any shape."""
    return fold(text.translate(NO_APOSTROPHES))


def words_of(text: str) -> list[str]:
    """Return the words of a text in order, plurals as singulars, empty words left out."""
    found = WORD.findall(bare(text))
    return [stem(word) for word in found if word not in EMPTY_WORDS]


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a plural as its singular, by Harman's three rules (1991)."""
    if len(word) < SHORTEST_PLURAL or not word.endswith("s"):
        return word
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if word.endswith("es") and not word.endswith(("aes", "ees", "oes")):
        return word[:-1]
    return word if word.endswith(("us", "ss")) else word[:-1]

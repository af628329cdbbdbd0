"""Sentences that are kept until somebody reads them, in the reader's language.

A problem is found by a worker and stored; whoever looks at it later may read another
language. So a sentence is kept as its English pattern, together with the values if
it has any: as JSON, ``["“%(id)s” is already on line %(line)s.", {"id": …}]``.
"""

import json

from django.utils.translation import gettext


def say(pattern: str, **values: object) -> str:
    """Return a sentence to keep; the pattern is marked with ``gettext_noop``."""
    return json.dumps([pattern, values], ensure_ascii=False) if values else pattern


def spoken(kept: str) -> str:
    """Return a kept sentence in the language of whoever reads now."""
    if not kept.startswith("["):
        return gettext(kept) if kept else ""
    pattern, values = json.loads(kept)
    return gettext(pattern) % values

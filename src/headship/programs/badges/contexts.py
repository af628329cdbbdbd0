"""What the words of a credential mean, from files; never from the network."""

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "contexts"
CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
FILES = {
    CREDENTIALS: "credentials-context-3.2.0/credentials-v2.json",
    OPEN_BADGES: "open-badges-context-3.0.0/open-badges-3.0.3.json",
    EXTENSIONS: "open-badges-context-3.0.0/open-badges-extensions.json",
}


class UnknownContextError(Exception):
    """A document names a context that Headship does not hold."""


def load(url: str, _options: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return a context in the form that PyLD asks for; refuse any other address."""
    if url not in FILES:
        raise UnknownContextError(url)
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": _read(url),
    }


@cache
def _read(url: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((FOLDER / FILES[url]).read_text("utf-8"))
    return document

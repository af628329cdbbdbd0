"""Reading the records that ship with Headship; no Django."""

import tomllib
from importlib.resources import files
from typing import Any

FOLDER = "headship.evidence.shipped"


def read_shipped(name: str) -> dict[str, Any]:
    """Return one of the files as it is written."""
    return tomllib.loads(files(FOLDER).joinpath(name).read_text("utf-8"))


def tidy(text: str) -> str:
    """Join the lines of a text into paragraphs of one line each."""
    return "\n".join(line.strip() for line in text.strip().splitlines())

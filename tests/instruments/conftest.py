"""A small questionnaire as a file, and the shipped ones in the database."""

from importlib.resources import files

import pytest

from headship.instruments import actions
from headship.instruments.queries import shipped_version
from headship.instruments.reading import read
from tests.instruments.small import SMALL


@pytest.fixture
def small():
    return SMALL


@pytest.fixture
def pulse():
    return read(SMALL, filename="pulse.toml")


@pytest.fixture
def shipped_text():
    """Return a function that reads a shipped file by its key."""
    folder = files("headship.instruments.shipped")
    return lambda key: (folder / f"{key}.toml").read_text("utf-8")


@pytest.fixture
def draft(leader):
    return actions.import_instrument(text=SMALL, filename="pulse.toml", by=leader)


@pytest.fixture
def published(draft, leader):
    return actions.publish_version(version=draft, by=leader)


@pytest.fixture
def leadership_360(db):
    actions.ship_instruments()
    return shipped_version("leadership-360")

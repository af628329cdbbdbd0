"""A small questionnaire as a file, and the shipped ones in the database."""

from importlib.resources import files

import pytest

from headship.instruments import actions
from headship.instruments.queries import shipped_version
from headship.instruments.reading import read

SMALL = """
format = 1
key = "pulse"
version = 1
languages = ["en", "es"]
perspectives = ["self", "teacher"]
title = { en = "Pulse", es = "Pulso" }
introduction.en.others = "About {leader}."
introduction.es.others = "Sobre {leader}."
stem.en.others = "How often?"
stem.es.others = "¿Con qué frecuencia?"

[[option_sets]]
key = "often"
options = [
  { value = 1, en = "Rarely", es = "Rara vez" },
  { value = 2, en = "Often", es = "A menudo" },
  { value = 0, en = "I can't judge", es = "No puedo opinar" },
]

[[option_sets]]
key = "agree"
options = [
  { value = 1, en = "No", es = "No estoy de acuerdo" },
  { value = 7, en = "Yes", es = "De acuerdo" },
]

[[scales]]
key = "trust"
name = { en = "Trust", es = "Confianza" }

[[items]]
key = "listens"
scale = "trust"
en.self = "I listen."
en.others = "{leader} listens."
es.self = "Escucho."
es.others = "{leader} escucha."

[[items]]
key = "keeps_word"
scale = "trust"
options = "agree"
en.others = "Promises are kept."
es.others = "Las promesas se cumplen."

[[pages]]
items = ["keeps_word"]

[[pages]]
items = ["listens"]

[[open_questions]]
key = "more"
en.others = "What else?"
es.others = "¿Qué más?"
"""


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

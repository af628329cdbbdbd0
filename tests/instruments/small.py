"""A questionnaire of two items, small enough to read at a glance."""

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

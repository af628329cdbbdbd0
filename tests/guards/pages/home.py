"""Pages of home."""

from tests.guards.pages.feedback import more_cycles
from tests.guards.pages.practice import more_practices
from tests.guards.rows import Row

PUBLIC = {"": "welcomes visitors, who do not know yet what this is"}


def more_to_do(get, count):
    more_cycles(get, count)
    more_practices(get, count)


ROWS = [
    Row("home:organization", "GET", None, grow=more_to_do),
    Row("home:search", "GET", None, data={"q": "e"}, grow=more_to_do),
]

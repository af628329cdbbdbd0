"""Pages of surveys: raters have no accounts, a code from their invitation lets them in."""

from tests.feedback import rounds
from tests.guards.rows import Row

RATER = "a rater has no account; a code in the session lets them in"
PUBLIC = {
    "r/": "a rater types or brings the code here",
    "r/welcome/": RATER,
    "r/questions/<int:number>/": RATER,
    "r/save/<int:number>/": RATER,
    "r/words/": RATER,
    "r/review/": RATER,
    "r/send/": RATER,
    "r/done/": RATER,
    "r/decline/": RATER,
}


def waiting(get):
    """Ask ``leader``, who tries every row, about a principal."""
    by = get("leader")
    cycle = rounds.make_cycle(by)
    boss = rounds.make_people(get("riverside"), 1, "leader")[0]
    made = rounds.add_leader(cycle, by, boss, peers=[by])
    rounds.open_cycle(cycle, by)
    return {"ref": rounds.raters(made, "peer")[0].ref}


ROWS = [Row("surveys_member:answer", "POST", None, target=waiting)]

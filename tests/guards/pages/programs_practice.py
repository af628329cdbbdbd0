"""Pages of practice between sessions.

``leader`` is assigned to the session: being assigned admits, whatever the role. On the
pages of a participant, ``leader`` has a seat in the cohort.
"""

from headship.orgs.permissions import Permission
from tests.guards.rows import Row
from tests.programs import learning
from tests.programs.practice import tasks

LEARN, VIEW = Permission.LEARNING_TAKE_PART, Permission.PROGRAM_VIEW
TASK = {"what": "Ask four teachers.", "responsibility": "input", "due_on": "2050-01-03"}
SAID = {"text": "Well done."}


def _session(get):
    found = learning.make_cohort(get("riverside"))
    learning.enroll(found, get("principal"))
    session = learning.make_session(found, days_ago=0)
    learning.assign(session, get("leader"))
    return session


def session(get):
    return {"ref": _session(get).ref}


def cohort(get):
    made = _session(get)
    tasks.set_task(made, get("leader"))
    return {"ref": made.cohort.ref}


def _task(get):
    return tasks.set_task(_session(get), get("leader"))


def task(get):
    return {"ref": _task(get).ref}


def _log(get, *audiences):
    made = _task(get)
    it = tasks.practice_of(made, get("principal"))
    item = tasks.write(it)
    tasks.share(it, *audiences)
    return made, {"ref": it.ref, "item": item.ref}


def log_file(get):
    return _log(get, "facilitator")[1]


def log(get):
    return {"ref": log_file(get)["ref"]}


def joined(get):
    """Return a cohort of another provider that ``leader``'s district has joined."""
    found = learning.make_cohort(get("hillside"), districts=[get("riverside")])
    learning.enroll_people(found, get("riverside"), 1)
    return {"ref": found.ref}


def own_place(get):
    made = _task(get)
    return {"ref": learning.enroll(made.session.cohort, get("leader")).ref}


def peer_file(get):
    made, parts = _log(get, "peers")
    learning.enroll(made.session.cohort, get("leader"))
    return parts


def peer(get):
    return {"ref": peer_file(get)["ref"]}


def more_peers(get, count):
    for _number in range(count):
        peer_file(get)


def more_people(get, count):
    newest = learning.Cohort.objects.order_by("pk").last()
    learning.enroll_people(newest, get("riverside"), count)


def more_tasks(get, count):
    newest = learning.Session.objects.order_by("pk").last()
    for _number in range(count):
        tasks.set_task(newest, get("leader"))


def _row(name, method, **options):
    return Row(f"programs:{name}", method, options.pop("permission", None), **options)


ROWS = [
    _row("task_list", "GET", target=cohort, grow=more_tasks),
    _row("task_list_csv", "GET", target=cohort, grow=more_tasks),
    _row("cohort_dosage", "GET", target=cohort, grow=more_people),
    _row("cohort_dosage_csv", "GET", target=cohort, grow=more_people),
    _row("task_create", "GET", target=session),
    _row("task_create", "POST", target=session, data=TASK),
    _row("session_debrief", "GET", target=session),
    _row("task_detail", "GET", target=task, grow=more_people),
    _row("task_detail_csv", "GET", target=task, grow=more_people),
    _row("task_hand_out", "POST", target=task),
    _row("task_remove", "GET", target=task),
    _row("task_remove", "POST", target=task),
    _row("log_detail", "GET", target=log),
    _row("log_detail", "POST", target=log, data=SAID),
    _row("log_file", "GET", target=log_file),
    _row("joined_dosage", "GET", permission=VIEW, target=joined, grow=more_people),
    _row("joined_dosage_csv", "GET", permission=VIEW, target=joined, grow=more_people),
    _row("my_dosage", "GET", permission=LEARN, target=own_place),
    _row("my_dosage_csv", "GET", permission=LEARN, target=own_place),
    _row("peer_log_list", "GET", permission=LEARN, grow=more_peers),
    _row("peer_log_list_csv", "GET", permission=LEARN, grow=more_peers),
    _row("peer_log", "GET", permission=LEARN, target=peer),
    _row("peer_log", "POST", permission=LEARN, target=peer, data=SAID),
    _row("peer_file", "GET", permission=LEARN, target=peer_file),
]

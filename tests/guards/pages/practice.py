"""Pages of practice."""

from datetime import timedelta

from headship.core.clock import today
from headship.orgs.permissions import Permission
from headship.practice import actions
from tests.guards.rows import Row

OWN = Permission.PRACTICE_MANAGE
FORM = {
    "responsibility": "focus",
    "what": "Visit four classrooms a week.",
    "due_on": str(today() + timedelta(days=40)),
}


def practice(get):
    plan = actions.Plan(
        responsibility_key="focus",
        what="Visit four classrooms a week.",
        due_on=today() + timedelta(days=30),
    )
    return {"ref": actions.undertake(plan=plan, by=get("leader")).ref}


def finished(get):
    from headship.practice.models import Practice  # noqa: PLC0415 -- needs the apps

    parts = practice(get)
    made = Practice.objects.get(**parts)
    actions.finish_practice(practice=made, by=get("leader"))
    return parts


def more_practices(get, count):
    for _number in range(count):
        practice(get)


ROWS = [
    Row("practice:practice_list", "GET", OWN, grow=more_practices),
    Row("practice:practice_list_csv", "GET", OWN, grow=more_practices),
    Row("practice:practice_create", "GET", OWN),
    Row("practice:practice_create", "POST", OWN, data=FORM),
    Row("practice:practice_detail", "GET", OWN, target=practice),
    Row("practice:practice_detail", "POST", OWN, target=practice),
    Row("practice:practice_change", "GET", OWN, target=practice),
    Row("practice:practice_change", "POST", OWN, target=practice, data=FORM),
    Row("practice:practice_drop", "POST", OWN, target=practice),
    Row("practice:practice_reopen", "POST", OWN, target=finished),
]

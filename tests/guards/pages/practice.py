"""Pages of practice."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from headship.core.clock import now, today
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


def evidence(get):
    from headship.practice.models import Practice  # noqa: PLC0415 -- needs the apps

    parts = practice(get)
    upload = SimpleUploadedFile("notes.txt", b"Four classrooms.")
    item = actions.add_file(
        practice=Practice.objects.get(**parts),
        upload=upload,
        label="",
        by=get("leader"),
    )
    return {**parts, "item": item.ref}


def _shared(get):
    from headship.practice.models import Practice, Share  # noqa: PLC0415 -- the same

    parts = evidence(get)
    it = Practice.objects.get(ref=parts["ref"])
    it.member = get("principal")
    it.save(update_fields=["member"])
    Share.objects.create(
        practice=it, audience="coach", member=get("leader"), shared_at=now()
    )
    return parts


def shared(get):
    return {"ref": _shared(get)["ref"]}


def more_shared(get, count):
    for _number in range(count):
        _shared(get)


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
    Row("practice:practice_reminders", "POST", OWN),
    Row("practice:practice_share", "POST", OWN, target=practice),
    Row("practice:evidence_add_file", "POST", OWN, target=practice),
    Row("practice:evidence_add_link", "POST", OWN, target=practice),
    Row("practice:evidence_file", "GET", OWN, target=evidence),
    Row("practice:evidence_remove", "POST", OWN, target=evidence),
    Row("practice:shared_list", "GET", OWN, grow=more_shared),
    Row("practice:shared_list_csv", "GET", OWN, grow=more_shared),
    Row("practice:shared_detail", "GET", OWN, target=shared),
    Row("practice:shared_detail", "POST", OWN, target=shared),
    Row("practice:shared_file", "GET", OWN, target=_shared),
]

"""Pages of orgs."""

from headship.core.clock import now
from headship.orgs.models import Export, ImportJob
from headship.orgs.permissions import Permission
from tests.factories import make_person, make_school
from tests.guards.rows import Row

INVITED = "an invited person has no account yet"
PUBLIC = {"join/": INVITED, "join/account/": INVITED}

LOOK, MANAGE = Permission.PERSON_VIEW, Permission.PERSON_MANAGE
SEE_SCHOOL, CHANGE_SCHOOL = Permission.SCHOOL_VIEW, Permission.SCHOOL_MANAGE
IMPORT, DATA = Permission.ROSTER_IMPORT, Permission.DATA_MANAGE


def person(get):
    return {"ref": get("teacher").ref}


def archived_person(get):
    ghost = make_person(get("riverside"), "Ghost", status="archived")
    return {"ref": ghost.ref}


def school(get):
    return {"ref": get("school").ref}


def archived_school(get):
    ruin = make_school(get("riverside"), "Ruin", status="archived")
    return {"ref": ruin.ref}


def job(get):
    made = ImportJob.objects.create(
        organization=get("riverside"),
        kind=ImportJob.Kind.ROSTER,
        state=ImportJob.State.READY,
        filename="roster.zip",
        created_at=now(),
    )
    return {"ref": made.ref}


def more_people(get, count):
    riverside = get("riverside")
    boss = get("supervisor")
    for number in range(count):
        name = f"P{riverside.memberships.count()}x{number}"
        make_person(riverside, name, schools=[get("school")], supervisor=boss)


def more_schools(get, count):
    for _ in range(count):
        riverside = get("riverside")
        make_school(riverside, f"School {riverside.schools.count()}")


def more_jobs(get, count):
    for _ in range(count):
        job(get)


def export(get):
    """Return an export that is written; its file is not there."""
    made = Export.objects.create(
        organization=get("riverside"),
        state=Export.State.GONE,
        created_at=now(),
        beat_at=now(),
        finished_at=now(),
    )
    return {"ref": made.ref}


def more_exports(get, count):
    for _ in range(count):
        export(get)


ROWS = [
    Row("orgs:export_list", "GET", DATA, grow=more_exports),
    Row("orgs:export_list_csv", "GET", DATA, grow=more_exports),
    Row("orgs:export_request", "GET", DATA),
    Row("orgs:export_request", "POST", DATA),
    Row("orgs:export_download", "POST", DATA, target=export),
    Row("orgs:deletion_schedule", "GET", DATA),
    Row("orgs:deletion_schedule", "POST", DATA),
    Row("orgs:deletion_cancel", "GET", DATA),
    Row("orgs:deletion_cancel", "POST", DATA),
    Row("orgs:person_list", "GET", LOOK, grow=more_people),
    Row("orgs:person_list_csv", "GET", LOOK, grow=more_people),
    Row("orgs:person_add", "GET", MANAGE),
    Row("orgs:person_add", "POST", MANAGE),
    Row("orgs:person_invite", "GET", MANAGE, grow=more_people),
    Row("orgs:person_invite", "POST", MANAGE),
    Row("orgs:person_detail", "GET", LOOK, target=person),
    Row("orgs:person_change", "GET", MANAGE, target=person),
    Row("orgs:person_change", "POST", MANAGE, target=person),
    Row("orgs:person_archive", "GET", MANAGE, target=person),
    Row("orgs:person_archive", "POST", MANAGE, target=person),
    Row("orgs:person_restore", "GET", MANAGE, target=archived_person),
    Row("orgs:person_restore", "POST", MANAGE, target=archived_person),
    Row("orgs:school_list", "GET", SEE_SCHOOL, grow=more_schools),
    Row("orgs:school_list_csv", "GET", SEE_SCHOOL, grow=more_schools),
    Row("orgs:school_add", "GET", CHANGE_SCHOOL),
    Row("orgs:school_add", "POST", CHANGE_SCHOOL),
    Row("orgs:school_detail", "GET", SEE_SCHOOL, target=school, grow=more_people),
    Row("orgs:school_change", "GET", CHANGE_SCHOOL, target=school),
    Row("orgs:school_change", "POST", CHANGE_SCHOOL, target=school),
    Row("orgs:school_archive", "GET", CHANGE_SCHOOL, target=school),
    Row("orgs:school_archive", "POST", CHANGE_SCHOOL, target=school),
    Row("orgs:school_restore", "GET", CHANGE_SCHOOL, target=archived_school),
    Row("orgs:school_restore", "POST", CHANGE_SCHOOL, target=archived_school),
    Row("orgs:roles", "GET", LOOK, grow=more_people),
    Row("orgs:roles_csv", "GET", LOOK),
    Row("orgs:audit_log", "GET", Permission.AUDIT_VIEW),
    Row("orgs:audit_log_csv", "GET", Permission.AUDIT_VIEW),
    Row("orgs:organization_settings", "GET", Permission.ORGANIZATION_MANAGE),
    Row("orgs:organization_settings", "POST", Permission.ORGANIZATION_MANAGE),
    Row("orgs:import_list", "GET", IMPORT, grow=more_jobs),
    Row("orgs:import_list_csv", "GET", IMPORT, grow=more_jobs),
    Row("orgs:roster_import", "GET", IMPORT),
    Row("orgs:roster_import", "POST", IMPORT),
    Row("orgs:directory_import", "GET", IMPORT),
    Row("orgs:directory_import", "POST", IMPORT),
    Row("orgs:import_detail", "GET", IMPORT, target=job),
    Row("orgs:import_plan_csv", "GET", IMPORT, target=job),
    Row("orgs:import_problems_csv", "GET", IMPORT, target=job),
    Row("orgs:import_confirm", "POST", IMPORT, target=job),
    Row("orgs:import_discard", "POST", IMPORT, target=job),
]

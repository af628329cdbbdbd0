"""Pages of the library."""

from headship.orgs.permissions import Permission
from tests.guards.rows import Row
from tests.programs import learning
from tests.programs.library import shelf

MANAGE, LEARN = Permission.PROGRAM_MANAGE, Permission.LEARNING_TAKE_PART
PUBLIC = {
    "programs/get/": "a code admits someone without an account to one file, for a time",
}
NEW = {"title": "Guide", "kind": "guide", "license": "own", "text": "# Guide"}
CHANGED = {"title": "Guide", "kind": "guide", "license": "own"}
LINK = {"label": "Board member", "last_day": "2050-01-03"}


def _material(get):
    return shelf.make_material(get("leader"))


def material(get):
    return {"ref": _material(get).ref}


def withdrawn(get):
    made = _material(get)
    shelf.actions.withdraw_material(material=made, by=get("leader"))
    return {"ref": made.ref}


def version(get):
    return {"ref": _material(get).versions.get().ref}


def link(get):
    return {"ref": shelf.make_link(_material(get), get("leader")).ref}


def _given(get):
    """Return a material of a cohort in which ``leader`` has a seat."""
    made = _material(get)
    cohort = learning.make_cohort(get("riverside"))
    learning.enroll(cohort, get("leader"))
    return shelf.give(made, get("leader"), "participant", cohorts=[cohort])


def given(get):
    return {"ref": _given(get).ref}


def more_materials(get, count):
    for _number in range(count):
        _material(get)


def more_given(get, count):
    for _number in range(count):
        _given(get)


def _row(name, method, permission, **options):
    return Row(f"programs:{name}", method, permission, **options)


ROWS = [
    _row("material_list", "GET", MANAGE, grow=more_materials),
    _row("material_list_csv", "GET", MANAGE, grow=more_materials),
    _row("material_create", "GET", MANAGE),
    _row("material_create", "POST", MANAGE, data=NEW),
    _row("library_stock", "POST", MANAGE),
    _row("material_detail", "GET", MANAGE, target=material),
    _row("material_change", "GET", MANAGE, target=material),
    _row("material_change", "POST", MANAGE, target=material, data=CHANGED),
    _row("material_version_add", "GET", MANAGE, target=material),
    _row("material_version_add", "POST", MANAGE, target=material, data={"text": "A"}),
    _row("material_access", "POST", MANAGE, target=material),
    _row("material_withdraw", "GET", MANAGE, target=material),
    _row("material_withdraw", "POST", MANAGE, target=material),
    _row("material_restore", "POST", MANAGE, target=withdrawn),
    _row("material_file", "GET", MANAGE, target=version),
    _row("material_link_make", "POST", MANAGE, target=version, data=LINK),
    _row("material_link_end", "POST", MANAGE, target=link),
    _row("library_list", "GET", LEARN, grow=more_given),
    _row("library_list_csv", "GET", LEARN, grow=more_given),
    _row("library_material", "GET", LEARN, target=given),
    _row("library_file", "GET", LEARN, target=given),
]

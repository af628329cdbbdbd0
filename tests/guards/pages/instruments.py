"""Pages of instruments."""

from headship.instruments import actions
from headship.orgs.permissions import Permission
from tests.guards.rows import Row
from tests.instruments.small import SMALL

VIEW, MANAGE = Permission.INSTRUMENT_VIEW, Permission.INSTRUMENT_MANAGE
FILE = {"text": SMALL, "filename": "pulse.toml"}
WORDING = {"en_others": "Hello.", "es_others": "Hola."}


def draft(get):
    return {"ref": actions.import_instrument(**FILE, by=get("leader")).ref}


def item(get):
    return {**draft(get), "key": "listens"}


def grow(get, count):
    for _number in range(count):
        version = get("riverside").instruments.count() + 1
        text = SMALL.replace('"pulse"', f'"pulse_{version}"')
        actions.import_instrument(text=text, filename="pulse.toml", by=get("leader"))


ROWS = [
    Row("instruments:instrument_list", "GET", VIEW, grow=grow),
    Row("instruments:instrument_list_csv", "GET", VIEW),
    Row("instruments:instrument_import", "GET", MANAGE),
    Row("instruments:instrument_import", "POST", MANAGE, data=FILE),
    Row("instruments:instrument_detail", "GET", VIEW, target=draft),
    Row("instruments:instrument_detail_csv", "GET", VIEW, target=draft),
    Row("instruments:instrument_preview", "GET", VIEW, target=draft),
    Row("instruments:instrument_export", "GET", VIEW, target=draft),
    Row("instruments:instrument_draft", "POST", MANAGE, target=draft),
    Row("instruments:instrument_publish", "GET", MANAGE, target=draft),
    Row("instruments:instrument_publish", "POST", MANAGE, target=draft),
    Row("instruments:instrument_item", "GET", MANAGE, target=item),
    Row("instruments:instrument_item", "POST", MANAGE, target=item, data=WORDING),
]

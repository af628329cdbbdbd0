"""Every change to an instrument."""

from dataclasses import replace
from importlib.resources import files
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django_scopes import scopes_disabled

from headship.core import audit
from headship.core.clock import now
from headship.core.errors import InputError
from headship.instruments import policies
from headship.instruments.checks import text_problem
from headship.instruments.document import Wording
from headship.instruments.events import Event
from headship.instruments.models import InstrumentVersion, Item
from headship.instruments.queries import load_document
from headship.instruments.reading import read
from headship.instruments.storing import create_version
from headship.orgs.models import Membership


class Maker:
    """Headship itself, which ships instruments and belongs to no organization."""

    ref = UUID(int=0)

    def __init__(self) -> None:
        self.organization = self

    def __str__(self) -> str:
        return "Headship"


@transaction.atomic
def import_instrument(*, text: str, filename: str, by: Membership) -> InstrumentVersion:
    """Create a draft from a TOML file, or raise an InputError and create nothing."""
    document = read(text, filename=filename)
    version = create_version(document, organization=by.organization, filename=filename)
    audit.record(Event.INSTRUMENT_IMPORTED, subject=version, by=by)
    return version


@transaction.atomic
def create_draft_version(
    *, version: InstrumentVersion, by: Membership
) -> InstrumentVersion:
    """Copy a version into a new draft that the organization owns."""
    document = load_document(version)
    latest = InstrumentVersion.objects.filter(
        organization=by.organization, instrument__key=document.key
    ).aggregate(number=Max("number"))["number"]
    number = max(latest or 0, document.version) + 1
    draft = create_version(
        replace(document, version=number),
        organization=by.organization,
        filename=document.key,
    )
    audit.record(Event.INSTRUMENT_VERSION_DRAFTED, subject=draft, by=by)
    return draft


@transaction.atomic
def change_item(
    *, version: InstrumentVersion, item: Item, wording: Wording, by: Membership
) -> Item:
    """Replace the wording of one item of a draft."""
    policies.check_can_edit(version)
    for language, texts in wording.items():
        for perspective, text in texts.items():
            if problem := text_problem(text):
                place = f"{item.key}, {language}.{perspective}"
                raise InputError(f"{place}: {problem}")
    item.wording = wording
    item.save(update_fields=["wording"])
    audit.record(
        Event.INSTRUMENT_ITEM_CHANGED,
        subject=version,
        by=by,
        details={"item": item.key},
    )
    return item


@transaction.atomic
def publish_version(*, version: InstrumentVersion, by: Membership) -> InstrumentVersion:
    """Publish a draft; from now on it never changes."""
    policies.check_can_publish(version)
    _publish(version, by)
    audit.record(Event.INSTRUMENT_VERSION_PUBLISHED, subject=version, by=by)
    return version


@transaction.atomic
def ship_instruments() -> list[InstrumentVersion]:
    """Load the files that ship with Headship; return the versions that were new."""
    folder = files("headship.instruments.shipped")
    paths = sorted(
        (path for path in folder.iterdir() if path.name.endswith(".toml")),
        key=lambda path: path.name,
    )
    with scopes_disabled():
        shipped = [_ship(path.read_text("utf-8"), path.name) for path in paths]
    return [version for version in shipped if version is not None]


def _ship(text: str, filename: str) -> InstrumentVersion | None:
    document = read(text, filename=filename)
    known = InstrumentVersion.objects.filter(
        organization=None, instrument__key=document.key, number=document.version
    ).select_related("instrument")
    if version := known.first():
        if load_document(version) != document:
            raise InputError(
                f"{filename}, top of the file, key version: version {document.version} "
                "is already published with other content. Write the next number."
            )
        return None
    version = create_version(document, organization=None, filename=filename)
    _publish(version, None)
    audit.record(Event.INSTRUMENT_VERSION_PUBLISHED, subject=version, by=Maker())
    return version


def _publish(version: InstrumentVersion, by: Membership | None) -> None:
    version.state = InstrumentVersion.State.PUBLISHED
    version.published_at, version.published_by = now(), by
    version.save(update_fields=["state", "published_at", "published_by"])

"""From a document to the rows of a draft version; only actions call this."""

from typing import Any

from headship.instruments import policies
from headship.instruments.document import SOURCE_LANGUAGE, Document
from headship.instruments.models import (
    Instrument,
    InstrumentVersion,
    Item,
    Option,
    OptionSet,
    Scale,
)
from headship.orgs.models import Organization


def create_version(
    document: Document, *, organization: Organization | None, filename: str
) -> InstrumentVersion:
    """Create a draft that says what the document says, or raise an InputError."""
    policies.check_can_import(document, organization, filename)
    instrument, _created = Instrument.objects.get_or_create(
        organization=organization,
        key=document.key,
        defaults={"name": document.title[SOURCE_LANGUAGE]},
    )
    version: InstrumentVersion = InstrumentVersion.objects.create(
        organization=organization,
        instrument=instrument,
        number=document.version,
        languages=list(document.languages),
        perspectives=list(document.perspectives),
        title=document.title,
        introduction=document.introduction,
        stem=document.stem,
    )
    _create_parts(version, document)
    return version


def _create_parts(version: InstrumentVersion, document: Document) -> None:
    option_sets = _create_keyed(OptionSet, version, document.option_sets)
    Option.objects.bulk_create(
        Option(
            option_set=option_sets[options.key],
            value=option.value,
            label=option.label,
            position=position,
        )
        for options in document.option_sets
        for position, option in enumerate(options.options)
    )
    scales = _create_keyed(Scale, version, document.scales, "name")
    _create_items(version, document, option_sets, scales)


def _create_keyed(
    model: Any, version: InstrumentVersion, parts: tuple[Any, ...], *fields: str
) -> dict[str, Any]:
    rows = [
        model(
            version=version,
            key=part.key,
            position=position,
            **{field: getattr(part, field) for field in fields},
        )
        for position, part in enumerate(parts)
    ]
    return {row.key: row for row in model.objects.bulk_create(rows)}


def _create_items(
    version: InstrumentVersion,
    document: Document,
    option_sets: dict[str, OptionSet],
    scales: dict[str, Scale],
) -> None:
    positions = document.positions
    page_of = {
        key: number for number, page in enumerate(document.pages, 1) for key in page
    }
    rated = [
        Item(
            version=version,
            key=item.key,
            kind=Item.Kind.RATING,
            position=positions[item.key],
            page=page_of[item.key],
            scale=scales[item.scale],
            option_set=option_sets[item.option_set],
            wording=item.wording,
        )
        for item in document.items
    ]
    asked = [
        Item(
            version=version,
            key=question.key,
            kind=Item.Kind.TEXT,
            position=position,
            wording=question.wording,
        )
        for position, question in enumerate(document.open_questions)
    ]
    Item.objects.bulk_create([*rated, *asked])

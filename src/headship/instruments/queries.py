"""Reading instruments: lists, documents, and the forms that raters fill in."""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django_scopes import scopes_disabled

from headship.instruments.access import available_to
from headship.instruments.document import (
    Document,
    ItemText,
    OptionSetText,
    OptionText,
    QuestionText,
    ScaleText,
)
from headship.instruments.models import (
    Instrument,
    InstrumentVersion,
    Item,
    OptionSet,
    Scale,
)
from headship.instruments.questionnaire import Form, build_form
from headship.orgs.models import Organization

MOST_FORMS = 500  # Per process; a form of 66 items takes about 40 kB.

_forms: dict[tuple[UUID, str, str], Form] = {}


def available_instruments(organization: Organization) -> QuerySet[Instrument]:
    """Return the organization's instruments and the shipped ones, with versions."""
    versions = InstrumentVersion.objects.order_by("-number")
    return Instrument.objects.filter(available_to(organization)).prefetch_related(
        Prefetch("versions", queryset=versions)
    )


def shipped_version(key: str) -> InstrumentVersion | None:
    """Return the newest version of an instrument that ships with Headship."""
    with scopes_disabled():
        return (
            InstrumentVersion.objects.filter(
                organization=None,
                instrument__key=key,
                state=InstrumentVersion.State.PUBLISHED,
            )
            .select_related("instrument")
            .order_by("-number")
            .first()
        )


ANY = ""  # Stands for a version's first perspective.


def get_form(version_ref: UUID, perspective: str, language: str) -> Form:
    """Return a version as one perspective reads it, in English where it must be.

    The form of a published version is built once per process and then costs no query.
    The caller has already established that the person may see it.
    """
    wanted = (version_ref, perspective, language)
    if form := _forms.get(wanted):
        return form
    with scopes_disabled():
        version = InstrumentVersion.objects.select_related("instrument").get(
            ref=version_ref
        )
    form = build_form(
        load_document(version),
        version_ref=version_ref,
        perspective=perspective or version.perspectives[0],
        language=language,
    )
    if version.is_published:
        _remember(wanted, form)
    return form


def get_layout(version_ref: UUID) -> Form:
    """Return a version for its keys and places, which all perspectives share."""
    return get_form(version_ref, ANY, "en")


def load_document(version: InstrumentVersion) -> Document:
    """Return everything that a version says, in four queries."""
    scales: dict[int | None, Scale] = {it.pk: it for it in version.scales.all()}
    option_sets: dict[int | None, OptionSet] = {
        it.pk: it for it in version.option_sets.prefetch_related("options")
    }
    items = list(version.items.all())
    rated = [item for item in items if item.kind == Item.Kind.RATING]
    document = Document(
        key=version.instrument.key,
        version=version.number,
        languages=tuple(version.languages),
        perspectives=tuple(version.perspectives),
        title=version.title,
        introduction=version.introduction,
        stem=version.stem,
        option_sets=tuple(_option_set_text(it) for it in option_sets.values()),
        scales=tuple(ScaleText(key=it.key, name=it.name) for it in scales.values()),
        items=_item_texts(rated, scales, option_sets),
        pages=_pages(rated),
        open_questions=tuple(
            QuestionText(key=item.key, wording=item.wording)
            for item in items
            if item.kind == Item.Kind.TEXT
        ),
    )
    return document.in_order()


def _remember(wanted: tuple[UUID, str, str], form: Form) -> None:
    if len(_forms) >= MOST_FORMS:
        _forms.clear()
    _forms[wanted] = form


def _option_set_text(option_set: OptionSet) -> OptionSetText:
    options = tuple(
        OptionText(value=option.value, label=option.label)
        for option in option_set.options.all()
    )
    return OptionSetText(key=option_set.key, options=options)


def _item_texts(
    rated: list[Item],
    scales: Mapping[int | None, Scale],
    option_sets: Mapping[int | None, OptionSet],
) -> tuple[ItemText, ...]:
    return tuple(
        ItemText(
            key=item.key,
            scale=scales[item.scale_id].key,
            option_set=option_sets[item.option_set_id].key,
            wording=item.wording,
        )
        for item in rated
    )


def _pages(items: list[Item]) -> tuple[tuple[str, ...], ...]:
    pages: dict[int, list[str]] = {}
    for item in items:
        pages.setdefault(item.page or 0, []).append(item.key)
    return tuple(tuple(page) for _number, page in sorted(pages.items()))

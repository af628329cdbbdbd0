"""Building what the pages about instruments show."""

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from headship.instruments import policies
from headship.instruments.document import (
    OTHERS,
    SOURCE_LANGUAGE,
    Document,
    Labels,
    OptionSetText,
    Wording,
    text_for,
)
from headship.instruments.models import Instrument, InstrumentVersion
from headship.instruments.pages import (
    ImportPreview,
    InstrumentRow,
    ItemRow,
    LanguageColumn,
    Outline,
    PerspectiveChoice,
    PreviewPage,
    ScaleBlock,
    TextCell,
    TextRow,
    VersionPage,
    VersionRow,
)
from headship.instruments.queries import (
    available_instruments,
    get_form,
    load_document,
)
from headship.instruments.questionnaire import named
from headship.orgs.models import Membership, Organization

PERSPECTIVE_WORDS = {
    "self": _("The leader"),
    "teacher": _("Teachers"),
    "supervisor": _("Supervisor"),
    "peer": _("Peers"),
    OTHERS: _("All others"),
}


def instrument_rows(organization: Organization) -> tuple[InstrumentRow, ...]:
    """Return the instruments that an organization may read."""
    return tuple(_row(it) for it in available_instruments(organization))


def version_page(version: InstrumentVersion, perspective: str) -> VersionPage:
    """Return a version as one perspective reads it, in all its languages."""
    document = load_document(version)
    perspective = _known_perspective(document.perspectives, perspective)
    return VersionPage(
        version=version,
        outline=outline(document),
        perspective=perspective,
        perspectives=_choices(document.perspectives, perspective),
        introduction=_cells(document, document.introduction, perspective),
        stem=_cells(document, document.stem, perspective),
        answers=_answers(document),
        scales=_scales(document, perspective),
        open_questions=tuple(
            ItemRow(
                key=question.key,
                page=None,
                texts=_cells(document, question.wording, perspective),
            )
            for question in document.open_questions
        ),
        is_editable=not policies.why_not(policies.check_can_edit, version),
        publish_refused=policies.why_not(policies.check_can_publish, version),
    )


def text_rows(page: VersionPage) -> Iterator[TextRow]:
    """Yield every text of a version, those around the items first."""
    around = [("introduction", page.introduction), ("top of each page", page.stem)]
    around += [("answers", labels) for labels in page.answers]
    for place, texts in around:
        yield TextRow(place=place, scale="", key="", page=None, texts=texts)
    for scale in page.scales:
        for item in scale.items:
            yield TextRow(
                place="item",
                scale=scale.key,
                key=item.key,
                page=item.page,
                texts=item.texts,
            )
    for question in page.open_questions:
        yield TextRow(
            place="open question",
            scale="",
            key=question.key,
            page=None,
            texts=question.texts,
        )


def preview_page(
    version: InstrumentVersion, *, perspective: str, language: str, number: str
) -> PreviewPage:
    """Return one page of the form that a rater would see."""
    perspective = _known_perspective(version.perspectives, perspective)
    form = get_form(version.ref, perspective, language)
    names = {"leader": _("Jordan Lee"), "initiative": _("New reading program")}
    made_up = {name: str(words) for name, words in names.items()}
    pages = Paginator(form.pages, 1)
    return PreviewPage(
        version=version,
        form=form,
        perspectives=_choices(version.perspectives, perspective),
        languages=_languages(form.languages),
        introduction=named(form.introduction, made_up),
        stem=named(form.stem, made_up),
        shown=pages.get_page(number).object_list[0].named(**made_up),
        questions=tuple(named(it.text, made_up) for it in form.open_questions),
        page_count=pages.num_pages,
    )


def import_preview(
    document: Document, *, filename: str, by: Membership
) -> ImportPreview:
    """Return what importing the document would create."""
    known = Instrument.objects.filter(
        organization=by.organization, key=document.key
    ).exists()
    return ImportPreview(
        outline=outline(document),
        is_new=not known,
        refused=policies.why_not(
            policies.check_can_import, document, by.organization, filename
        ),
    )


def outline(document: Document) -> Outline:
    """Return the document in counts."""
    return Outline(
        title=document.title[SOURCE_LANGUAGE],
        key=document.key,
        number=document.version,
        item_count=len(document.items),
        question_count=len(document.open_questions),
        page_count=len(document.pages),
        scale_count=len(document.scales),
        languages=_languages(document.languages),
        perspectives=tuple(perspective_name(it) for it in document.perspectives),
    )


def language_name(code: str) -> str:
    """Return the name of a language, or its code where it is not one of ours."""
    return str(dict(settings.LANGUAGES).get(code, code))


def perspective_name(key: str) -> str:
    """Return what a perspective is called."""
    return str(PERSPECTIVE_WORDS.get(key, key.replace("_", " ").capitalize()))


def _row(instrument: Instrument) -> InstrumentRow:
    return InstrumentRow(
        name=instrument.name,
        key=instrument.key,
        is_shipped=instrument.is_shipped,
        versions=tuple(_version_row(it) for it in instrument.versions.all()),
    )


def _version_row(version: InstrumentVersion) -> VersionRow:
    return VersionRow(
        url=version.get_absolute_url(),
        number=version.number,
        state=version.get_state_display(),
        is_published=version.is_published,
        published_at=version.published_at,
        languages=", ".join(language_name(code) for code in version.languages),
    )


def _known_perspective(known: Sequence[str], wanted: str) -> str:
    """Return the wanted perspective, else one that is not the leader's own."""
    others = [perspective for perspective in known if perspective != "self"]
    return wanted if wanted in known else [*others, *known][0]


def _choices(known: Sequence[str], current: str) -> tuple[PerspectiveChoice, ...]:
    return tuple(
        PerspectiveChoice(
            key=key, name=perspective_name(key), is_current=key == current
        )
        for key in known
    )


def _languages(codes: Sequence[str]) -> tuple[LanguageColumn, ...]:
    return tuple(LanguageColumn(code=code, name=language_name(code)) for code in codes)


def _cells(
    document: Document, wording: Wording, perspective: str
) -> tuple[TextCell, ...]:
    return tuple(
        TextCell(language=language, text=text_for(wording, language, perspective))
        for language in document.languages
    )


def _labels(document: Document, labels: Labels) -> tuple[TextCell, ...]:
    return tuple(
        TextCell(language=language, text=labels.get(language, ""))
        for language in document.languages
    )


def _answers(document: Document) -> tuple[tuple[TextCell, ...], ...]:
    """Return a row per option set with its answers in every language."""
    return tuple(
        tuple(
            TextCell(language=language, text=_answers_in(options, language))
            for language in document.languages
        )
        for options in document.option_sets
    )


def _answers_in(options: OptionSetText, language: str) -> str:
    return " · ".join(
        f"{option.value or ''} {option.label.get(language, '')}".strip()
        for option in options.options
    )


def _scales(document: Document, perspective: str) -> tuple[ScaleBlock, ...]:
    page_of = {
        key: number for number, page in enumerate(document.pages, 1) for key in page
    }
    return tuple(
        ScaleBlock(
            key=scale.key,
            names=_labels(document, scale.name),
            items=tuple(
                ItemRow(
                    key=item.key,
                    page=page_of[item.key],
                    texts=_cells(document, item.wording, perspective),
                )
                for item in document.items
                if item.scale == scale.key
            ),
        )
        for scale in document.scales
    )

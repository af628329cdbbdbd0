"""What the pages about instruments show."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from headship.instruments import policies
from headship.instruments.document import (
    OTHERS,
    SOURCE_LANGUAGE,
    Document,
    Labels,
    Wording,
    text_for,
)
from headship.instruments.models import Instrument, InstrumentVersion
from headship.instruments.queries import (
    available_instruments,
    get_form,
    load_document,
)
from headship.instruments.questionnaire import Form, FormPage, named
from headship.orgs.models import Membership, Organization

PERSPECTIVE_WORDS = {
    "self": _("The leader"),
    "teacher": _("Teachers"),
    "supervisor": _("Supervisor"),
    "peer": _("Peers"),
    OTHERS: _("All others"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentRow:
    """One instrument in the list, with its versions from the newest to the oldest."""

    name: str
    key: str
    is_shipped: bool
    versions: tuple[InstrumentVersion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageColumn:
    """One of the languages that stand side by side."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextCell:
    """One text and the language it is in."""

    language: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """One item in every language; an open question has no page."""

    key: str
    page: int | None
    texts: tuple[TextCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleBlock:
    """One scale with its items."""

    key: str
    names: tuple[TextCell, ...]
    items: tuple[ItemRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PerspectiveChoice:
    """One of the perspectives from which the page can be read."""

    key: str
    name: str
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """How large a document is, in counts."""

    title: str
    key: str
    number: int
    item_count: int
    question_count: int
    page_count: int
    scale_count: int
    languages: tuple[LanguageColumn, ...]
    perspectives: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionPage:
    """Everything that a version says to one perspective, languages side by side."""

    version: InstrumentVersion
    outline: Outline
    perspective: str
    perspectives: tuple[PerspectiveChoice, ...]
    introduction: tuple[TextCell, ...]
    stem: tuple[TextCell, ...]
    answers: tuple[tuple[int, tuple[TextCell, ...]], ...]
    scales: tuple[ScaleBlock, ...]
    open_questions: tuple[ItemRow, ...]
    is_editable: bool
    publish_refused: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPage:
    """One page of a form as a rater sees it, with names that are made up."""

    version: InstrumentVersion
    form: Form
    perspectives: tuple[PerspectiveChoice, ...]
    introduction: str
    stem: str
    shown: FormPage
    questions: tuple[str, ...]
    page_count: int

    @property
    def is_first(self) -> bool:
        return self.shown.number == 1

    @property
    def is_last(self) -> bool:
        return self.shown.number == self.page_count


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPreview:
    """What an import would create, or why it can't."""

    outline: Outline
    is_new: bool
    refused: str


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
        languages=tuple(
            LanguageColumn(code=code, name=language_name(code))
            for code in document.languages
        ),
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
        versions=tuple(instrument.versions.all()),
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


def _answers(document: Document) -> tuple[tuple[int, tuple[TextCell, ...]], ...]:
    return tuple(
        (option.value, _labels(document, option.label))
        for options in document.option_sets
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

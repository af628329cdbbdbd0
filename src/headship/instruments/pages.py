"""What the pages about instruments hold; reports fill them in."""

from dataclasses import dataclass
from datetime import datetime

from headship.instruments.models import InstrumentVersion
from headship.instruments.questionnaire import Form, FormPage


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """One version in the list."""

    url: str
    number: int
    state: str
    is_published: bool
    published_at: datetime | None
    languages: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentRow:
    """One instrument in the list, with its versions from the newest to the oldest."""

    name: str
    key: str
    is_shipped: bool
    versions: tuple[VersionRow, ...]


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
    answers: tuple[tuple[TextCell, ...], ...]
    scales: tuple[ScaleBlock, ...]
    open_questions: tuple[ItemRow, ...]
    is_editable: bool
    publish_refused: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRow:
    """One text of a version for the spreadsheet."""

    place: str
    scale: str
    key: str
    page: int | None
    texts: tuple[TextCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPage:
    """One page of a form as a rater sees it, with names that are made up."""

    version: InstrumentVersion
    form: Form
    perspectives: tuple[PerspectiveChoice, ...]
    languages: tuple[LanguageColumn, ...]
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

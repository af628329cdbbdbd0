"""Materials as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.safestring import SafeString

from headship.core import tokens
from headship.core.clock import now
from headship.frameworks.responsibilities import Responsibility, get_responsibility
from headship.programs.models import (
    Material,
    MaterialAccess,
    MaterialLink,
    MaterialVersion,
)
from headship.programs.queries import materials as queries
from headship.programs.rich_text import render_markdown

Table = tuple[list[str], list[list[object]]]
GET_PAGE = "/programs/get/"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow:
    """One link; the address only while it is alive."""

    link: MaterialLink
    is_alive: bool
    address: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialPage:
    """A material as those who manage it see it."""

    material: Material
    responsibilities: tuple[Responsibility, ...]
    versions: tuple[MaterialVersion, ...]
    html: SafeString | None
    access: tuple[MaterialAccess, ...]
    links: tuple[LinkRow, ...]

    @property
    def current(self) -> MaterialVersion | None:
        return self.versions[0] if self.versions else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingPage:
    """A material as those who have it see it."""

    material: Material
    responsibilities: tuple[Responsibility, ...]
    version: MaterialVersion | None
    html: SafeString | None


def material_page(material: Material) -> MaterialPage:
    """Gather a material's versions, who has it and its links."""
    versions = tuple(queries.versions(material))
    access = MaterialAccess.objects.filter(material=material).select_related("cohort")
    return MaterialPage(
        material=material,
        responsibilities=_responsibilities(material),
        versions=versions,
        html=_html(versions[0] if versions else None),
        access=tuple(access),
        links=tuple(_link_row(it) for it in queries.links(material)),
    )


def reading_page(material: Material) -> ReadingPage:
    """Gather what someone who has a material reads."""
    version = queries.readable_version(material)
    return ReadingPage(
        material=material,
        responsibilities=_responsibilities(material),
        version=version,
        html=_html(version),
    )


def _responsibilities(material: Material) -> tuple[Responsibility, ...]:
    return tuple(get_responsibility(key) for key in material.responsibilities)


def _html(version: MaterialVersion | None) -> SafeString | None:
    if version is None or not version.is_text:
        return None
    return render_markdown(version.text)


def _link_row(link: MaterialLink) -> LinkRow:
    is_alive = link.expires_at > now()
    code = _code(link) if is_alive else ""
    return LinkRow(
        link=link,
        is_alive=is_alive,
        address=f"{settings.BASE_URL}{GET_PAGE}#{code}" if code else "",
        code=tokens.spell(code),
    )


def _code(link: MaterialLink) -> str:
    try:
        return queries.code_of(link)
    except LookupError:  # Made with a secret key that is gone; the link still ends.
        return ""


def material_table(materials: Iterable[Material]) -> Table:
    """Return materials as a table."""
    header = ["title", "kind", "source", "license", "version", "responsibilities"]
    return header, [
        [
            it.title,
            it.kind,
            it.source,
            it.license,
            it.last_number,  # type: ignore[attr-defined]
            " ".join(it.responsibilities),
        ]
        for it in materials
    ]

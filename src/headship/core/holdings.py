"""What belongs to whom: for every table, the way from its rows to their owner.

Each room says so of its own tables when it starts, as it hands in its pages. Exports,
deletions and a person's own download follow from this alone, and a guard fails for a
table or a column that nobody has spoken for.

Vocabulary: a *holding* is one table as one kind of owner has it; its *host* is the
organization that the rows hang on where that is another, such as the provider of a
cohort; *guests* are the rows of others that hang on an organization.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import KW_ONLY, dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Holding:
    """One table of one kind of owner; paths are those of a query.

    ``organization`` leads from a row to whom it belongs, ``person`` to the account of
    whom it is about, ``host`` as above. An organization's export has ``columns``, a
    person's own download these and ``own``; nobody gets ``hidden``, and ``because``
    tells them why. ``only`` narrows what is exported, never what is deleted. Rows with
    ``blank`` stay when their organization goes, with these values. While there are
    guests in a table that ``holds_host``, the host cannot go.
    """

    model: str
    _: KW_ONLY
    organization: str = "organization"
    host: str = ""
    person: str = ""
    columns: str = ""
    own: str = ""
    hidden: str = ""
    because: Words = ""
    only: Mapping[str, Any] = field(default_factory=dict)
    blank: Mapping[str, Any] = field(default_factory=dict)
    holds_host: bool = False
    file: str = ""
    title: str = ""

    @property
    def name(self) -> str:
        """Return the name of the table in an export, such as ``orgs/school``."""
        where = "-elsewhere" if self.host else ""
        return self.title or self.model.lower().replace(".", "/") + where

    def all_rows(self) -> QuerySet[Any]:
        """Return the rows of everybody, whatever scope is open."""
        return QuerySet(model=apps.get_model(self.model))

    def rows(self, organization: Any) -> QuerySet[Any]:
        """Return what belongs to an organization, wherever it hangs."""
        if not self.organization:
            return self.all_rows().none()
        by_ref = self.organization.endswith("_ref")
        owner = organization.ref if by_ref else organization.pk
        found = self.all_rows().filter(**{self.organization: owner})
        return found.exclude(**{self.host: organization.pk}) if self.host else found

    def guests(self, organization: Any) -> QuerySet[Any]:
        """Return what belongs to others and hangs on an organization."""
        found = self.all_rows().filter(**{self.host: organization.pk})
        return found.exclude(**{self.organization: organization.pk})

    def rows_of(self, user: Any) -> QuerySet[Any]:
        """Return what is about a person, in every organization."""
        return self.all_rows().filter(**{self.person: user.pk})


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteTable:
    """A table that no organization owns; whoever ``user`` names keeps the account."""

    because: str
    user: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as it goes into an archive."""

    name: str
    header: list[str]
    rows: Iterable[Iterable[object]]


_holdings: dict[str, Holding] = {}  # By name.
_of_site: dict[str, SiteTable] = {}  # By model.
_figures: list[Callable[[Any], Iterable[Table]]] = []


def register(*holdings: Holding) -> None:
    """Say whose rows a table holds; saying it again changes nothing."""
    _holdings.update({it.name: it for it in holdings})


def register_site(*models: str, because: str, user: str = "") -> None:
    """Say of tables that they are the site's own."""
    _of_site.update({it: SiteTable(because=because, user=user) for it in models})


def register_figures(source: Callable[[Any], Iterable[Table]]) -> None:
    """Hand in what returns an organization's tables of figures."""
    if source not in _figures:
        _figures.append(source)


def every() -> tuple[Holding, ...]:
    """Return all holdings, by name."""
    return tuple(_holdings[name] for name in sorted(_holdings))


def of_site() -> Mapping[str, SiteTable]:
    """Return the tables that no organization owns, by model."""
    return _of_site


def figures(organization: Any) -> Iterable[Table]:
    """Yield the figures of an organization that all rooms may show."""
    for source in _figures:
        yield from source(organization)


def kept_files(organization: Any) -> list[str]:
    """Return the names under which an organization's files are kept."""
    return [
        stored
        for it in every()
        if it.file
        for stored in it.rows(organization).values_list(it.file, flat=True)
        if stored
    ]

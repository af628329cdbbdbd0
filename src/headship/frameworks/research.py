"""What the research as a whole says, its caveats, and the sources cited everywhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from headship.frameworks.catalog import DATA, Entry, read_catalog
from headship.frameworks.certainty import Certainty

MAX_STUDIES = 10_000  # above any synthesis of leadership: catches a slipped digit
MAX_SCHOOLS = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A publication, or Headship itself, that a fact rests on."""

    key: str
    short: str
    citation: str
    doi: str = ""

    @property
    def url(self) -> str:
        """The address of the publication; empty where it has no DOI."""
        return f"https://doi.org/{self.doi}" if self.doi else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overall:
    """The average correlation over all responsibilities, as once published."""

    source: Source
    certainty: Certainty
    r: float
    studies: int
    schools: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Caveat:
    """A limit of the evidence that stands beside every figure."""

    key: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Synthesis:
    """What a later summary of studies found; ``figure`` is its own headline."""

    source: Source
    certainty: Certainty
    figure: str
    reading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Research:
    """The evidence on school leadership at large."""

    overall: tuple[Overall, ...]
    caveats: tuple[Caveat, ...]
    syntheses: tuple[Synthesis, ...]

    @property
    def newest(self) -> Synthesis:
        """The latest synthesis; the file lists them oldest first."""
        return self.syntheses[-1]


@cache
def load_sources(folder: Path = DATA) -> Mapping[str, Source]:
    """Return the sources by key."""
    top = read_catalog("sources.toml", folder)
    entries = top.entries("source", name="key")
    return MappingProxyType({entry.text("key"): _source(entry) for entry in entries})


@cache
def load_research(folder: Path = DATA) -> Research:
    """Return the overall figures, the caveats and the later syntheses."""
    top = read_catalog("research.toml", folder)
    top.allow_only("overall", "caveat", "synthesis")
    return Research(
        overall=tuple(
            _overall(entry, folder) for entry in top.entries("overall", name="source")
        ),
        caveats=tuple(_caveat(entry) for entry in top.entries("caveat", name="key")),
        syntheses=tuple(
            _synthesis(entry, folder)
            for entry in top.entries("synthesis", name="source")
        ),
    )


def cited(entry: Entry, folder: Path) -> Source:
    """Return the source that an entry names."""
    key = entry.text("source")
    sources = load_sources(folder)
    if key not in sources:
        raise entry.error("source", f"must be a key in sources.toml, not {key!r}")
    return sources[key]


def _source(entry: Entry) -> Source:
    entry.allow_only("key", "short", "citation", "doi")
    return Source(
        key=entry.text("key"),
        short=entry.text("short"),
        citation=entry.text("citation"),
        doi=entry.optional_text("doi"),
    )


def _overall(entry: Entry, folder: Path) -> Overall:
    entry.allow_only("source", "certainty", "r", "studies", "schools")
    has_schools = "schools" in entry.values
    return Overall(
        source=cited(entry, folder),
        certainty=entry.choice("certainty", Certainty),
        r=entry.number("r", low=-1, high=1),
        studies=entry.count("studies", most=MAX_STUDIES),
        schools=entry.count("schools", most=MAX_SCHOOLS) if has_schools else None,
    )


def _caveat(entry: Entry) -> Caveat:
    entry.allow_only("key", "title", "text")
    return Caveat(
        key=entry.text("key"), title=entry.text("title"), text=entry.text("text")
    )


def _synthesis(entry: Entry, folder: Path) -> Synthesis:
    entry.allow_only("source", "certainty", "figure", "reading")
    return Synthesis(
        source=cited(entry, folder),
        certainty=entry.choice("certainty", Certainty),
        figure=entry.text("figure"),
        reading=entry.text("reading"),
    )

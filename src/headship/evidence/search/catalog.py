"""Everything searchable at one moment: built once, read by every web process."""

import io
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from headship.evidence.search.facets import Facet, Ints, Level
from headship.evidence.search.sources import (
    ClaimSource,
    InterventionSource,
    RowSource,
    StudySource,
)
from headship.evidence.search.spelling import Speller
from headship.evidence.search.texts import Postings, Vocabulary, weigh
from headship.evidence.search.words import fold, words_of

FORMAT = 2  # Of the file; raised when what is written below changes.
SPACES = ("interventions", "studies", "rows", "claims")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Numbers of each row, pair, study and intervention; rows by intervention, effect.

    An unknown number is NaN, and stands last among the rows of its intervention.
    """

    finding: NDArray[np.int64]
    pair: Ints
    effect: NDArray[np.float32]
    se: NDArray[np.float32]
    is_significant: NDArray[np.bool_]
    posted: Ints
    pair_intervention: Ints
    pair_study: Ints
    study_year: NDArray[np.float32]
    study_standing: NDArray[np.int8]
    intervention: NDArray[np.int64]

    @property
    def row_intervention(self) -> Ints:
        return self.pair_intervention[self.pair]


class Claim(NamedTuple):
    """A claim as it is shown among results."""

    key: str
    kind: str
    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """The columns, the facets, and where each word stands."""

    version: str
    columns: Columns
    facets: dict[str, Facet]
    vocabulary: Vocabulary
    postings: dict[str, Postings]
    names: tuple[str, ...]  # Of the interventions, folded.
    claims: tuple[Claim, ...]
    labels: dict[str, dict[str, str]]  # A facet's values in the words of the records.
    speller: Speller = field(init=False)
    name_rank: Ints = field(init=False)
    stemmed_names: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        counts = np.sum([one.counts for one in self.postings.values()], axis=0)
        object.__setattr__(self, "speller", Speller(self.vocabulary.words, counts))
        rank = np.empty(len(self.names), dtype=np.int32)
        rank[np.argsort(np.array(self.names, dtype=object), kind="stable")] = np.arange(
            len(self.names), dtype=np.int32
        )
        object.__setattr__(self, "name_rank", rank)
        stemmed = tuple(" ".join(words_of(name)) for name in self.names)
        object.__setattr__(self, "stemmed_names", stemmed)

    @property
    def row_count(self) -> int:
        return len(self.columns.finding)


def gather_catalog(
    version: str,
    interventions: Iterable[InterventionSource],
    studies: Iterable[StudySource],
    rows: Iterable[RowSource],
    labels: dict[str, dict[str, str]],
    *,
    claims: Iterable[ClaimSource] = (),
) -> Catalog:
    """Build a catalog from records; rows of absent interventions are left out."""
    gathering = _Gathering(list(interventions), list(studies), list(rows), list(claims))
    return gathering.catalog(version, labels)


class _Gathering:
    """The records of one catalog with their places in its columns."""

    def __init__(
        self,
        interventions: list[InterventionSource],
        studies: list[StudySource],
        rows: list[RowSource],
        claims: list[ClaimSource],
    ) -> None:
        self.interventions, self.claims = interventions, claims
        self.studies = [*studies, StudySource(pk=0)]  # Of rows without a study.
        iv_place = {one.pk: place for place, one in enumerate(interventions)}
        study_place = {one.pk: place for place, one in enumerate(self.studies)}
        kept = [one for one in rows if one.intervention in iv_place]
        kept.sort(key=lambda one: (iv_place[one.intervention], *_by_effect(one)))
        self.rows = kept
        keys = [
            (iv_place[one.intervention], study_place[one.study or 0]) for one in kept
        ]
        self.pairs = sorted(set(keys))
        place = {key: number for number, key in enumerate(self.pairs)}
        self.row_pair = np.array([place[key] for key in keys], dtype=np.int32)
        self.pair_intervention = np.array([iv for iv, _ in self.pairs], dtype=np.int32)

    def catalog(self, version: str, labels: dict[str, dict[str, str]]) -> Catalog:
        documents = {
            "interventions": [weigh(one.fields) for one in self.interventions],
            "studies": [weigh(one.fields) for one in self.studies],
            "rows": [weigh(one.fields) for one in self.rows],
            "claims": [weigh(one.fields) for one in self.claims],
        }
        words = sorted({w for space in documents.values() for d in space for w in d})
        numbers = {word: number for number, word in enumerate(words)}
        return Catalog(
            version=version,
            columns=self._columns(),
            facets=self._facets(),
            vocabulary=Vocabulary(words=tuple(words)),
            postings={
                space: Postings.gather(documents[space], numbers) for space in SPACES
            },
            names=tuple(fold(one.name) for one in self.interventions),
            claims=tuple(
                Claim(one.key, one.kind, one.statement) for one in self.claims
            ),
            labels=labels,
        )

    def _columns(self) -> Columns:
        return Columns(
            finding=np.array([one.pk for one in self.rows], dtype=np.int64),
            pair=self.row_pair,
            effect=_floats(one.effect for one in self.rows),
            se=_floats(one.se for one in self.rows),
            is_significant=np.array([one.is_significant for one in self.rows], bool),
            posted=np.array([one.posted for one in self.rows], dtype=np.int32),
            pair_intervention=self.pair_intervention,
            pair_study=np.array([study for _, study in self.pairs], dtype=np.int32),
            study_year=_floats(one.year for one in self.studies),
            study_standing=np.array([one.standing for one in self.studies], np.int8),
            intervention=np.array([one.pk for one in self.interventions], np.int64),
        )

    def _facets(self) -> dict[str, Facet]:
        found = {}
        row_iv = self.pair_intervention[self.row_pair]
        for key in _keys(self.rows):
            held = [one.values.get(key, ()) for one in self.rows]
            found[key] = Facet.gather(key, Level.ROW, held, row_iv)
        of_interventions = [self.interventions[iv].values for iv, _ in self.pairs]
        of_studies = [self.studies[study].values for _, study in self.pairs]
        for keys, values in (
            (_keys(self.interventions), of_interventions),
            (_keys(self.studies), of_studies),
        ):
            for key in keys:
                held = [one.get(key, ()) for one in values]
                found[key] = Facet.gather(key, Level.PAIR, held, self.pair_intervention)
        return found


def _by_effect(one: RowSource) -> tuple[bool, float, int]:
    return one.effect is None, one.effect or 0.0, one.pk


def _keys(holders: Sequence[Any]) -> list[str]:
    return sorted({key for one in holders for key in one.values})


def _floats(values: Iterable[float | None]) -> NDArray[np.float32]:
    return np.array([np.nan if one is None else one for one in values], np.float32)


def write_catalog(catalog: Catalog) -> bytes:
    """Write a catalog as one file."""
    arrays: dict[str, Any] = dict(_parts(catalog.columns, "columns"))
    for key, facet in catalog.facets.items():
        arrays |= _parts(facet, f"facet.{key}")
    for space, postings in catalog.postings.items():
        arrays |= _parts(postings, f"postings.{space}")
    about = {
        "format": FORMAT,
        "version": catalog.version,
        "words": " ".join(catalog.vocabulary.words),
        "names": catalog.names,
        "claims": catalog.claims,
        "labels": catalog.labels,
        "facets": {
            key: {"level": one.level, "values": one.values, "size": one.size}
            for key, one in catalog.facets.items()
        },
        "sizes": {space: one.size for space, one in catalog.postings.items()},
    }
    arrays["about"] = np.frombuffer(json.dumps(about).encode(), dtype=np.uint8)
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def _parts(holder: Any, prefix: str) -> dict[str, NDArray[Any]]:
    pairs = ((name, getattr(holder, name)) for name in holder.__slots__)
    return {
        f"{prefix}.{name}": value
        for name, value in pairs
        if isinstance(value, np.ndarray)
    }


class OtherFormatError(ValueError):
    """A file was written by another release."""


def read_catalog(content: bytes) -> Catalog:
    """Read what ``write_catalog`` of this release wrote."""
    with np.load(io.BytesIO(content), allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    about = json.loads(arrays.pop("about").tobytes())
    if about.get("format") != FORMAT:
        raise OtherFormatError(f"Format {about.get('format')}, not {FORMAT}.")
    take = _taker(arrays)
    return Catalog(
        version=about["version"],
        columns=Columns(**take("columns")),
        facets={
            key: Facet(
                key=key,
                level=Level(one["level"]),
                values=tuple(one["values"]),
                size=one["size"],
                **take(f"facet.{key}"),
            )
            for key, one in about["facets"].items()
        },
        vocabulary=Vocabulary(words=tuple(about["words"].split())),
        postings={
            space: Postings(size=size, **take(f"postings.{space}"))
            for space, size in about["sizes"].items()
        },
        names=tuple(about["names"]),
        claims=tuple(Claim(*one) for one in about["claims"]),
        labels=about["labels"],
    )


def _taker(arrays: dict[str, NDArray[Any]]) -> Callable[[str], dict[str, Any]]:
    def take(prefix: str) -> dict[str, Any]:
        start = prefix + "."
        return {
            name.removeprefix(start): value
            for name, value in arrays.items()
            if name.startswith(start)
        }

    return take

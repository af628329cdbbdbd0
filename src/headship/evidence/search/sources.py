"""What is searched: records as a catalog takes them."""

from dataclasses import dataclass, field

from headship.evidence.search.texts import Field


@dataclass(frozen=True, slots=True, kw_only=True)
class InterventionSource:
    """What is searched of an intervention."""

    pk: int
    name: str
    fields: tuple[Field, ...] = ()
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class StudySource:
    """What is searched of a study; ``standing`` is 2 without, 1 with reservations."""

    pk: int
    year: int | None = None
    standing: int = 0
    fields: tuple[Field, ...] = ()
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSource:
    """What is searched of a finding; pk 0 stands for an intervention without any.

    ``posted`` is the day of its review as a number, 0 if unknown.
    """

    pk: int
    intervention: int
    study: int | None
    effect: float | None = None
    se: float | None = None
    is_significant: bool = False
    posted: int = 0
    fields: tuple[Field, ...] = ()
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimSource:
    """What is searched and shown of a general claim; it has no findings of its own."""

    key: str
    kind: str
    statement: str
    fields: tuple[Field, ...] = ()

"""The 21 responsibilities of a school leader.

Vocabulary: the *spine* is the one order in which they always appear; a *component* is
Headship's own grouping of them (focus, change, community), attributed to nobody; the
four *facets* are what, how, why and when.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from headship.frameworks.catalog import DATA, CatalogError, Entry, read_catalog
from headship.frameworks.certainty import Certainty
from headship.frameworks.research import MAX_SCHOOLS, MAX_STUDIES, Source, cited

FILE = "responsibilities.toml"

SPINE = (
    "contingent_rewards",
    "discipline",
    "focus",
    "involvement_in_cia",
    "order",
    "outreach",
    "resources",
    "change_agent",
    "flexibility",
    "ideals_beliefs",
    "intellectual_stimulation",
    "knowledge_of_cia",
    "monitoring_evaluating",
    "optimizer",
    "affirmation",
    "communication",
    "culture",
    "input",
    "relationships",
    "situational_awareness",
    "visibility",
)


class Component(StrEnum):
    """A part of the spine, in spine order."""

    FOCUS = "focus"
    CHANGE = "change"
    COMMUNITY = "community"


class SecondOrderRole(StrEnum):
    """How a responsibility relates to second-order change."""

    POSITIVE = "positive"  # the leader does more of it
    NEGATIVE = "negative"  # staff feel it getting worse
    NONE = "none"  # no relation was found


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The correlation with student achievement and its 95 % interval."""

    r: float
    lower: float
    upper: float
    studies: int
    schools: int
    source: Source
    certainty: Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierEvidence:
    """The correlation as first reported, without an interval."""

    r: float
    source: Source
    certainty: Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstOrder:
    """The place in the order of relation to first-order change; 1 is the strongest."""

    rank: int
    certainty: Certainty

    @property
    def shown_rank(self) -> int | None:
        """The rank, or None where it is too unsure to show to anyone."""
        return self.rank if self.certainty.may_be_shown else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondOrder:
    """The relation to second-order change; only positive ones have a rank."""

    role: SecondOrderRole
    rank: int | None
    certainty: Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """One thing a school leader answers for, with what is known about it."""

    key: str
    name: str
    short_name: str
    also_known_as: tuple[str, ...]
    component: Component
    definition: str
    practices: tuple[str, ...]
    misreading: str
    what: str
    how: str
    why: str
    when: str
    evidence_2005: Evidence
    evidence_2003: EarlierEvidence
    first_order: FirstOrder
    second_order: SecondOrder

    @property
    def slug(self) -> str:
        """The key as it stands in addresses."""
        return self.key.replace("_", "-")


FIELDS = tuple(Responsibility.__dataclass_fields__)


@cache
def load_responsibilities(folder: Path = DATA) -> tuple[Responsibility, ...]:
    """Return all 21 in spine order."""
    top = read_catalog(FILE, folder)
    top.allow_only("responsibility")
    entries = top.entries("responsibility", name="key")
    _check_spine(entries)
    return tuple(_responsibility(entry, folder) for entry in entries)


def get_responsibility(key: str) -> Responsibility:
    """Return the responsibility with this key; KeyError if there is none."""
    return load_responsibilities()[_position(key)]


def by_component() -> dict[Component, tuple[Responsibility, ...]]:
    """Return the responsibilities of each component, in spine order."""
    everything = load_responsibilities()
    return {
        component: tuple(one for one in everything if one.component is component)
        for component in Component
    }


def _position(key: str) -> int:
    if key not in SPINE:
        raise KeyError(f"There is no responsibility {key!r}.")
    return SPINE.index(key)


def _check_spine(entries: tuple[Entry, ...]) -> None:
    keys = tuple(entry.text("key") for entry in entries)
    if keys != SPINE:
        missing = ", ".join(key for key in SPINE if key not in keys) or "none"
        extra = ", ".join(key for key in keys if key not in SPINE) or "none"
        raise CatalogError(
            f"{FILE}, key: the 21 responsibilities must stand in spine order "
            f"(missing: {missing}; unknown: {extra})."
        )


def _responsibility(entry: Entry, folder: Path) -> Responsibility:
    entry.allow_only(*FIELDS)
    return Responsibility(
        key=entry.text("key"),
        name=entry.text("name"),
        short_name=entry.optional_text("short_name") or entry.text("name"),
        also_known_as=entry.texts("also_known_as", most=5),
        component=entry.choice("component", Component),
        definition=entry.text("definition"),
        practices=entry.texts("practices", least=3, most=5),
        misreading=entry.optional_text("misreading"),
        what=entry.text("what"),
        how=entry.text("how"),
        why=entry.text("why"),
        when=entry.text("when"),
        evidence_2005=_evidence(entry.entry("evidence_2005"), folder),
        evidence_2003=_earlier_evidence(entry.entry("evidence_2003"), folder),
        first_order=_first_order(entry.entry("first_order")),
        second_order=_second_order(entry.entry("second_order")),
    )


def _evidence(entry: Entry, folder: Path) -> Evidence:
    entry.allow_only(*Evidence.__dataclass_fields__)
    r = entry.number("r", low=-1, high=1)
    return Evidence(
        r=r,
        lower=entry.number("lower", low=-1, high=r),
        upper=entry.number("upper", low=r, high=1),
        studies=entry.count("studies", most=MAX_STUDIES),
        schools=entry.count("schools", most=MAX_SCHOOLS),
        source=cited(entry, folder),
        certainty=entry.choice("certainty", Certainty),
    )


def _earlier_evidence(entry: Entry, folder: Path) -> EarlierEvidence:
    entry.allow_only(*EarlierEvidence.__dataclass_fields__)
    return EarlierEvidence(
        r=entry.number("r", low=-1, high=1),
        source=cited(entry, folder),
        certainty=entry.choice("certainty", Certainty),
    )


def _first_order(entry: Entry) -> FirstOrder:
    entry.allow_only(*FirstOrder.__dataclass_fields__)
    return FirstOrder(
        rank=entry.count("rank", most=len(SPINE)),
        certainty=entry.choice("certainty", Certainty),
    )


def _second_order(entry: Entry) -> SecondOrder:
    entry.allow_only(*SecondOrder.__dataclass_fields__)
    role = entry.choice("role", SecondOrderRole)
    has_rank = "rank" in entry.values
    if has_rank != (role is SecondOrderRole.POSITIVE):
        raise entry.error("rank", "is for positive roles, which all have one")
    return SecondOrder(
        role=role,
        rank=entry.count("rank", most=len(SPINE)) if has_rank else None,
        certainty=entry.choice("certainty", Certainty),
    )

"""What the public pages about the responsibilities show."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from headship.frameworks.certainty import Certainty
from headship.frameworks.change_order import (
    ChangeOrder,
    LeanOn,
    Order,
    SeemsToSuffer,
    load_change_order,
)
from headship.frameworks.research import Overall, Research, load_research
from headship.frameworks.responsibilities import (
    Component,
    Responsibility,
    by_component,
    load_responsibilities,
)
from headship.responsibilities.analysis import share_above_middle
from headship.responsibilities.figures import evidence_figure

Words = str | Promise

COMPONENT_NAMES: dict[Component, Words] = {
    Component.FOCUS: pgettext_lazy("component", "Focus"),
    Component.CHANGE: pgettext_lazy("component", "Change"),
    Component.COMMUNITY: pgettext_lazy("component", "Community"),
}
COMPONENT_PURPOSES: dict[Component, Words] = {
    Component.FOCUS: _("Choose what matters most and keep the school's work on it."),
    Component.CHANGE: _("Move the school from how things are to what students need."),
    Component.COMMUNITY: _("Build a staff that believes it can do this together."),
}
CERTAINTY_WORDS: dict[Certainty, Words] = {
    Certainty.FOUND: _("read in a published source"),
    Certainty.CONFIDENT: _("recalled, not yet checked against the publication"),
    Certainty.DERIVED: _("computed by Headship"),
    Certainty.PROPOSAL: _("Headship's own proposal"),
}
EVIDENCE_HEADER = [
    "responsibility",
    "headship_component",
    "r_2005",
    "interval_lower",
    "interval_upper",
    "studies",
    "schools",
    "source_2005",
    "certainty_2005",
    "r_2003",
    "source_2003",
    "certainty_2003",
    "first_order_rank",
    "second_order_role",
    "second_order_rank",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One component with its responsibilities."""

    key: str
    name: Words
    purpose: Words
    responsibilities: tuple[Responsibility, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """All 21, and the evidence at large."""

    groups: tuple[Group, ...]
    overall: Overall
    research: Research
    rows: tuple["EvidenceRow", ...]
    figure: SafeString


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """The numbers on one responsibility, in words where words are clearer."""

    responsibility: Responsibility
    component: Words
    certainty: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class InSchools:
    """Of 100 schools rated above the middle, how many achieve above it."""

    expected: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailPage:
    """One responsibility with its neighbors in the spine."""

    responsibility: Responsibility
    component: Group
    position: int
    total: int
    facets: tuple[tuple[str, Words, str], ...]
    in_schools: InSchools
    figure: SafeString
    certainty_2005: Words
    certainty_2003: Words
    lean_on: LeanOn | None
    seems_to_suffer: SeemsToSuffer | None
    research: Research
    previous: Responsibility | None
    next: Responsibility | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeOrderPage:
    """The two orders of change, and the responsibilities that follow from them."""

    change: ChangeOrder
    orders: tuple[Order, ...]
    certainty: Words


def list_page() -> ListPage:
    """Gather all 21 for the list."""
    research = load_research()
    return ListPage(
        groups=_groups(),
        overall=research.overall[0],
        research=research,
        rows=tuple(_row(one) for one in load_responsibilities()),
        figure=evidence_figure(),
    )


def detail_page(slug: str) -> DetailPage | None:
    """Gather one responsibility; None if no responsibility has this slug."""
    spine = load_responsibilities()
    slugs = [one.slug for one in spine]
    if slug not in slugs:
        return None
    place = slugs.index(slug)
    one = spine[place]
    return DetailPage(
        responsibility=one,
        component=next(group for group in _groups() if group.key == one.component),
        position=place + 1,
        total=len(spine),
        facets=_facets(one),
        in_schools=_in_schools(one),
        figure=evidence_figure(one.key),
        certainty_2005=CERTAINTY_WORDS[one.evidence_2005.certainty],
        certainty_2003=CERTAINTY_WORDS[one.evidence_2003.certainty],
        lean_on=_lean_on(one),
        seems_to_suffer=_seems_to_suffer(one),
        research=load_research(),
        previous=spine[place - 1] if place else None,
        next=spine[place + 1] if place + 1 < len(spine) else None,
    )


def change_order_page() -> ChangeOrderPage:
    """Gather the order of change."""
    change = load_change_order()
    return ChangeOrderPage(
        change=change,
        orders=(change.first, change.second),
        certainty=CERTAINTY_WORDS[change.screen.certainty],
    )


def evidence_table() -> tuple[list[str], list[list[object]]]:
    """Return the header and rows of the evidence on all 21."""
    return EVIDENCE_HEADER, [_cells(one) for one in load_responsibilities()]


def _cells(one: Responsibility) -> list[object]:
    book, paper = one.evidence_2005, one.evidence_2003
    return [
        one.name,
        one.component.value,
        book.r,
        book.lower,
        book.upper,
        book.studies,
        book.schools,
        book.source.short,
        book.certainty.value,
        paper.r,
        paper.source.short,
        paper.certainty.value,
        one.first_order.shown_rank,
        one.second_order.role.value,
        one.second_order.rank,
    ]


def _groups() -> tuple[Group, ...]:
    return tuple(
        Group(
            key=component.value,
            name=COMPONENT_NAMES[component],
            purpose=COMPONENT_PURPOSES[component],
            responsibilities=responsibilities,
        )
        for component, responsibilities in by_component().items()
    )


def _row(one: Responsibility) -> EvidenceRow:
    return EvidenceRow(
        responsibility=one,
        component=COMPONENT_NAMES[one.component],
        certainty=CERTAINTY_WORDS[one.evidence_2005.certainty],
    )


def _facets(one: Responsibility) -> tuple[tuple[str, Words, str], ...]:
    return (
        ("what", _("What it is"), one.what),
        ("how", _("How it is done"), one.how),
        ("why", _("Why it matters"), one.why),
        ("when", _("When to lean on it"), one.when),
    )


def _in_schools(one: Responsibility) -> InSchools:
    evidence = one.evidence_2005
    return InSchools(
        expected=100 * share_above_middle(evidence.r),
        lower=100 * share_above_middle(evidence.lower),
        upper=100 * share_above_middle(evidence.upper),
    )


def _lean_on(one: Responsibility) -> LeanOn | None:
    found = (each for each in load_change_order().lean_on if each.responsibility == one)
    return next(found, None)


def _seems_to_suffer(one: Responsibility) -> SeemsToSuffer | None:
    four = load_change_order().seems_to_suffer
    return next((each for each in four if each.responsibility == one), None)

"""The page of claims: grouped, what a group shares said once, drawn with intervals."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from headship.core.charts import Estimate, Intervals, draw_intervals
from headship.core.naming import name_of
from headship.evidence.models import Claim
from headship.frameworks.responsibilities import Responsibility, load_responsibilities

Kind = Claim.Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimGroup:
    """Claims of one kind. What all of them say alike is said once, and not again."""

    key: str
    title: str
    claims: tuple[Claim, ...]
    figure: SafeString | None
    shared: frozenset[str]

    @property
    def first(self) -> Claim:
        return self.claims[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPage:
    """All claims, by kind."""

    groups: tuple[ClaimGroup, ...]


def claim_page(claims: Iterable[Claim]) -> ClaimPage:
    """Group the claims in the order in which they are read."""
    by_kind: dict[str, list[Claim]] = {}
    for claim in claims:
        by_kind.setdefault(claim.kind, []).append(claim)
    return ClaimPage(
        groups=tuple(_group(Kind(kind), found) for kind, found in by_kind.items())
    )


def claim_rows(claims: Iterable[Claim]) -> tuple[list[str], Iterable[Iterable[Any]]]:
    """Return the claims as a table."""
    header = [
        *(_("Claim"), _("Kind"), _("Responsibility"), _("Correlation"), _("From")),
        *(_("To"), _("Studies"), _("Schools"), _("Certainty"), _("Method")),
        *(_("Limits"), _("Source"), _("Address of the source")),
    ]
    return header, (
        (
            *(it.statement, it.get_kind_display(), it.responsibility_key, it.value),
            *(it.low, it.high, it.studies, it.schools, it.get_certainty_display()),
            *(it.method, it.limits, it.source_citation, it.source_url),
        )
        for it in claims
    )


def _group(kind: Kind, claims: Sequence[Claim]) -> ClaimGroup:
    alike = ("method", "limits", "source_citation")
    return ClaimGroup(
        key=kind.value,
        title=str(kind.label),
        claims=tuple(claims),
        figure=_figure(claims) if kind == Kind.RESPONSIBILITY else None,
        shared=frozenset(
            name
            for name in alike
            if len(claims) > 1 and len({getattr(it, name) for it in claims}) == 1
        ),
    )


def _figure(claims: Sequence[Claim]) -> SafeString:
    """Draw the 21 in spine order: their intervals overlap almost everywhere."""
    known = {one.key: one for one in load_responsibilities()}
    return draw_intervals(
        Intervals(
            title=_("Correlation of each responsibility with student achievement"),
            desc=_("All intervals hold the values from .22 to .26, so none leads."),
            rows=tuple(
                _estimate(claim, known[claim.responsibility_key]) for claim in claims
            ),
            low=0.0,
            high=0.6,
            axis=_("correlation"),
        )
    )


def _estimate(claim: Claim, one: Responsibility) -> Estimate:
    return Estimate(
        label=name_of(one),
        value=claim.value,
        lower=claim.low,
        upper=claim.high,
        group=one.component.value,
        note=_("%(count)s studies") % {"count": claim.studies},
    )

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
class ClaimLine:
    """One claim; ``limits`` are its own, beside those of its whole group."""

    claim: Claim
    limits: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimGroup:
    """Claims found out in one way; what all of them share is said once."""

    key: str
    title: str
    lines: tuple[ClaimLine, ...]
    method: str
    limits: str
    source: Claim | None
    figure: SafeString | None

    @property
    def has_figures(self) -> bool:
        return any(line.claim.low is not None for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPage:
    """All claims, in groups."""

    groups: tuple[ClaimGroup, ...]


def claim_page(claims: Iterable[Claim]) -> ClaimPage:
    """Group the claims in the order in which they are read."""
    together: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        together.setdefault((claim.kind, claim.method), []).append(claim)
    return ClaimPage(
        groups=tuple(
            _group(number, found)
            for number, found in enumerate(together.values(), start=1)
        )
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


def _group(number: int, claims: Sequence[Claim]) -> ClaimGroup:
    first = claims[0]
    limits = _common_end([claim.limits for claim in claims])
    is_one_source = len({claim.source_citation for claim in claims}) == 1
    is_of_responsibilities = first.kind == Kind.RESPONSIBILITY
    return ClaimGroup(
        key=f"{first.kind}-{number}",
        title=str(Kind(first.kind).label),
        lines=tuple(
            ClaimLine(claim=it, limits=it.limits.removesuffix(limits).strip())
            for it in claims
        ),
        method=first.method,
        limits=limits,
        source=first if is_one_source else None,
        figure=_figure(claims) if is_of_responsibilities else None,
    )


def _common_end(texts: Sequence[str]) -> str:
    """Return the last lines that all of some texts have."""
    each = [text.splitlines() for text in texts]
    shared: list[str] = []
    for lines in zip(*(reversed(one) for one in each), strict=False):
        if len(set(lines)) > 1:
            break
        shared.insert(0, lines[0])
    return "\n".join(shared)


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

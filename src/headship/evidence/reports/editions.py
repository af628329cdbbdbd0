"""What each edition of the standards makes of one finding."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headship.core.components.numbers import change, score
from headship.evidence.analysis.verdicts import Verdicts, improvement_of
from headship.evidence.reports.p_values import p_words
from headship.evidence.reports.rules import TIER_WORDS, verdict_words

Words = str | Promise

# Up to 3.0 the rules for figures and verdicts are the same.
COMPARED = ("3.0", "4.0", "4.1", "5.0")


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRow:
    """What one edition makes of the finding; flags mark what changed from its own."""

    edition: str
    name: str
    is_own: bool
    is_chosen: bool
    size: str
    p_value: str
    index: str
    significance: Words
    tier: Words
    verdict: Words
    changed: frozenset[str]


def edition_rows(
    found: Mapping[str, Verdicts], own: str, chosen: str
) -> tuple[EditionRow, ...]:
    """Write a row for each edition; what differs from the finding's own is marked."""
    before = _facts(found[own])
    rows = []
    for edition in sorted(found):
        facts = _facts(found[edition])
        changed = {key for key, value in facts.items() if value != before[key]}
        row = EditionRow(
            edition=edition,
            name=_edition_name(edition),
            is_own=edition == own,
            is_chosen=edition == chosen,
            changed=frozenset(changed),
            **facts,
        )
        rows.append(row)
    return tuple(rows)


def _edition_name(edition: str) -> str:
    return _("up to 3.0") if edition == "3.0" else edition


def _facts(found: Verdicts) -> dict[str, str]:
    weighed = found.weighed
    is_significant = found.significance.is_significant
    index = None if weighed.size is None else improvement_of(weighed)
    return {
        "size": "" if weighed.size is None else str(score(weighed.size, 3)),
        "p_value": "" if weighed.p_value is None else p_words(weighed.p_value, 4),
        "index": "" if index is None else str(change(index, 0)),
        "significance": _("significant") if is_significant else _("not significant"),
        "tier": str(TIER_WORDS[found.tier.rating.value]),
        "verdict": verdict_of(found),
    }


def verdict_of(found: Verdicts) -> str:
    """Return the verdict on the program in words."""
    if found.rating is None:
        return _("none: nothing meets standards")
    return str(verdict_words(found.rating.rating.value))


CHANGES: dict[str, Words] = {
    "size": gettext_lazy("the effect size"),
    "significance": gettext_lazy("statistical significance"),
    "tier": gettext_lazy("the ESSA tier"),
    "verdict": gettext_lazy("the verdict on the program"),
}


def what_changes(rows: Sequence[EditionRow]) -> str:
    """Say in words what the chosen edition changes."""
    chosen = next(row for row in rows if row.is_chosen)
    if chosen.is_own:
        return ""
    names = [str(words) for key, words in CHANGES.items() if key in chosen.changed]
    values = {"edition": chosen.edition}
    if not names:
        return _("Under edition %(edition)s the verdicts stay as they are.") % values
    values["changes"] = ", ".join(names)
    return _("Under edition %(edition)s these change: %(changes)s.") % values

"""The conditions of a verdict in words: what was asked, what was found, whether it held."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headship.core.components.numbers import count, score, share
from headship.evidence.analysis.verdicts import (
    Reason,
    Significance,
    StudyInDomain,
    Tier,
)
from headship.evidence.models import Rating
from headship.evidence.reports.p_values import p_words

Words = str | Promise

QUESTIONS: dict[str, Words] = {
    "meets_standards": gettext_lazy("The finding meets standards"),
    "significant_positive": gettext_lazy(
        "It is favorable and statistically significant"
    ),
    "no_negative_evidence": gettext_lazy("No strong negative finding is known"),
    "large_sample": gettext_lazy("Enough people or other single units"),
    "multiple_sites": gettext_lazy("More than one site"),
    "edition_2_1_or_later": gettext_lazy("Reviewed under edition 2.1 or later"),
    "without_reservations": gettext_lazy(
        "It meets standards without reservations (tier 1)"
    ),
    "rationale": gettext_lazy(
        "A logic model based on research and further study (tier 4)"
    ),
    "studies_significant_positive": gettext_lazy(
        "Studies with a significant positive effect"
    ),
    "studies_substantively_important_positive": gettext_lazy(
        "Studies not significant, but of +0.25 or more"
    ),
    "studies_indeterminate": gettext_lazy("Studies with no clear effect"),
    "studies_substantively_important_negative": gettext_lazy(
        "Studies not significant, but of −0.25 or less"  # noqa: RUF001 -- catalogs know no escapes
    ),
    "studies_significant_negative": gettext_lazy(
        "Studies with a significant negative effect"
    ),
    "strong_significant_study": gettext_lazy(
        "A significant study meets standards without reservations"
    ),
    "significant_average": gettext_lazy("The average is statistically significant (p)"),
    "favorable_average": gettext_lazy("The average is favorable"),
    "most_weight_without_reservations": gettext_lazy(
        "Most weight comes from studies without reservations"
    ),
    "several_sites": gettext_lazy("More than one site"),
}
TIER_WORDS: dict[str, Words] = {
    Tier.STRONG: gettext_lazy("Tier 1, strong evidence"),
    Tier.MODERATE: gettext_lazy("Tier 2, moderate evidence"),
    Tier.PROMISING: gettext_lazy("Tier 3, promising evidence"),
    Tier.RATIONALE: gettext_lazy("Tier 4, a rationale"),
    Tier.NONE: gettext_lazy("No tier"),
}
EFFECT_WORDS: dict[str, Words] = {
    "significant_positive": gettext_lazy("Statistically significant positive effect"),
    "substantively_important_positive": gettext_lazy(
        "Substantively important positive effect: not significant, but +0.25 or more"
    ),
    "indeterminate": gettext_lazy("Indeterminate effect"),
    "substantively_important_negative": gettext_lazy(
        "Substantively important negative effect: not significant, but −0.25 or less"  # noqa: RUF001 -- catalogs know no escapes
    ),
    "significant_negative": gettext_lazy("Statistically significant negative effect"),
}
SHARES = {"most_weight_without_reservations"}
# Whether there were several is known, how many is not.
PLURAL = {"multiple_sites", "several_sites"}
EXACT = {"significant_average", "favorable_average"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """One condition."""

    question: Words
    found: str
    needed: str
    is_met: bool


def rule_rows(reasons: Iterable[Reason]) -> tuple[RuleRow, ...]:
    """Write conditions in the order in which they were looked at."""
    return tuple(_row(reason) for reason in reasons)


def _row(reason: Reason) -> RuleRow:
    return RuleRow(
        question=QUESTIONS.get(reason.code, reason.code),
        found=_value(reason.code, reason.value),
        needed=_value(reason.code, reason.limit),
        is_met=reason.met,
    )


def _value(code: str, value: float | str | None) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _("not reported") if value == "unknown" else value
    if code in PLURAL:
        return _("several") if value > 1 else _("one")
    if code in SHARES:
        return str(share(value))
    return str(score(value, 3)) if code in EXACT else str(count(value))


def significance_words(found: Significance) -> str:
    """Say against what the p-value was held, and what came of it."""
    if found.p_value is None:
        if found.is_significant:
            return _("No p-value is known; it was published as significant.")
        return _("No p-value is known.")
    values = {
        "p": p_words(found.p_value, 4),
        "limit": score(found.threshold, 4),
        "rank": found.rank,
        "family": found.family,
    }
    if found.is_corrected and found.family > 1:
        words = (
            _(
                "The p-value, %(p)s, is number %(rank)d of the %(family)d main findings of this "
                "review in this domain. By Benjamini and Hochberg it counts as "
                "significant: this or a larger one of them is within its limit; its own "
                "is %(limit)s."
            )
            if found.is_significant
            else _(
                "The p-value, %(p)s, is number %(rank)d of the %(family)d main findings of this "
                "review in this domain. By Benjamini and Hochberg it is not "
                "significant: its limit would be %(limit)s."
            )
        )
        return words % values
    words = (
        _("The p-value, %(p)s, is below %(limit)s: statistically significant.")
        if found.is_significant
        else _(
            "The p-value, %(p)s, is not below %(limit)s: not statistically significant."
        )
    )
    if found.is_corrected:
        words += " " + _("It is the only main finding, so nothing is corrected.")
    return words % values


def study_words(study: StudyInDomain) -> Words:
    """Say how the study counts in its domain by the rules up to edition 4.0."""
    return EFFECT_WORDS[study.effect.value]


def verdict_words(verdict: str) -> Words:
    """Return the words for a rating of a program in a domain."""
    return Rating.Verdict(verdict).label

"""The verdicts on one finding under one edition, with their conditions."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headship.evidence.analysis.verdicts import Verdicts
from headship.evidence.models import Finding, Rating
from headship.evidence.queries.findings import Domain
from headship.evidence.reports.editions import verdict_of
from headship.evidence.reports.rules import (
    TIER_WORDS,
    RuleRow,
    rule_rows,
    significance_words,
    study_words,
)

Words = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgment:
    """One verdict under the chosen edition with its conditions."""

    key: str
    title: Words
    words: Words
    rules: tuple[RuleRow, ...] = ()
    published: str = ""


def judgments(found: Verdicts, domain: Domain) -> tuple[Judgment, ...]:
    """Gather the verdicts in the order in which they depend on each other."""
    finding = found.weighed.finding
    judged = [
        Judgment(
            key="significance",
            title=gettext_lazy("Statistical significance"),
            words=significance_words(found.significance),
            published=_flag(finding.wwc_is_significant),
        ),
        Judgment(
            key="rating",
            title=gettext_lazy("Rating of the finding"),
            words=gettext_lazy(
                "A reviewer's judgment of design, attrition and baseline; it cannot be "
                "recomputed from the export and is taken as published."
            ),
            published=str(finding.get_wwc_rating_display()),
        ),
    ]
    if found.study is not None:
        judged.append(
            Judgment(
                key="study",
                title=gettext_lazy("The study in this domain (rule up to edition 4.0)"),
                words=study_words(found.study),
            )
        )
    judged.append(
        Judgment(
            key="tier",
            title=gettext_lazy("ESSA tier"),
            words=TIER_WORDS[found.tier.rating.value],
            rules=rule_rows(found.tier.reasons),
            published=_tier(finding),
        )
    )
    judged.append(
        Judgment(
            key="verdict",
            title=gettext_lazy("Verdict on the program in this domain"),
            words=_verdict_and_basis(found),
            rules=rule_rows(found.rating.reasons) if found.rating else (),
            published=_published(domain.rating) if domain.rating else "",
        )
    )
    return tuple(judged)


def _published(rating: Rating) -> str:
    return f"{rating.get_verdict_display()} ({rating.whose})"


def _flag(value: bool | None) -> str:
    if value is None:
        return ""
    return _("significant") if value else _("not significant")


def _tier(finding: Finding) -> str:
    if finding.essa_tier is None:
        return _("no tier")
    return _("tier %(tier)d") % {"tier": finding.essa_tier}


def _verdict_and_basis(found: Verdicts) -> str:
    values = {"verdict": verdict_of(found), "studies": len(found.studies)}
    words = _("%(verdict)s. Studies that meet standards: %(studies)d.") % values
    if found.left_out:
        words += " " + _(
            "Left out of the average, because no standard error is known: %(left)d."
        ) % {"left": found.left_out}
    return words


def basis_notes(found: Verdicts) -> tuple[Words, ...]:
    """Say where verdicts rest on published figures rather than on the numbers."""
    notes: list[Words] = []
    if not found.weighed.is_size_ours:
        notes.append(
            gettext_lazy(
                "The numbers do not lead to the published effect size, so the table "
                "keeps the published one under every edition."
            )
        )
    if not found.weighed.is_p_ours and found.weighed.p_value is not None:
        notes.append(
            gettext_lazy(
                "The numbers do not lead to the published p-value, so the table keeps "
                "it under every edition: no formula replaces a study's own test."
            )
        )
    return tuple(notes)

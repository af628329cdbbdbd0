"""The page of one finding: what was reported, published and recomputed."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headship.core.components.numbers import change, count, score, share
from headship.evidence.analysis.recompute import EDITIONS, edition_of, reported_of
from headship.evidence.analysis.steps import Worked, work_out
from headship.evidence.analysis.verdicts import rests_on, verdicts
from headship.evidence.models import Finding, Rating
from headship.evidence.models.findings import SIGNIFICANT
from headship.evidence.queries.findings import domain_of
from headship.evidence.reports.editions import (
    COMPARED,
    EditionRow,
    edition_rows,
    what_changes,
)
from headship.evidence.reports.judgments import Judgment, basis_notes, judgments
from headship.evidence.reports.p_values import p_words
from headship.evidence.reports.reasons import HEADLINES, long_reason
from headship.evidence.reports.steps import StepRow, step_rows

Words = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A reported figure of both groups, or of the whole; empty is not reported."""

    label: Words
    treated: str
    control: str = ""
    is_whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A published figure beside ours."""

    label: Words
    published: str
    ours: str
    difference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingPage:
    """Everything on the page."""

    finding: Finding
    rating: Rating | None
    own_edition: str
    edition: str
    is_own_edition: bool
    headline: Words
    why: Words
    p_note: Words
    flag_note: str
    given: tuple[Given, ...]
    compared: tuple[Compared, ...]
    editions: tuple[EditionRow, ...]
    what_changes: str
    steps: tuple[StepRow, ...]
    problem: Words
    judgments: tuple[Judgment, ...]
    basis_notes: tuple[Words, ...]


def finding_page(finding: Finding, edition: str) -> FindingPage:
    """Work the finding out under an edition and gather what is said of it."""
    domain = domain_of(finding)
    own = edition_of(finding.review.standards_version)
    chosen = edition if edition in EDITIONS else own
    found = {
        name: verdicts(finding, domain.findings, name)
        for name in dict.fromkeys((own, *COMPARED, chosen))
    }
    worked = work_out(reported_of(finding), chosen)
    rows = edition_rows(found, own, chosen)
    return FindingPage(
        finding=finding,
        rating=domain.rating,
        own_edition=own,
        edition=chosen,
        is_own_edition=chosen == own,
        headline=HEADLINES[finding.agreement],
        why=long_reason(finding.agreement, finding.reason),
        p_note=_p_note(finding),
        flag_note=_flag_note(finding),
        given=_given(finding),
        compared=_compared(finding),
        editions=rows,
        what_changes=what_changes(rows),
        steps=step_rows(worked),
        problem=_problem(worked),
        judgments=judgments(found[chosen], domain),
        basis_notes=basis_notes(found[chosen]),
    )


def worked_finding(finding: Finding, edition: str) -> Worked:
    """Work a finding out under an edition, its own if there is no such edition."""
    own = edition_of(finding.review.standards_version)
    return work_out(reported_of(finding), edition if edition in EDITIONS else own)


def _given(finding: Finding) -> tuple[Given, ...]:
    is_share = finding.outcome_type == Finding.OutcomeType.DICHOTOMOUS
    write = _as_share if is_share else _as_number
    means = gettext_lazy("Share with the outcome") if is_share else gettext_lazy("Mean")
    found = [
        Given(
            label=gettext_lazy("People or other units analyzed"),
            treated=_as_count(finding.n_treated),
            control=_as_count(finding.n_control),
        ),
        Given(
            label=means,
            treated=write(finding.mean_treated),
            control=write(finding.mean_control),
        ),
    ]
    if not is_share:
        found.append(
            Given(
                label=gettext_lazy("Standard deviation"),
                treated=_as_number(finding.sd_treated),
                control=_as_number(finding.sd_control),
            )
        )
    if finding.clusters_treated is not None or finding.clusters_control is not None:
        found.append(
            Given(
                label=gettext_lazy("Clusters assigned, such as schools"),
                treated=_as_count(finding.clusters_treated),
                control=_as_count(finding.clusters_control),
            )
        )
    singles = [
        (gettext_lazy("Correlation within clusters"), finding.icc),
        (
            gettext_lazy("Effect size as the study reports it"),
            finding.reported_effect_size,
        ),
        (gettext_lazy("p-value as the study reports it"), finding.reported_p),
    ]
    found += [
        Given(label=label, treated=_as_number(value), is_whole=True)
        for label, value in singles
        if value is not None
    ]
    return tuple(found)


def _as_count(value: int | None) -> str:
    return "" if value is None else str(count(value))


def _as_number(value: float | None) -> str:
    return "" if value is None else f"{value:g}".replace("-", "\u2212")


def _as_share(value: float | None) -> str:
    return "" if value is None else str(share(value, 1))


def _compared(finding: Finding) -> tuple[Compared, ...]:
    return (
        _figure(
            gettext_lazy("Effect size"),
            finding.wwc_effect_size,
            finding.our_effect_size,
            6,
        ),
        _figure(
            gettext_lazy("Improvement index"),
            finding.wwc_improvement_index,
            finding.our_improvement_index,
            0,
        ),
        _figure(gettext_lazy("p-value"), finding.wwc_p, finding.our_p, 6),
    )


def _figure(
    label: Words, published: float | None, ours: float | None, digits: int
) -> Compared:
    write = change if digits == 0 else score
    difference = None
    if published is not None and ours is not None:
        difference = (round(ours) if digits == 0 else ours) - published
    return Compared(
        label=label,
        published="" if published is None else str(write(published, digits)),
        ours="" if ours is None else str(write(ours, digits)),
        difference="" if difference is None else str(change(difference, digits)),
    )


P_NOTES: dict[str, Words] = {
    "same": "",
    "lost_dof": gettext_lazy(
        "The published p-value is ours with N − 1 degrees of freedom instead of "  # noqa: RUF001 -- catalogs know no escapes
        "N − 2; about half of those published under edition 4.0 are."  # noqa: RUF001 -- catalogs know no escapes
    ),
    "near": gettext_lazy(
        "The published p-value is within 0.001 of ours. Most likely the numbers in the "
        "export are rounded."
    ),
    "other": gettext_lazy(
        "The published p-value does not follow from these numbers. Most likely it is "
        "that of the study's own test, or rests on a standard error that the export "
        "does not carry."
    ),
}


def _p_note(finding: Finding) -> Words:
    if finding.wwc_p is None or finding.our_p is None:
        return ""
    return P_NOTES[rests_on(finding)]


def _flag_note(finding: Finding) -> str:
    """Say that significance and p-value were published against each other."""
    if not finding.is_sure_against_p:
        return ""
    words = _(
        "The clearinghouse published it as significant, although its published p-value "
        "is not below 0.05."
    )
    if finding.reported_p is None or finding.reported_p >= SIGNIFICANT:
        return words
    return f"{words} " + _("It may have gone by the study's own test (p = %(p)s).") % {
        "p": p_words(finding.reported_p)
    }


def _problem(worked: Worked) -> Words:
    """Say why the steps end early; empty where they do not."""
    if not worked.problem:
        return ""
    return long_reason(Finding.Agreement.NOT_RECOMPUTABLE, worked.problem)

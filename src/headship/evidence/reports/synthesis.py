"""Several findings pooled: what they say together, how sure it is, what would change it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headship.core.components.numbers import change, count, interval, score, share
from headship.evidence.analysis.synthesis import (
    FEW_FOR_PREDICTION,
    ErrorSource,
    Included,
    Synthesis,
    include,
    synthesize,
    verdict_of,
)
from headship.evidence.models import Finding, Intervention
from headship.evidence.queries.synthesis import (
    MOST,
    chosen_findings,
    one_per_study,
    other_findings,
    poolable_domains,
)
from headship.evidence.reports.checks import (
    ChangeWords,
    CheckRow,
    change_words,
    check_rows,
)
from headship.evidence.reports.p_values import p_words
from headship.evidence.reports.pooled_figures import forest_figure, funnel_figure

Words = str | Promise

MOST_TO_TICK = 200

SOURCES: dict[ErrorSource, Words] = {
    ErrorSource.PUBLISHED_P: gettext_lazy("published p"),
    ErrorSource.NUMBERS: gettext_lazy("recomputed"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is pooled: findings by the default rule of a domain, or by number."""

    domain: str
    intervention: Intervention | None
    is_by_rule: bool
    numbers: tuple[int, ...]

    @property
    def query(self) -> str:
        """Return the address's query for the same choice."""
        if not self.is_by_rule:
            pairs = {"domain": self.domain, "f": ",".join(map(str, self.numbers))}
        else:
            slug = self.intervention.slug if self.intervention else ""
            pairs = {"domain": self.domain, "intervention": slug}
        return urlencode(
            {key: value for key, value in pairs.items() if value}, safe=","
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One pooled finding in the table."""

    included: Included
    weight: float
    random_weight: float | None
    source: Words
    without_fixed: float | None
    without_random: float | None
    is_verdict_other: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SynthesisPage:
    """Everything on the page; ``synthesis`` is None where nothing can be pooled."""

    choice: Choice
    domains: tuple[tuple[str, int], ...]
    findings: tuple[Finding, ...]
    others: tuple[Finding, ...]
    left_out: tuple[Finding, ...]
    synthesis: Synthesis | None
    headline: str
    p_values: tuple[str, ...]
    spread: str
    lines: tuple[Line, ...]
    repeated: int
    checks: tuple[CheckRow, ...]
    changes: ChangeWords | None
    forest: SafeString | str
    funnel: SafeString | str
    is_cut: bool
    has_mixed_domains: bool

    @property
    def can_choose(self) -> bool:
        """Return whether the findings are few enough to tick one by one."""
        return 0 < len(self.findings) + len(self.others) <= MOST_TO_TICK

    @property
    def few(self) -> bool:
        """Return whether a prediction interval is too short to be believed."""
        return len(self.lines) < FEW_FOR_PREDICTION


def choose(
    domain: str, intervention: Intervention | None, numbers: Sequence[int]
) -> tuple[Choice, list[Finding]]:
    """Return the findings that an address asks for."""
    is_by_rule = not numbers
    if is_by_rule:
        findings = one_per_study(domain, intervention) if domain else []
    else:
        findings = chosen_findings(numbers)
    choice = Choice(
        domain=domain or (findings[0].outcome_domain if findings else ""),
        intervention=intervention,
        is_by_rule=is_by_rule,
        numbers=tuple(finding.number for finding in findings),
    )
    return choice, findings


def synthesis_page(
    domain: str, intervention: Intervention | None, numbers: Sequence[int]
) -> SynthesisPage:
    """Pool what was asked for and gather what is said of it."""
    choice, findings = choose(domain, intervention, numbers)
    included, left_out = include(findings[:MOST])
    synthesis = synthesize(included) if included else None
    domains = poolable_domains()
    others = []
    if findings and choice.domain:
        others = other_findings(choice.domain, intervention, choice.numbers)
    return SynthesisPage(
        choice=choice,
        domains=tuple((row["outcome_domain"], row["studies"]) for row in domains),
        findings=tuple(findings),
        others=tuple(others),
        left_out=tuple(left_out),
        synthesis=synthesis,
        headline=_headline(synthesis) if synthesis else "",
        p_values=_p_values(synthesis) if synthesis else (),
        spread=spread_words(synthesis) if synthesis else "",
        lines=_lines(synthesis) if synthesis else (),
        repeated=_repeated(included),
        checks=check_rows(synthesis) if synthesis else (),
        changes=change_words(synthesis) if synthesis else None,
        forest=forest_figure(synthesis) if synthesis else "",
        funnel=funnel_figure(synthesis) if synthesis else "",
        is_cut=len(findings) > MOST,
        has_mixed_domains=len({one.outcome_domain for one in findings}) > 1,
    )


def _p_values(found: Synthesis) -> tuple[str, ...]:
    pooled = (found.fixed, found.random)
    return tuple(p_words(one.p_value, 4) for one in pooled if one is not None)


def _repeated(included: Sequence[Included]) -> int:
    """Count findings beyond the first of each study."""
    studies = Counter(one.finding.study_id for one in included)
    return sum(studies.values()) - len(studies)


def _headline(found: Synthesis) -> str:
    fixed = found.fixed
    values = {
        "size": change(fixed.estimate, 2),
        "low": change(fixed.interval.lower, 2),
        "high": change(fixed.interval.upper, 2),
        "k": count(fixed.n),
    }
    if fixed.p_value >= 0.05:
        words = _(
            "The findings do not rule out chance: together %(size)s, and anything from "
            "%(low)s to %(high)s fits."
        )
    elif fixed.estimate > 0:
        words = _(
            "Together the findings are favorable: %(size)s (%(low)s to %(high)s)."
        )
    else:
        words = _(
            "Together the findings are unfavorable: %(size)s (%(low)s to %(high)s)."
        )
    return " ".join((words % values, *_doubts(found)))


def _doubts(found: Synthesis) -> list[str]:
    """Say if the other way of pooling comes to another verdict."""
    random = found.random
    if random is None or verdict_of(random) == verdict_of(found.fixed):
        return []
    values = {
        "size": change(random.estimate, 2),
        "interval": interval(random.interval, 2),
    }
    words = _(
        "If true effects may differ between studies, the mean is %(size)s and the "
        "verdict another (%(interval)s)."
    )
    return [words % values]


def _lines(found: Synthesis) -> tuple[Line, ...]:
    random = found.random.weights if found.random else None
    without = found.without or (None,) * len(found.included)
    return tuple(
        Line(
            included=one,
            weight=float(found.fixed.weights[place]),
            random_weight=None if random is None else float(random[place]),
            source=SOURCES[one.source],
            without_fixed=rest.fixed if rest else None,
            without_random=rest.random if rest else None,
            is_verdict_other=bool(rest and rest.is_verdict_other),
        )
        for place, (one, rest) in enumerate(zip(found.included, without, strict=True))
    )


def spread_words(found: Synthesis) -> str:
    """Say how much the studies differ beyond chance."""
    if found.random is None:
        return ""
    spread = found.random.heterogeneity
    values = {
        "tau": score(found.random.tau2**0.5, 2),
        "i2": share(spread.i2_tau2),
        "q": score(spread.q, 1),
        "dof": spread.dof,
        "p": p_words(spread.p_value),
    }
    if found.random.tau2 == 0:
        return (
            _(
                "The studies differ no more than chance would make them differ "
                "(Q = %(q)s with %(dof)d degrees of freedom, p = %(p)s). With few "
                "studies that does not show that they are alike."
            )
            % values
        )
    return (
        _(
            "True effects differ between studies by about %(tau)s (standard deviation); "
            "%(i2)s of the spread is more than chance (Q = %(q)s with %(dof)d degrees of "
            "freedom, p = %(p)s)."
        )
        % values
    )

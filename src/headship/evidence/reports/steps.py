"""The steps of a recomputation in words, symbols and numbers."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from headship.evidence.analysis.steps import Step, Worked
from headship.evidence.reports.formulas import filled, formula, number_words, plain

Words = str | Promise

TITLES: dict[str, Words] = {
    "people": _("Count the people"),
    "share": _("Read the percentage as a share"),
    "pooled_sd": _("Pool the standard deviations"),
    "difference": _("Standardize the difference"),
    "log_odds": _("Compare the odds"),
    "cox": _("Put it on the scale of means"),
    "cluster_size": _("Count the people per cluster"),
    "gamma": _("Find the bias from clusters"),
    "eta": _("Find the design effect"),
    "cluster_dof": _("Count the degrees of freedom with clusters"),
    "cluster_omega": _("Find the small-sample factor"),
    "omega": _("Find the small-sample factor"),
    "size": _("Effect size"),
    "favorable": _("Turn the sign"),
    "sizes": _("Let small groups count as uncertain"),
    "error": _("Standard error"),
    "cox_error": _("Standard error"),
    "dof": _("Degrees of freedom"),
    "statistic": _("Test statistic"),
    "p_value": _("p-value"),
    "index": _("Improvement index"),
}
WORDS: dict[str, Words] = {
    "people": _("Both groups together."),
    "share": _("The outcome was printed in percent."),
    "pooled_sd": _(
        "How much people differ within the two groups; the larger group counts more."
    ),
    "difference": _("The difference of the two means, in standard deviations."),
    "log_odds": _(
        "The outcome is yes or no. The odds of a yes in each group, as logarithms, and "
        "their difference."
    ),
    "cox": _(
        "Divided by 1.65 a difference of log odds is about a difference of means in "
        "standard deviations (the Cox index)."
    ),
    "cluster_size": _("Groups such as schools were assigned, not people."),
    "gamma": _("People of one cluster are alike, which makes differences look larger."),
    "eta": _("For the same reason the result is less certain than it looks."),
    "cluster_dof": _("Clusters carry less information than as many single people."),
    "cluster_omega": _("Small samples exaggerate a little; this takes it back."),
    "omega": _("Small samples exaggerate a little; this takes it back."),
    "size": _("How far apart the two groups are (Hedges' g)."),
    "favorable": _("Less of this outcome is better, so favorable becomes positive."),
    "sizes": _("One part for each group; the smaller group counts more."),
    "error": _("How far the effect size may be off by chance, by this edition's rule."),
    "cox_error": _(
        "How far the effect size may be off by chance, by this edition's rule."
    ),
    "dof": _("Published p-values use at most 300."),
    "statistic": _("The effect size in standard errors."),
    "p_value": _(
        "How often chance alone would give so large a difference; P is the upper tail "
        "of Student's t."
    ),
    "index": _(
        "How many percentile ranks an average person of the comparison group would "
        "gain; Φ is the normal distribution."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One step as a page shows it."""

    key: str
    title: Words
    words: Words
    formula: SafeString
    filled: SafeString
    value: str


STEPS_HEADER = ["step", "what", "symbol", "formula", "numbers", "value"]


def step_rows(worked: Worked) -> tuple[StepRow, ...]:
    """Write the steps for a page."""
    return tuple(_row(step) for step in worked.steps)


def _row(step: Step) -> StepRow:
    return StepRow(
        key=step.key,
        title=TITLES[step.key],
        words=WORDS[step.key],
        formula=formula(step.symbol, step.formula),
        filled=filled(step.formula, step.numbers, step.value),
        value=number_words(step.value),
    )


def step_cells(worked: Worked) -> list[list[object]]:
    """Write the steps for a table, numbers in full."""
    return [
        [
            place,
            str(TITLES[step.key]),
            step.symbol,
            plain(step.formula),
            "; ".join(f"{name} = {value!r}" for name, value in step.numbers.items()),
            step.value,
        ]
        for place, step in enumerate(worked.steps, start=1)
    ]

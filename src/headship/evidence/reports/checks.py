"""Small-study checks and what would change the verdict, in words with their warnings."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headship.core.components.numbers import change, count, interval, score
from headship.evidence.analysis.synthesis import (
    Check,
    NeededEffect,
    NeededSize,
    Synthesis,
)
from headship.evidence.reports.p_values import p_words

Words = str | Promise

TITLES: dict[str, Words] = {
    "egger": gettext_lazy("Egger's regression: do small studies find larger effects?"),
    "begg": gettext_lazy("Begg's rank correlation: the same question by ranks"),
    "trim_and_fill": gettext_lazy("Trim and fill: what if the funnel were symmetric?"),
}
WARNINGS: dict[str, Words] = {
    "egger": gettext_lazy(
        "An effect size is part of its own standard error, which alone tilts the line a "
        "little. A tilt may also have good reasons: small studies may have been better "
        "run. It does not prove that studies are missing."
    ),
    "begg": gettext_lazy("It has little power, so finding nothing does not say much."),
    "trim_and_fill": gettext_lazy(
        "The studies filled in are invented mirror images. Read the mean with them as a "
        "sensitivity check, never as a correction."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """One check: its answer or why there is none, and how far to believe it."""

    title: Words
    answer: str
    warning: Words
    is_refused: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeWords:
    """What one more study would have to show, and which removal changes the verdict."""

    verdict: Words
    needed: tuple[str, ...]
    removals: str


def check_rows(found: Synthesis) -> tuple[CheckRow, ...]:
    """Write the checks; those with too few studies say so."""
    return tuple(_row(check, found) for check in found.checks)


def _row(check: Check, found: Synthesis) -> CheckRow:
    return CheckRow(
        title=TITLES[check.key],
        answer=_refusal(check, found) if check.is_refused else _answer(check),
        warning="" if check.is_refused else WARNINGS[check.key],
        is_refused=check.is_refused,
    )


def _refusal(check: Check, found: Synthesis) -> str:
    values = {"needed": check.needed, "k": found.fixed.n}
    if found.fixed.n >= check.needed:
        return _("Not computed: all studies are of one size.")
    return (
        _(
            "Not computed: it needs at least %(needed)d studies to mean anything, and "
            "there are %(k)d."
        )
        % values
    )


def _answer(check: Check) -> str:
    values = {
        "value": score(check.value, 2),
        "p": "" if check.p_value is None else p_words(check.p_value),
        "filled": count(check.value),
        "adjusted": "" if check.adjusted is None else change(check.adjusted, 2),
        "interval": "" if check.interval is None else interval(check.interval, 2),
    }
    if check.key == "trim_and_fill":
        words = _(
            "%(filled)s studies would be missing for symmetry; with them the mean would "
            "be %(adjusted)s (%(interval)s)."
        )
    elif check.key == "egger":
        words = _(
            "Slope on the standard error %(value)s (p = %(p)s); a study of endless size "
            "would be expected to find %(adjusted)s (%(interval)s)."
        )
    else:
        words = _("Kendall's tau %(value)s (p = %(p)s).")
    return words % values


VERDICTS: dict[str, Words] = {
    "positive": gettext_lazy("Now the fixed-effects mean is significantly favorable."),
    "negative": gettext_lazy(
        "Now the fixed-effects mean is significantly unfavorable."
    ),
    "inconclusive": gettext_lazy("Now the fixed-effects mean is not significant."),
}
CHANGES: dict[str, Words] = {
    "lose significance": gettext_lazy("the mean would no longer be significant"),
    "reverse the sign": gettext_lazy("the mean would turn to the other side of zero"),
    "become positive": gettext_lazy("the mean would become significantly favorable"),
    "become negative": gettext_lazy("the mean would become significantly unfavorable"),
    "become significant": gettext_lazy("the mean would become significant"),
}


def change_words(found: Synthesis) -> ChangeWords | None:
    """Say how far away another verdict is; None with fewer than three findings."""
    changes = found.changes
    if changes is None:
        return None
    return ChangeWords(
        verdict=VERDICTS[changes.verdict],
        needed=(*(_effect(one) for one in changes.effects), _size(changes.size)),
        removals=_removals(found, changes.removals),
    )


def _effect(needed: NeededEffect) -> str:
    effect = needed.effect
    values = {
        "change": CHANGES[needed.change],
        "se": score(needed.variance**0.5, 2),
        "effect": "" if effect is None else change(effect, 2),
    }
    if effect is None:
        return (
            _("No effect of one more study of usual size would do it: %(change)s.")
            % values
        )
    return (
        _(
            "One more study of usual size (standard error %(se)s) with an effect of "
            "%(effect)s: %(change)s."
        )
        % values
    )


def _size(size: NeededSize) -> str:
    values = {"change": CHANGES[size.change], "effect": change(size.effect, 2)}
    if size.variance is None:
        return (
            _("No study with an effect of %(effect)s, however large: %(change)s.")
            % values
        )
    values["se"] = score(size.variance**0.5, 2)
    if size.n is None:
        return (
            _(
                "One more study with an effect of %(effect)s and a standard error of "
                "%(se)s or less: %(change)s."
            )
            % values
        )
    values["n"] = count(round(size.n))
    return (
        _(
            "One more study with an effect of %(effect)s and about %(n)s people or more "
            "(standard error %(se)s): %(change)s."
        )
        % values
    )


def _removals(found: Synthesis, places: tuple[int, ...]) -> str:
    names = [found.included[place].finding.study.citation[:60] for place in places]
    if not names:
        return _("No single finding decides: without any one the verdict stays.")
    return _("The verdict rests on single findings. It changes without: %(names)s") % {
        "names": "; ".join(names)
    }

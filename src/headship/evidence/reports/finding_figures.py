"""The findings of one record as a figure: each with its interval, or as a strip."""

from collections.abc import Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from headship.core.charts import Estimate, Intervals, draw_intervals
from headship.evidence.reports.results import FindingResult
from headship.evidence.reports.strips import effect_strip

MOST_ROWS = 24  # More rows than that are read as a table, and drawn as a strip.
REACH = 1.96  # Standard errors to the ends of a 95 % interval.
LABEL = 70


def findings_figure(results: Sequence[FindingResult]) -> SafeString:
    """Draw findings that have a size; nothing if none has."""
    sized = [one for one in results if one.effect is not None]
    if not sized:
        return SafeString()
    if len(sized) > MOST_ROWS:
        effects = [one.effect or 0.0 for one in sized]
        sure = [bool(one.is_sure) for one in sized]
        return effect_strip(effects, sure, _("Findings by the size of the effect"))
    return draw_intervals(
        Intervals(
            title=_("Each finding with its 95 % interval"),
            rows=tuple(map(_row, sized)),
            reference=0.0,
            axis=_("Effect size: worse to the left of zero, better to the right"),
        )
    )


def _row(one: FindingResult) -> Estimate:
    effect, se = one.effect or 0.0, one.finding.our_se
    reach = None if se is None else REACH * se
    label = one.finding.outcome_measure
    return Estimate(
        label=label if len(label) <= LABEL else f"{label[: LABEL - 1]}\u2026",
        value=effect,
        lower=None if reach is None else effect - reach,
        upper=None if reach is None else effect + reach,
        is_faint=one.finding.is_subgroup,
        note="" if se is not None else _("no interval"),
    )

"""The newest findings of a search as entries of a feed."""

from dataclasses import dataclass
from datetime import UTC, datetime, time

from django.utils.translation import gettext as _

from headship.core.components.numbers import change
from headship.evidence.models import Finding
from headship.evidence.queries.catalogs import catalog_state
from headship.evidence.queries.results import found_findings
from headship.evidence.reports.results import finding_result
from headship.evidence.search.questions import Answer

MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One finding as a reader of feeds shows it."""

    title: str
    words: str
    url: str
    updated_at: datetime | None


def feed_entries(answer: Answer) -> list[Entry]:
    """Return the findings whose reviews were posted last."""
    made_at = catalog_state().made_at
    newest = found_findings(answer.catalog, answer.newest(MOST))
    return [_entry(one, made_at) for one in newest]


def _entry(one: Finding, made_at: datetime | None) -> Entry:
    day = one.review.reviewed_on
    return Entry(
        title=f"{one.intervention.name}: {one.outcome_measure}",
        words=_words(one),
        url=one.get_absolute_url(),
        updated_at=datetime.combine(day, time(), UTC) if day else made_at,
    )


def _words(one: Finding) -> str:
    """Say what was found in one sentence, a null as plainly as an effect."""
    result = finding_result(one)
    if result.effect is None:
        found = _("No effect size is reported.")
    else:
        found = _("Effect size %(effect)s, %(sure)s.") % {
            "effect": change(result.effect, 2),
            "sure": result.certainty,
        }
    return f"{one.outcome_domain}. {found} {one.study.citation}"

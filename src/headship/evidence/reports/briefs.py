"""A program in three lines: what was found, how sure that is, and where."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from headship.evidence.contexts.dimensions import GRADES, LOCALES, Dimension
from headship.evidence.models import Finding, Study, StudyRating
from headship.evidence.reports.facets import TIERS

Words = str | Promise
MEETS = {StudyRating.WITHOUT, StudyRating.WITH}


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """The certainty and the places of a program's studies, empty where not reported.

    ``tier`` is the best of any one finding: tiers belong to findings, not to programs.
    """

    studies: int
    studies_meeting: int
    tier: Words
    places: tuple[Words, ...]


def brief_of(findings: Sequence[Finding], studies: Sequence[Study]) -> Brief:
    """Sum up a program; the reviews of its studies must be loaded."""
    tier = min((one.essa_tier for one in findings if one.essa_tier), default=None)
    return Brief(
        studies=len(studies),
        studies_meeting=sum(map(_meets, studies)),
        tier="" if tier is None else TIERS[str(tier)],
        places=(*_locales(studies), *_grades(studies)),
    )


def _meets(study: Study) -> bool:
    return any(review.rating in MEETS for review in study.reviews.all())


def _locales(studies: Sequence[Study]) -> list[Words]:
    named = _named(studies, "locale")
    return [Dimension.LOCALE.category(name) for name in LOCALES if name in named]


def _grades(studies: Sequence[Study]) -> list[Words]:
    """Name the grades, those in a row by the first and the last."""
    named = _named(studies, "grades")
    runs: list[list[int]] = []
    for place, grade in enumerate(GRADES):
        if grade not in named:
            continue
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return [_run(GRADES[run[0]], GRADES[run[-1]]) for run in runs]


def _run(first: str, last: str) -> Words:
    words = Dimension.GRADES.category
    if first == last:
        return words(first)
    return _("%(first)s to %(last)s") % {"first": words(first), "last": words(last)}


def _named(studies: Sequence[Study], key: str) -> set[str]:
    contexts = (study.context or {} for study in studies)
    return {name for context in contexts for name in context.get(key) or ()}

"""How alike a place is to the samples of studies, one dimension at a time.

The rules, in one place:

- Each dimension is compared by the Bhattacharyya coefficient of the two distributions,
  over the categories both sides report, with bounds for whatever is unknown.
- The overall fit is the mean of the dimensions, each with equal weight and as far as it
  is known; coverage is the known share of that weight. All eight dimensions count, so
  what nobody reports lowers coverage and never the fit.
- A category that the place has and the study reports as zero is *absent*: it is listed
  whatever the mean says.
- An intervention is as near as its nearest study: of those that meet standards, or of
  all if none does. Nearest is the one with the highest lower bound, where studies come
  last of which too little is known, or that had nobody like those here in some
  dimension. Means are not taken: two samples half alike are not one that is.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from headship.evidence.contexts.dimensions import (
    WHOLE,
    Context,
    Dimension,
    Distribution,
)
from headship.evidence.contexts.samples import Sample
from headship.evidence.queries.contexts import Library
from headship.stats.similarity import (
    Affinity,
    Fit,
    Generalizability,
    categorical_affinity,
    combined_fit,
    generalizability,
)

KEPT_PLACES = 16  # About 1 MB each.
UNKNOWN = Affinity(estimate=None, lower=0.0, upper=1.0, coverage=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionFit:
    """One dimension of a place held against that of a study.

    Where both are known, either side has a zero for whatever it cannot have.
    ``absent`` lists the categories of the place of which the study had nobody, with
    the place's shares, largest first.
    """

    dimension: Dimension
    place: Distribution | None
    study: Distribution | None
    affinity: Affinity
    absent: tuple[tuple[str, float], ...] = ()

    @property
    def is_known(self) -> bool:
        return self.affinity.estimate is not None

    @property
    def absent_share(self) -> float:
        """Return the share of the place's people of whom the study had none."""
        return math.fsum(share for _name, share in self.absent)

    @property
    def is_absent(self) -> bool:
        """Say whether the study had nobody like anyone at this place."""
        return self.absent_share >= WHOLE

    @property
    def band(self) -> Generalizability:
        return generalizability(self.affinity)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextFit:
    """A place held against one study: every dimension, and the mean of the known."""

    dimensions: tuple[DimensionFit, ...]
    overall: Fit

    @property
    def band(self) -> Generalizability:
        return generalizability(self.overall)

    @property
    def known(self) -> tuple[DimensionFit, ...]:
        return tuple(one for one in self.dimensions if one.is_known)

    @property
    def unknown(self) -> tuple[DimensionFit, ...]:
        return tuple(one for one in self.dimensions if not one.is_known)

    @property
    def absent(self) -> tuple[DimensionFit, ...]:
        """Return the dimensions in which the study had none of some people here."""
        return tuple(one for one in self.dimensions if one.absent)

    @property
    def without_any(self) -> tuple[DimensionFit, ...]:
        """Return the dimensions in which the study had nobody like those here."""
        return tuple(one for one in self.dimensions if one.is_absent)

    @property
    def is_telling(self) -> bool:
        """Say whether enough is known, and every dimension had somebody like here."""
        return self.band is not Generalizability.UNKNOWN and not self.without_any

    @property
    def rank(self) -> tuple[bool, float, float]:
        """Order fits: those that tell something, by what is certain, then likely."""
        return self.is_telling, self.overall.lower, self.overall.estimate or 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class InterventionFit:
    """All studies of an intervention, nearest first; the first speaks for it.

    ``by_standards`` says whether only studies that meet standards could do so.
    """

    studies: tuple[tuple[Sample, ContextFit], ...]
    by_standards: bool

    @property
    def nearest(self) -> ContextFit:
        return self.studies[0][1]

    @property
    def eligible(self) -> tuple[tuple[Sample, ContextFit], ...]:
        """Return the studies that could speak for the intervention."""
        return tuple(
            pair
            for pair in self.studies
            if pair[0].meets_standards or not self.by_standards
        )


class Comparison:
    """One place, ready to be held against any number of studies.

    Studies share many distributions (a clearinghouse knows seven mixes of locales), so
    each different one is compared once.
    """

    def __init__(self, place: Context) -> None:
        self.place = dict(place.distributions)
        self._known: dict[tuple[Dimension, Distribution | None], DimensionFit] = {}

    def with_study(self, study: Context) -> ContextFit:
        """Hold the place against one study."""
        theirs = dict(study.distributions)
        dimensions = tuple(self._dimension(one, theirs.get(one)) for one in Dimension)
        affinities = {one.dimension.value: one.affinity for one in dimensions}
        return ContextFit(dimensions=dimensions, overall=combined_fit(affinities))

    def with_intervention(self, samples: Iterable[Sample]) -> InterventionFit:
        """Hold the place against every study of an intervention, of which it has one."""
        found = [(one, self.with_study(one.context)) for one in samples]
        by_standards = any(sample.meets_standards for sample, _fit in found)
        found.sort(
            key=lambda pair: (
                pair[0].meets_standards or not by_standards,
                pair[1].rank,
            ),
            reverse=True,
        )
        return InterventionFit(studies=tuple(found), by_standards=by_standards)

    def _dimension(
        self, dimension: Dimension, study: Distribution | None
    ) -> DimensionFit:
        key = (dimension, study)
        if key not in self._known:
            place = self.place.get(dimension)
            self._known[key] = compare_dimension(dimension, place, study)
        return self._known[key]


def fit_all(
    place: Context, samples: Mapping[int, Sequence[Sample]]
) -> dict[int, InterventionFit]:
    """Return the fit of every intervention that has a study, by its key."""
    comparison = Comparison(place)
    return {
        key: comparison.with_intervention(studies)
        for key, studies in samples.items()
        if studies
    }


@lru_cache(maxsize=KEPT_PLACES)
def library_fits(place: Context, library: Library) -> Mapping[int, InterventionFit]:
    """Return the fit of every published intervention, by its key."""
    return fit_all(place, {pk: one.samples for pk, one in library.records.items()})


def compare_dimension(
    dimension: Dimension, place: Distribution | None, study: Distribution | None
) -> DimensionFit:
    """Compare one dimension of a place with that of a study."""
    if place is None or study is None:
        return DimensionFit(
            dimension=dimension, place=place, study=study, affinity=UNKNOWN
        )
    ours, theirs = _alike(dimension, place, study)
    mine, their = _completed(ours, theirs), _completed(theirs, ours)
    affinity = categorical_affinity(mine, their)
    absent = [
        (name, share)
        for name, share in mine.items()
        if share > 0 and their.get(name) == 0
    ]
    return DimensionFit(
        dimension=dimension,
        place=replace(ours, shares=tuple(mine.items())),
        study=replace(theirs, shares=tuple(their.items())),
        affinity=_widened(affinity, mine, theirs),
        absent=tuple(sorted(absent, key=lambda pair: -pair[1])),
    )


def _alike(
    dimension: Dimension, place: Distribution, study: Distribution
) -> tuple[Distribution, Distribution]:
    """Tell both sides in the categories of the coarser one.

    A study that counts ethnicity apart from race can be compared by ethnicity only.
    """
    known = place.known
    if dimension is not Dimension.RACE or "not_hispanic" not in study.known:
        return place, study
    if "hispanic" not in known:
        return replace(place, shares=()), study
    pair = (("hispanic", known["hispanic"]), ("not_hispanic", 1 - known["hispanic"]))
    return replace(place, shares=pair), study


def _completed(one: Distribution, other: Distribution) -> dict[str, float]:
    """Return the shares, with a zero for what cannot be there.

    Where the reported shares make up the whole, a category that only the other side
    reports is empty, unless its people may be counted under another name.
    """
    shares = one.known
    if one.unknown <= 1 - WHOLE:
        for name in other.known:
            if name not in one.merged:
                shares.setdefault(name, 0.0)
    return shares


def _widened(
    affinity: Affinity, place: Mapping[str, float], study: Distribution
) -> Affinity:
    """Widen the bounds for what the study says only roughly.

    With the shares of named categories free, the coefficient is largest if they are in
    the proportions of the place, and smallest if all are where the place has fewest.
    People of merged categories may be under any name; by the Cauchy-Schwarz inequality
    a share m of them adds at most the root of m.
    """
    lower, upper = affinity.lower, affinity.upper
    if study.is_named:
        inside = [place.get(name, 0.0) for name, _share in study.shares]
        lower, upper = math.sqrt(min(inside)), math.sqrt(min(1.0, math.fsum(inside)))
    merged = math.fsum(place.get(name, 0.0) for name in study.merged)
    upper = min(1.0, upper + math.sqrt(merged))
    return replace(affinity, lower=lower, upper=max(lower, upper))

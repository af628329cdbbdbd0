"""From a domain's studies to one effect, and to the rating of the intervention."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from headship.stats._validate import (
    ArrayLike,
    all_positive,
    as_vector,
    between,
    integer,
    number,
    same_length,
)
from headship.stats.effects import EffectSize, improvement_index
from headship.stats.effects.result import effect
from headship.stats.wwc.ratings import FindingRating
from headship.stats.wwc.verdict import Reason, Verdict

# WWC up to 4.0: an effect of this size mattered even if it was not significant.
SUBSTANTIVELY_IMPORTANT = 0.25

# ies.ed.gov: medium to large evidence; 14 classrooms of 25 stand for 350 students.
EXTENT_PEOPLE = 350
EXTENT_CLASSROOMS = 14

# Findings of one study share its people: taken as perfectly correlated, which is the
# cautious choice; what the WWC assumes is unsure.
CORRELATION_WITHIN_STUDY = 1.0


class StudyEffect(StrEnum):
    """How one study's effect in a domain is characterized (up to edition 4.0)."""

    SIGNIFICANT_POSITIVE = "significant_positive"
    IMPORTANT_POSITIVE = "substantively_important_positive"
    INDETERMINATE = "indeterminate"
    IMPORTANT_NEGATIVE = "substantively_important_negative"
    SIGNIFICANT_NEGATIVE = "significant_negative"

    @property
    def is_positive(self) -> bool:
        """Return whether the study counts as positive."""
        return self in {
            StudyEffect.SIGNIFICANT_POSITIVE,
            StudyEffect.IMPORTANT_POSITIVE,
        }

    @property
    def is_negative(self) -> bool:
        """Return whether the study counts as negative."""
        return self in {
            StudyEffect.SIGNIFICANT_NEGATIVE,
            StudyEffect.IMPORTANT_NEGATIVE,
        }


class Extent(StrEnum):
    """How much evidence there is."""

    SMALL = "small"
    MEDIUM_TO_LARGE = "medium_to_large"


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainStudy:
    """One study's averaged, favorable-positive effect in a domain."""

    g: float
    se: float
    rating: FindingRating
    is_significant: bool = False
    n_people: int = 0
    n_sites: int = 1

    @property
    def is_strong(self) -> bool:
        """Return whether it meets standards without reservations."""
        return self.rating is FindingRating.WITHOUT


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainEffect:
    """A domain's average with the weight of its strongest studies (0 to 1)."""

    effect: EffectSize
    improvement_index: float
    share_without_reservations: float
    n_studies: int

    @property
    def is_significant(self) -> bool:
        """Return whether the average differs from zero at the 5 percent level."""
        return bool(self.effect.p_value < 0.05)


def study_average(
    g: ArrayLike,
    se: ArrayLike,
    *,
    correlation: float = CORRELATION_WITHIN_STUDY,
) -> EffectSize:
    """Average a study's findings in one domain.

    Parameters
    ----------
    g, se
        Effect sizes and standard errors, shape (m,).
    correlation
        Assumed correlation of the findings' errors.

    Returns
    -------
    EffectSize
        The simple mean; the test is normal.

    Raises
    ------
    ValueError
        For missing values, errors not above zero, or a correlation outside 0 to 1.

    Notes
    -----
    Formula: mean of g; SE = sqrt((sum V_j + sum_{j != k} r sqrt(V_j V_k)) / m^2).

    Assumes: main findings only. What correlation the WWC assumes is unsure; .5 is a
    sensible second look.

    Do not use when: a composite score of the same measures was reported.

    Examples
    --------
    >>> average = study_average([0.2, 0.4], [0.1, 0.1])
    >>> round(float(average.estimate), 3), round(float(average.se), 3)
    (0.3, 0.1)

    References
    ----------
    Borenstein et al. (2009), Introduction to Meta-Analysis, chapter 24.
    """
    sizes, errors = as_vector("g", g), all_positive("se", as_vector("se", se))
    m = same_length(g=sizes, se=errors)
    r = between("correlation", correlation, -1e-12, 1 + 1e-12)
    squares = float((errors**2).sum())
    variance = ((1 - r) * squares + r * float(errors.sum()) ** 2) / m**2
    return effect(
        np.asarray(sizes.mean()), np.asarray(variance), np.asarray(m), "study_average"
    )


def domain_average(studies: Sequence[DomainStudy]) -> DomainEffect:
    """Average a domain's studies with fixed effects (edition 4.1 and later).

    Parameters
    ----------
    studies
        One averaged effect per study that meets standards.

    Returns
    -------
    DomainEffect
        The average with its z test, the improvement index, and the share of weight
        from studies without reservations.

    Raises
    ------
    ValueError
        If there is no study, or a standard error is not above zero.

    Notes
    -----
    Formula: w = 1 / SE^2, g = sum(w g) / sum(w), SE = sqrt(1 / sum(w)).

    Assumes: one true effect in all studies.

    Do not use when: studies plainly differ; show the meta topic's random effects too.

    Examples
    --------
    Retention of school leaders in three studies.

    >>> from headship.stats.wwc.ratings import FindingRating
    >>> studies = [
    ...     DomainStudy(g=g, se=se, rating=FindingRating.WITHOUT)
    ...     for g, se in ((0.30, 0.2), (0.50, 0.1))
    ... ]
    >>> round(float(domain_average(studies).effect.estimate), 2)
    0.46

    References
    ----------
    WWC Procedures Handbook 4.1 (2020), chapter VI; Hedges and Vevea (1998).
    """
    if not studies:
        raise ValueError("studies must not be empty, got none.")
    g = as_vector("g", [study.g for study in studies])
    se = all_positive("se", as_vector("se", [study.se for study in studies]))
    weight = 1 / se**2
    strong = np.array([study.is_strong for study in studies])
    average = effect(
        np.asarray((weight * g).sum() / weight.sum()),
        np.asarray(1 / weight.sum()),
        np.asarray(sum(study.n_people for study in studies)),
        "fixed_effects",
    )
    return DomainEffect(
        effect=average,
        improvement_index=float(improvement_index(average.estimate)),
        share_without_reservations=float(weight[strong].sum() / weight.sum()),
        n_studies=len(studies),
    )


def characterize(g: float, *, is_significant: bool) -> StudyEffect:
    """Characterize a study's effect in a domain (up to edition 4.0).

    Parameters
    ----------
    g
        The study's mean effect, positive meaning favorable.
    is_significant
        Whether it is significant after all corrections.

    Returns
    -------
    StudyEffect
        One of five labels.

    Raises
    ------
    ValueError
        If ``g`` is missing.

    Notes
    -----
    Formula: significant by sign; else |g| >= .25 substantively important by sign; else
    indeterminate.

    Assumes: the study meets standards.

    Do not use when: editions from 4.1 on apply; they dropped the size rule.

    Examples
    --------
    >>> characterize(0.45, is_significant=False).value
    'substantively_important_positive'

    References
    ----------
    WWC Procedures Handbook 4.0 (2017), chapter IV.
    """
    value = number("g", g)
    if is_significant and value != 0:
        return (
            StudyEffect.SIGNIFICANT_POSITIVE
            if value > 0
            else StudyEffect.SIGNIFICANT_NEGATIVE
        )
    if value >= SUBSTANTIVELY_IMPORTANT:
        return StudyEffect.IMPORTANT_POSITIVE
    if value <= -SUBSTANTIVELY_IMPORTANT:
        return StudyEffect.IMPORTANT_NEGATIVE
    return StudyEffect.INDETERMINATE


def extent_of_evidence(
    *, n_studies: int, n_sites: int, n_people: int, n_classrooms: int = 0
) -> Verdict[Extent]:
    """Judge how much evidence a domain has.

    Parameters
    ----------
    n_studies, n_sites, n_people
        Studies that meet standards, their schools, and their people.
    n_classrooms
        Classrooms, where people are not reported.

    Returns
    -------
    Verdict of Extent
        Medium to large if all three conditions hold.

    Raises
    ------
    ValueError
        For a count that is not a whole number from 0.

    Notes
    -----
    Formula: more than one study, more than one school, and at least 350 people or 14
    classrooms.

    Assumes: counts are over the studies of one domain.

    Do not use when: edition 5.0 rates the domain; ``rate_intervention`` applies its own
    condition (350 people and two sites).

    Examples
    --------
    >>> extent_of_evidence(n_studies=1, n_sites=124, n_people=124).rating.value
    'small'

    References
    ----------
    WWC Procedures Handbook 4.0 (2017), chapter IV.
    """
    studies, sites = integer("n_studies", n_studies), integer("n_sites", n_sites)
    people = integer("n_people", n_people)
    classrooms = integer("n_classrooms", n_classrooms)
    is_large = people >= EXTENT_PEOPLE or classrooms >= EXTENT_CLASSROOMS
    reasons = (
        Reason(code="several_studies", met=studies > 1, value=studies, limit=2),
        Reason(code="several_sites", met=sites > 1, value=sites, limit=2),
        Reason(code="large_sample", met=is_large, value=people, limit=EXTENT_PEOPLE),
    )
    enough = all(reason.met for reason in reasons)
    return Verdict(
        rating=Extent.MEDIUM_TO_LARGE if enough else Extent.SMALL, reasons=reasons
    )

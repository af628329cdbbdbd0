"""Pooling findings: the means, and what is refused with too few."""

import numpy as np
import pytest

from headship.evidence.analysis.synthesis import (
    ErrorSource,
    Included,
    include,
    synthesize,
    verdict_of,
)
from headship.evidence.models import Finding, Review, Study
from headship.stats import meta
from tests.evidence.retention import make_retention


def pooled(sizes, errors, people=None):
    """Pool sizes with errors, of findings that are not stored."""
    people = people or [None] * len(sizes)
    review, study = Review(rating="with_reservations"), Study(citation="Doe")
    return synthesize(
        [
            Included(
                finding=Finding(number=place, review=review, study=study),
                size=size,
                se=se,
                source=ErrorSource.NUMBERS,
                n=n,
            )
            for place, (size, se, n) in enumerate(
                zip(sizes, errors, people, strict=True)
            )
        ]
    )


@pytest.mark.django_db
def test_three_findings_on_retention_give_the_known_mean():
    included, left_out = include(make_retention())

    found = synthesize(included)

    assert left_out == []
    assert round(found.fixed.estimate, 3) == 0.387
    assert round(found.fixed.se, 3) == 0.132
    assert round(found.fixed.p_value, 4) == 0.0034
    assert round(found.improvement_index) == 15
    assert [one.source for one in included] == [ErrorSource.PUBLISHED_P] * 3
    assert found.share_without_reservations == pytest.approx(0.306, abs=0.001)


@pytest.mark.django_db
def test_finding_without_an_error_is_left_out():
    support = make_retention()[1]
    support.wwc_p = None

    included, left_out = include([support])

    assert (included, left_out) == ([], [support])


@pytest.mark.django_db
@pytest.mark.parametrize("p", [0.00005, 0.95, 0.0])
def test_cut_off_p_does_not_tell_the_error(p):
    balanced = make_retention()[0]
    balanced.wwc_p = p

    [one], _left_out = include([balanced])

    assert one.source is ErrorSource.NUMBERS
    assert one.se == pytest.approx(0.2390915, abs=1e-6)


def test_one_finding_is_shown_as_it_is():
    found = pooled([0.3], [0.1])

    assert found.fixed.estimate == pytest.approx(0.3)
    assert (found.random, found.prediction, found.tau2) == (None, None, None)
    assert (found.without, found.changes) == ((), None)


def test_two_findings_have_no_prediction():
    found = pooled([0.3, 0.5], [0.1, 0.1])

    assert found.random.estimate == pytest.approx(0.4)
    assert (found.prediction, found.changes, found.without) == (None, None, ())


@pytest.mark.parametrize(
    ("k", "answered"),
    [
        (9, set()),
        (10, {"egger", "trim_and_fill"}),
        (25, {"egger", "begg", "trim_and_fill"}),
    ],
)
def test_checks_are_refused_with_too_few_studies(k, answered):
    rng = np.random.default_rng(7)
    errors = rng.uniform(0.05, 0.3, k)
    found = pooled((0.2 + errors * rng.standard_normal(k)).tolist(), errors.tolist())

    assert {check.key for check in found.checks if not check.is_refused} == answered


def test_checks_need_studies_of_different_sizes():
    found = pooled([0.1 * (place % 5) for place in range(30)], [0.1] * 30)

    refused = {check.key for check in found.checks if check.is_refused}
    assert refused == {"egger", "begg", "trim_and_fill"}


def test_leaving_one_out_pools_the_others():
    found = pooled([0.2, 0.4, 0.9], [0.1, 0.1, 0.2])

    others = pooled([0.2, 0.4], [0.1, 0.1])
    last = found.without[2]
    assert last.fixed == pytest.approx(others.fixed.estimate)
    assert last.random == pytest.approx(others.random.estimate)
    assert last.random_lower == pytest.approx(others.random.interval.lower)


def test_finding_that_carries_the_verdict_is_marked():
    found = pooled([0.05, 0.0, 0.5], [0.1, 0.1, 0.1], [400, 400, 400])

    assert verdict_of(found.fixed) == 1
    assert [one.is_verdict_other for one in found.without] == [False, False, True]
    assert found.changes.verdict == "positive"
    assert found.changes.size.n > 0


def test_needed_effect_takes_significance_away():
    sizes, errors = [0.3, 0.25, 0.4, 0.2], [0.1] * 4
    needed = pooled(sizes, errors).changes.effects[0]

    more = pooled([*sizes, needed.effect], [*errors, needed.variance**0.5])

    assert more.fixed.p_value == pytest.approx(0.05, abs=1e-6)


@pytest.mark.parametrize("shift", [0.0, 0.25, -0.4])
def test_what_would_change_is_that_of_all_studies(shift):
    rng = np.random.default_rng(3)
    errors = rng.uniform(0.08, 0.4, 11)
    sizes = shift + errors * rng.standard_normal(11)
    people = rng.integers(50, 900, 11)

    found = pooled(sizes.tolist(), errors.tolist(), people.tolist()).changes

    direct = meta.what_would_change(sizes, errors**2, sizes=people, method="common")
    assert found.verdict == direct.verdict
    assert found.removals == direct.removals
    for one, other in zip(found.effects, direct.effects, strict=True):
        assert one.effect == pytest.approx(other.effect, abs=1e-6)
    assert found.size.variance == pytest.approx(direct.size.variance, rel=1e-5)
    assert found.size.n == pytest.approx(direct.size.n, rel=1e-5)

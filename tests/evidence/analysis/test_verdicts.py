"""What each edition makes of a finding."""

import pytest

from headship.evidence.analysis.verdicts import rests_on, verdicts, weigh
from headship.evidence.models import Finding
from tests.evidence.records import make_finding, make_intervention, make_study
from tests.evidence.retention import make_balanced_leadership, make_retention

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("edition", "size", "p", "rating", "tier"),
    [
        ("4.0", 0.450, 0.062, "potentially_positive", "none"),
        ("4.1", 0.453, 0.061, "uncertain", "none"),
        ("5.0", 0.453, 0.061, "uncertain", "none"),
    ],
)
def test_balanced_leadership_by_edition(edition, size, p, rating, tier):
    finding = make_balanced_leadership()

    found = verdicts(finding, [finding], edition)

    assert found.weighed.size == pytest.approx(size, abs=5e-4)
    assert found.weighed.p_value == pytest.approx(p, abs=5e-4)
    assert not found.significance.is_significant
    assert found.study.effect.value == "substantively_important_positive"
    assert found.rating.rating.value == rating
    assert found.tier.rating.value == tier


def test_published_p_rests_on_one_degree_of_freedom_more():
    assert rests_on(make_balanced_leadership()) == "lost_dof"


def test_p_of_another_analysis_is_kept_under_every_edition():
    finding = make_balanced_leadership(wwc_p=0.01)

    found = [weigh([finding], edition)[0] for edition in ("4.0", "5.0")]

    assert rests_on(finding) == "other"
    assert [one.p_value for one in found] == [0.01, 0.01]
    assert not any(one.is_p_ours for one in found)


def test_size_that_does_not_follow_from_the_numbers_is_kept():
    finding = make_balanced_leadership(wwc_effect_size=0.31)

    [found] = weigh([finding], "5.0")

    assert (found.size, found.is_size_ours) == (0.31, False)


def test_missing_size_is_read_from_the_published_index():
    finding = make_finding(
        make_intervention(), wwc_improvement_index=-17, wwc_rating="with_reservations"
    )
    stored = Finding.objects.select_related("review", "study").get(pk=finding.pk)

    [found] = weigh([stored], "4.0")

    assert found.size == pytest.approx(-0.4399, abs=1e-3)
    assert found.se is None


def test_error_is_implied_by_the_published_p_where_means_are_missing():
    [_balanced, support, _aspiring] = make_retention()

    [found] = weigh([support], "4.0")

    assert found.se == pytest.approx(0.23338, abs=1e-5)


def family(*p_values, standards="4.0", rating="with_reservations"):
    """Return main findings of one review with these p-values."""
    program, study = make_intervention(), make_study(rating=rating)
    study.reviews.update(standards_version=standards)
    made = [
        make_finding(
            program,
            study,
            wwc_p=p,
            wwc_effect_size=0.3,
            wwc_rating=rating,
            n_total=400,
            wwc_is_significant=p < 0.05,
        ).pk
        for p in p_values
    ]
    found = Finding.objects.select_related("review", "study", "intervention")
    return list(found.filter(pk__in=made).order_by("number"))


def test_findings_of_one_review_are_corrected_together():
    together = family(0.04, 0.20, 0.012)

    found = [verdicts(one, together, "4.0").significance for one in together]

    assert [one.is_significant for one in found] == [False, False, True]
    assert [one.rank for one in found] == [2, 3, 1]
    assert [one.family for one in found] == [3, 3, 3]
    assert found[2].threshold == pytest.approx(0.05 / 3)


def test_edition_5_does_not_correct():
    together = family(0.03, 0.20)

    found = verdicts(together[0], together, "5.0").significance

    assert found.is_significant
    assert not found.is_corrected


def test_supplemental_findings_neither_correct_nor_count():
    together = family(0.03, 0.04)
    Finding.objects.filter(pk=together[1].pk).update(is_subgroup=True)
    together = list(
        Finding.objects.select_related("review", "study").order_by("number")
    )

    found = verdicts(together[0], together, "4.0")

    assert found.significance.family == 1
    assert [len(study.findings) for study in found.studies] == [1]


def test_finding_that_was_not_rated_takes_its_review_s_rating():
    [one] = family(0.03, rating="unknown")
    before = verdicts(one, [one], "4.0")

    one.review.rating = "without_reservations"
    after = verdicts(one, [one], "4.0")

    assert (before.rating, before.study) == (None, None)
    assert after.study.rating.value == "meets_without_reservations"
    assert after.tier.rating.value == "tier_3"


def test_significant_finding_in_several_sites_reaches_the_tier_of_its_rating():
    [one] = family(0.001, rating="without_reservations")

    one.study.context = {"multisite": True}

    assert verdicts(one, [one], "4.0").tier.rating.value == "tier_1"


def test_study_without_an_error_is_left_out_of_averages_only():
    [one] = family(0.03)
    Finding.objects.filter(pk=one.pk).update(wwc_p=None)
    one = Finding.objects.select_related("review", "study").get(pk=one.pk)

    by_vote, by_average = (verdicts(one, [one], edition) for edition in ("4.0", "5.0"))

    assert (by_vote.left_out, by_average.left_out) == (0, 1)
    assert by_vote.rating is not None
    assert by_average.rating is None

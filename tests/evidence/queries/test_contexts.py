import pytest

from headship.evidence.actions.catalogs import make_catalog
from headship.evidence.contexts import Dimension
from headship.evidence.queries.contexts import library, records_of
from tests.evidence.records import make_finding, make_intervention, make_study

pytestmark = pytest.mark.django_db


def counts(record):
    return record.better, record.worse, record.chance, record.untold


def test_record_counts_main_findings_of_studies_that_meet_standards():
    lead = make_intervention()
    good = make_study("Good", rating="with_reservations", context={"frpl": 0.5})
    poor = make_study("Poor", rating="does_not_meet")
    sure = {"wwc_is_significant": True}
    make_finding(lead, good, wwc_effect_size=0.3, essa_tier=2, **sure)
    make_finding(lead, good, wwc_effect_size=-0.3, **sure)
    make_finding(lead, good, wwc_effect_size=0.3, wwc_is_significant=False)
    make_finding(lead, good, our_effect_size=0.4, our_p=0.01)
    make_finding(lead, good)
    make_finding(lead, good, wwc_effect_size=0.9, is_subgroup=True, **sure)
    make_finding(lead, poor, wwc_effect_size=0.9, **sure)

    (record,) = records_of([lead.slug])

    assert counts(record) == (2, 1, 1, 1)
    assert (record.studies, record.standing, record.tier) == (2, 1, 2)
    assert record.samples[0].context.get(Dimension.DISADVANTAGE).known["yes"] == 0.5


def test_an_unpublished_intervention_is_in_no_record():
    draft = make_intervention("Draft", state="draft")
    make_finding(draft)

    assert records_of([draft.slug]) == []
    assert library().records == {}


def test_records_come_in_the_order_asked_for():
    one, two = make_intervention("One"), make_intervention("Two")

    assert [r.slug for r in records_of(["two", "none", "one"])] == [two.slug, one.slug]


def test_library_is_read_again_when_something_is_published(
    django_assert_num_queries,
):
    make_finding(make_intervention("One"))
    make_catalog()
    first = library()

    with django_assert_num_queries(1):
        assert library() is first
    make_intervention("Two")
    make_catalog()

    assert sorted(one.name for one in library().records.values()) == ["One", "Two"]


def test_library_takes_no_more_queries_for_more_interventions(
    django_assert_num_queries,
):
    make_finding(make_intervention("One"))
    with django_assert_num_queries(4):
        library()
    make_finding(make_intervention("Two"))
    make_finding(make_intervention("Three"))
    with django_assert_num_queries(4):
        library()

import pytest

from headship.evidence.contexts import of_public
from headship.evidence.reports.compare import compare_page, compare_table
from tests.evidence.places import make_public_school
from tests.evidence.records import (
    make_finding,
    make_intervention,
    make_rating,
    make_study,
)

pytestmark = pytest.mark.django_db

EFFECT = {"outcome_domain": "Reading", "our_se": 0.1}


@pytest.fixture
def two():
    one = make_intervention("One", cost="$10", duration="A year", grades=["1", "2"])
    other = make_intervention("Other")
    for effect in (0.2, 0.4):
        study = make_study(f"S{effect}", rating="without_reservations")
        make_finding(one, study, wwc_effect_size=effect, **EFFECT)
    study = make_study("S", rating="with_reservations", context={"frpl": 0.6})
    make_finding(other, study, wwc_effect_size=-0.1, wwc_is_significant=True, **EFFECT)
    make_rating(one)
    return one, other


def told(page, key):
    return next(line.values for line in page.lines if line.key == key)


def test_what_nobody_reports_is_not_reported(two):
    page = compare_page(["one", "other"], None)

    assert told(page, "cost") == (("$10",), ())
    assert told(page, "dosage") == (("A year",), ())
    assert told(page, "grades") == (("1, 2",), ())
    assert told(page, "personnel") == ((), ())
    assert told(page, "studies") == (
        ("2 of 2 meet standards",),
        ("1 of 1 meet standards",),
    )
    assert told(page, "findings") == (
        ("2 without a reported effect",),
        ("1 worse",),
    )
    assert told(page, "verdicts")[0] == (
        "Potentially positive effects: School climate (What Works Clearinghouse)",
    )
    assert "fit" not in [line.key for line in page.lines]


def test_effects_are_averaged_within_and_then_over_studies(two):
    page = compare_page(["one", "other"], None)

    (_name, one), (_other, other) = page.shown_estimates
    assert page.domain == "Reading"
    assert one.estimate == pytest.approx(0.3)
    assert (one.lower, one.upper) == pytest.approx((0.1614, 0.4386), abs=1e-4)
    assert (one.studies, one.findings) == (2, 2)
    assert other.estimate == pytest.approx(-0.1)
    assert "no difference" in page.figure


def test_fit_stands_with_its_coverage(two):
    page = compare_page(["one", "other"], of_public(make_public_school()))

    assert told(page, "fit") == (
        ("Nothing can be compared; coverage 0\u00a0%",),
        ("1.00, Too little known", "Coverage 13\u00a0%"),
    )


def test_five_are_compared_and_the_unknown_are_named(two):
    for number in range(5):
        make_intervention(f"More {number}")
    slugs = ["one", "nobody", "one", "other", *(f"more-{n}" for n in range(4))]

    page = compare_page(slugs, None)

    assert [one.intervention.slug for one in page.columns] == [
        *("one", "other", "more-0", "more-1"),
    ]
    assert (page.unknown, page.left_out) == (("nobody",), 2)


def test_interventions_are_offered_by_name_and_kept_in_the_address(two):
    make_intervention("Draft other", state="draft")

    page = compare_page(["one"], of_public(make_public_school()), words="OTH")

    assert page.offered == (("Other", "i=one&i=other&at=480000000001"),)
    assert page.columns[0].without_query == "at=480000000001"


def test_a_domain_can_be_chosen(two):
    study = make_study("Maths", rating="without_reservations")
    math = {"outcome_domain": "Mathematics", "our_se": 0.2, "wwc_effect_size": 0.1}
    make_finding(two[0], study, **math)

    page = compare_page(["one", "other"], None, domain="Mathematics")

    assert [(one.name, one.count, one.is_shown) for one in page.domains] == [
        ("Reading", 2, False),
        ("Mathematics", 1, True),
    ]
    assert page.shown_estimates[1][1] is None


def test_table_has_a_row_for_each_line_and_domain(two):
    header, rows = compare_table(compare_page(["one", "other"], None))

    assert header == ["compared", "One", "Other"]
    assert rows[-1] == [
        "Effect on Reading (95 % interval; studies)",
        "0.300 (0.161 to 0.439; 2)",
        "-0.100 (-0.296 to 0.096; 1)",
    ]


def test_queries_do_not_grow_with_the_interventions(two, django_assert_num_queries):
    with django_assert_num_queries(6):
        compare_page(["one"], None)
    with django_assert_num_queries(6):
        compare_page(["one", "other"], None)

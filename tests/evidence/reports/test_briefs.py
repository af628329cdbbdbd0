"""A program in three lines."""

import pytest

from headship.evidence.reports.briefs import brief_of
from tests.evidence.records import make_finding, make_intervention, make_study

pytestmark = pytest.mark.django_db


def places(*contexts):
    studies = [make_study(context=context) for context in contexts]
    return [str(one) for one in brief_of([], studies).places]


@pytest.mark.parametrize(
    ("contexts", "words"),
    [
        ([{}], []),
        ([{"locale": ["rural", "city"]}, {"locale": ["city"]}], ["City", "Rural"]),
        ([{"grades": ["3"]}], ["Grade 3"]),
        ([{"grades": ["K", "2"]}, {"grades": ["1"]}], ["Kindergarten to Grade 2"]),
        ([{"grades": ["1", "2", "9"]}], ["Grade 1 to Grade 2", "Grade 9"]),
    ],
)
def test_places_are_those_of_all_studies(contexts, words):
    assert places(*contexts) == words


def test_studies_that_meet_standards_are_counted_and_the_best_tier_is_named():
    one = make_intervention()
    meets = make_study(rating="with_reservations")
    fails = make_study(rating="does_not_meet")
    findings = [
        make_finding(one, meets, essa_tier=3),
        make_finding(one, meets, essa_tier=2),
        make_finding(one, fails),
    ]

    brief = brief_of(findings, [meets, fails])

    assert (brief.studies_meeting, brief.studies) == (1, 2)
    assert brief.tier == "Tier 2, moderate"
    assert brief_of(findings[2:], [fails]).tier == ""

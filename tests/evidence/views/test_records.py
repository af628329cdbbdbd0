"""The pages of an intervention and of a study."""

from datetime import date
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from headship.evidence.models import Intervention, Study
from tests.evidence.records import (
    make_finding,
    make_intervention,
    make_library,
    make_rating,
    make_study,
)

pytestmark = pytest.mark.django_db

FIELDS = {
    "about": "Words about it",
    "focus_areas": ["School leadership"],
    "programs": ["Teacher mentoring"],
    "delivery_methods": ["Face to face"],
    "disability_support": ["Autism"],
    "target_groups": ["Assistant principals"],
    "grades": ["K", "12"],
    "duration": "Two years",
    "sessions": "Four sessions of two days",
    "personnel": "Trained facilitators",
    "cost": "Not more than most",
    "materials": "Activity guides",
    "implementation": "Practice between sessions",
    "source_citation": "A clearinghouse (2020).",
    "source_url": "https://ies.example/1489",
}


class Marked(HTMLParser):
    """Gather the machine-readable properties of a page."""

    def __init__(self, text):
        super().__init__()
        self.types, self.properties = [], []
        self.feed(text)

    def handle_starttag(self, _tag, attrs):
        named = dict(attrs)
        self.types += [named["itemtype"]] if "itemtype" in named else []
        self.properties += [named["itemprop"]] if "itemprop" in named else []


@pytest.fixture
def page_of(client):
    def get(record):
        response = client.get(record.get_absolute_url())
        assert response.status_code == 200
        return response

    return get


def test_every_field_of_an_intervention_is_shown(page_of):
    text = page_of(make_intervention(**FIELDS)).text

    shown = [it for value in FIELDS.values() for it in _words(value)]
    assert [it for it in shown if it not in text] == []
    assert '<span class="unknown">not reported</span>' not in _details(text)


def _words(value):
    words = {"K": "Kindergarten", "12": "Grade 12"}
    return [words.get(it, it) for it in ([value] if isinstance(value, str) else value)]


def _details(text):
    return text.partition('id="details"')[2].partition('id="studies"')[0]


def test_what_nobody_reported_says_so_and_an_empty_list_is_none(page_of):
    text = _details(page_of(make_intervention(disability_support=[])).text)

    assert text.count("not reported") == 11
    assert text.count("None") == 1


def test_verdicts_that_differ_stand_side_by_side_with_whose_and_when(page_of):
    one = make_intervention()
    finding = make_finding(one, number=77)
    make_rating(one, rated_on=date(2020, 3, 11), standards_version="4.0")
    newer = make_rating(
        one, "no_discernible", whose="Another house", why="It looked at more studies."
    )
    newer.findings.add(finding)

    response = page_of(one)

    assert response.context["page"].verdicts_differ
    for words in (
        "Verdicts differ",
        "Potentially positive effects",
        "March 11, 2020",
        "standards 4.0",
        "No discernible effects",
        "Another house",
        "date not reported",
        "It looked at more studies.",
        'href="/evidence/findings/77/"',
    ):
        assert words in response.text


def test_verdicts_on_different_outcomes_do_not_differ(page_of):
    one = make_intervention()
    make_rating(one)
    make_rating(one, "mixed", outcome_domain="Achievement")

    assert "Verdicts differ" not in page_of(one).text


def test_nulls_and_harms_stand_in_the_same_table(page_of):
    make_library()

    page = page_of(Intervention.objects.get(name="Reading Together")).context["page"]

    assert (page.benefit_count, page.chance_count, page.harm_count) == (1, 0, 1)
    assert [it.effect for it in page.findings] == [0.3, -0.2]


def test_what_could_be_chance_is_counted_apart_from_what_nobody_reports(page_of):
    one = make_intervention()
    make_finding(one, wwc_effect_size=0.1, wwc_is_significant=False)
    make_finding(one, wwc_effect_size=0.2)
    make_finding(one, wwc_effect_size=0.3, our_p=0.001)

    response = page_of(one)

    page = response.context["page"]
    assert (page.benefit_count, page.chance_count, page.unsure_count) == (1, 1, 1)
    assert "Whether 1 more could be chance is not reported." in response.text


def test_the_record_begins_with_what_was_found_how_sure_and_where(page_of):
    lead, _read, _calm = make_library()

    text = page_of(lead).text

    assert "1 of 1 study meets the reviewers' standards." in text
    assert "No finding has an ESSA tier." in text
    assert "Rural, Kindergarten, Grade 5" in text
    assert text.index("Where it was studied") < text.index("the verdicts")


def test_significance_against_its_p_is_said_in_the_row(page_of):
    one = make_intervention()
    make_finding(one, wwc_effect_size=0.1, wwc_p=0.6, wwc_is_significant=True)

    assert "published as more than chance, against its p" in page_of(one).text


def test_a_size_that_only_headship_computed_says_so(page_of):
    one = make_intervention()
    make_finding(one, our_effect_size=0.31)

    text = page_of(one).text

    assert "+0.31" in text
    assert "recomputed" in text


CONTEXT = {
    "race": {"white": 0.9, "black": 0.04},
    "gender": {"female": 0.51, "male": 0.49},
    "locale": ["rural"],
    "grades": ["5"],
    "frpl": 0.47,
    "state": ["Michigan"],
}


def test_the_sample_is_drawn_with_its_table(page_of):
    one = make_intervention()
    make_finding(one, make_study(context=CONTEXT))

    response = page_of(one)

    charts = {it.key: it for it in response.context["page"].sample.charts}
    assert all(chart.is_reported for chart in charts.values())
    assert [row.middle for row in charts["gender"].rows] == [0.51, 0.49]
    for words in ("90.0\u00a0%", "47.0\u00a0%", "Michigan", "<svg"):
        assert words in response.text


def test_a_sample_that_nobody_described_is_not_reported(page_of):
    one = make_intervention()
    make_finding(one, make_study(context={"race": {"white": None}, "frpl": None}))

    charts = page_of(one).context["page"].sample.charts

    assert [chart.key for chart in charts if chart.is_reported] == []


def test_a_share_of_zero_is_reported(page_of):
    one = make_intervention()
    make_finding(one, make_study(context={"english_learners": 0.0}))

    charts = {it.key: it for it in page_of(one).context["page"].sample.charts}

    assert charts["others"].is_reported
    assert [row.shares for row in charts["others"].rows] == [(), (0.0,), ()]


def test_several_studies_are_told_apart(page_of):
    one = make_intervention()
    make_finding(one, make_study(context={"frpl": 0.2}))
    make_finding(one, make_study(context={"frpl": 0.6}))
    make_finding(one, make_study())

    charts = {it.key: it for it in page_of(one).context["page"].sample.charts}
    row = charts["others"].rows[0]

    assert (row.lowest, row.highest, row.count) == (0.2, 0.6, 2)
    assert (charts["others"].reporting, charts["others"].total) == (2, 3)


def test_pages_can_be_read_by_search_engines(page_of):
    one = make_intervention(**FIELDS)
    make_rating(one, rated_on=date(2020, 3, 11))
    make_finding(one)

    record = Marked(page_of(one).text)
    study = Marked(page_of(Study.objects.get()).text)

    assert record.types == [
        "https://schema.org/CreativeWork",
        "https://schema.org/Review",
        "https://schema.org/Organization",
    ]
    assert {"name", "description", "citation", "educationalLevel"} <= {
        *record.properties
    }
    assert study.types == ["https://schema.org/ScholarlyArticle"]


def test_a_study_shows_every_review_and_finding(page_of):
    make_library()
    study = Study.objects.get(year=2019)

    response = page_of(study)

    for words in (
        "Roe, R. (2019). Reading.",
        "Quasi-experimental design",
        "Meets standards with reservations",
        "What Works Clearinghouse",
        "Reading Together",
        "City",
        "not reported",
    ):
        assert words in response.text
    assert len(response.context["page"].findings) == 2


@pytest.mark.parametrize("state", ["draft", "review"])
def test_drafts_do_not_exist_for_readers(client, state):
    one = make_intervention(state=state)
    finding = make_finding(one)

    assert client.get(one.get_absolute_url()).status_code == 404
    assert client.get(finding.study.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("findings", [1, 4])
def test_record_takes_the_same_queries_for_more(
    client, django_assert_num_queries, findings
):
    one = make_intervention()
    for _ in range(findings):
        finding = make_finding(one)
        make_rating(one).findings.add(finding)

    with django_assert_num_queries(6):
        client.get(reverse("evidence:intervention_detail", args=[one.slug]))

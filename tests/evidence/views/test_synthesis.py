"""Pooling findings on a page: what is chosen, shown and warned of."""

import csv

import pytest
from django.urls import reverse

from headship.evidence.forms.synthesis import read_numbers
from tests.evidence.records import make_finding, make_intervention, make_study
from tests.evidence.retention import DOMAIN, make_retention

pytestmark = pytest.mark.django_db

RATED = {"wwc_rating": "with_reservations", "outcome_domain": DOMAIN}


def get(client, name="synthesis", **query):
    return client.get(reverse(f"evidence:{name}"), query)


def numbers(page):
    return [finding.number for finding in page.findings]


def test_retention_gives_the_known_mean(client):
    make_retention()

    response = get(client, domain=DOMAIN)

    page = response.context["page"]
    assert numbers(page) == [26896, 55958, 52214]
    assert page.headline.startswith("Together the findings are favorable: +0.39")
    assert page.headline.endswith("verdict another (\u22120.02 to 0.79).")
    for figure in ("0.387", "0.132", "0.0034", "+15"):
        assert figure in response.text
    assert "How large an effect is plays no part" in response.text
    assert [check.is_refused for check in page.checks] == [True, True, True]
    assert "it needs at least 10 studies to mean anything" in response.text
    assert [line.is_verdict_other for line in page.lines] == [False, True, False]
    assert "Gates, S." in page.changes.removals


def test_rule_takes_one_finding_per_study_whatever_its_effect(client):
    program, study = make_intervention(), make_study(year=2001)
    few = {"wwc_effect_size": 0.9, "wwc_p": 0.01, "n_total": 50}
    many = {"wwc_effect_size": -0.1, "wwc_p": 0.5, "n_total": 900}
    make_finding(program, study, **few, **RATED)
    chosen = make_finding(program, study, **many, **RATED)
    make_finding(program, study, **many, **RATED)
    make_finding(program, study, **many, **(RATED | {"is_subgroup": True}))
    make_finding(program, study, **many, **(RATED | {"wwc_rating": "does_not_meet"}))

    page = get(client, domain=DOMAIN).context["page"]

    assert numbers(page) == [chosen.number]
    assert len(page.others) == 2
    assert page.repeated == 0


def test_newest_review_of_a_study_counts(client):
    program, study = make_intervention(), make_study(reviewed_on="2015-01-01")
    old = study.reviews.get()
    sizes = {"wwc_effect_size": 0.2, "wwc_p": 0.3, "n_total": 100}
    make_finding(program, study, **sizes, **RATED)
    old.pk, old.ref, old.reviewed_on = None, make_study().ref, "2020-01-01"
    old.save()
    newer = make_finding(program, make_study(), **sizes, **RATED)
    newer.study, newer.review = study, old
    newer.save()

    assert numbers(get(client, domain=DOMAIN).context["page"]) == [newer.number]


def test_one_program_alone(client):
    make_retention()

    page = get(client, domain=DOMAIN, intervention="balanced-leadership").context[
        "page"
    ]

    assert numbers(page) == [26896]
    assert page.changes is None


def test_unknown_program_does_not_exist(client):
    assert get(client, domain=DOMAIN, intervention="nobody").status_code == 404


def test_chosen_findings_are_pooled_with_their_warnings(client):
    first, second, _third = make_retention()
    other = make_finding(
        first.intervention,
        first.study,
        outcome_domain="School climate",
        wwc_effect_size=0.1,
        wwc_p=0.4,
        n_total=90,
    )
    asked = f"{first.number},{second.number},{other.number}"

    response = get(client, f=asked)

    page = response.context["page"]
    assert len(page.lines) == 3
    assert (page.repeated, page.has_mixed_domains) == (1, True)
    assert "Their mean has no plain meaning" in response.text
    assert "Its people are counted twice" in response.text


def test_unclear_findings_say_what_would_make_them_clear(client):
    sizes = {"wwc_effect_size": 0.1, "wwc_p": 0.6, "n_total": 100}
    for place in range(3):
        study = make_study(rating="with_reservations")
        make_finding(make_intervention(f"Unclear {place}"), study, **sizes, **RATED)

    response = get(client, domain=DOMAIN)

    page = response.context["page"]
    assert page.headline.startswith("The findings do not rule out chance")
    assert str(page.changes.verdict) == "Now the fixed-effects mean is not significant."
    assert [line.rpartition(": ")[2] for line in page.changes.needed] == [
        "the mean would become significantly favorable.",
        "the mean would become significantly unfavorable.",
        "the mean would become significant.",
    ]


def test_finding_without_an_error_is_named_and_left_out(client):
    make_retention()
    extra = make_finding(make_intervention("Extra"), wwc_effect_size=0.2, **RATED)

    page = get(client, domain=DOMAIN).context["page"]

    assert [one.number for one in page.left_out] == [extra.number]
    assert len(page.lines) == 3


def test_nothing_chosen_offers_the_domains(client):
    make_retention()

    response = get(client)

    page = response.context["page"]
    assert page.domains == ((DOMAIN, 3),)
    assert page.synthesis is None
    assert "Choose a kind of outcome" in response.text


def test_domain_without_findings_says_so(client):
    assert "Nothing to pool here" in get(client, domain="Reading").text


def test_drafts_are_not_pooled(client):
    first = make_retention()[0]
    first.intervention.state = "draft"
    first.intervention.save()

    by_rule = get(client, domain=DOMAIN).context["page"]
    by_number = get(client, f=first.number).context["page"]

    assert numbers(by_rule) == [55958, 52214]
    assert numbers(by_number) == []


def test_csv_holds_findings_and_means(client):
    make_retention()

    response = get(client, "synthesis_csv", domain=DOMAIN)

    text = response.getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert [row["row"] for row in rows] == [
        *["finding"] * 3,
        "fixed_effects_mean",
        "random_effects_mean_reml_hartung_knapp",
        "prediction_interval",
    ]
    assert round(float(rows[3]["effect_size"]), 3) == 0.387
    assert round(float(rows[3]["se"]), 3) == 0.132
    assert float(rows[0]["weight_fixed"]) == pytest.approx(0.306, abs=1e-3)
    assert float(rows[5]["upper"]) > float(rows[4]["upper"])


def test_link_to_the_csv_keeps_the_choice(client):
    make_retention()

    page = get(client, f="26896,52214").context["page"]

    assert page.choice.query.endswith("f=26896,52214")


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (["1", "2"], [1, 2]),
        (["1,2, 3"], [1, 2, 3]),
        (["2", "2"], [2]),
        (["x", "", "-1", "1.5", "\u00b2", "9" * 30], []),
    ],
)
def test_numbers_are_read_and_the_rest_is_skipped(values, found):
    assert read_numbers(values) == found


@pytest.mark.parametrize("more", [1, 3])
def test_number_of_queries_is_constant(client, more, django_assert_num_queries):
    make_retention()
    for place in range(more):
        program = make_intervention(f"More {place}")
        sizes = {"wwc_effect_size": 0.1, "wwc_p": 0.2, "n_total": 90}
        make_finding(program, make_study(rating="with_reservations"), **sizes, **RATED)

    with django_assert_num_queries(3):
        get(client, domain=DOMAIN)

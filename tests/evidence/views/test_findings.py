"""The page of one finding."""

import csv

import pytest
from django.urls import reverse

from tests.evidence.records import make_finding, make_intervention, make_rating
from tests.evidence.retention import DOMAIN, make_balanced_leadership, make_retention

pytestmark = pytest.mark.django_db


@pytest.fixture
def balanced():
    finding = make_balanced_leadership()
    rating = make_rating(finding.intervention, outcome_domain=DOMAIN)
    rating.findings.add(finding)
    return finding


def read(client, finding, edition=""):
    address = reverse("evidence:finding_detail", args=[finding.number])
    return client.get(address, {"standards": edition} if edition else {})


def rows(page):
    return {row.edition: row for row in page.editions}


def test_balanced_leadership_under_the_rules_of_its_time(client, balanced):
    page = read(client, balanced).context["page"]

    figures = {str(one.label): (one.published, one.ours) for one in page.compared}
    assert page.edition == page.own_edition == "4.0"
    assert figures["Effect size"] == ("0.450068", "0.450068")
    assert figures["Improvement index"] == ("+17", "+17")
    assert figures["p-value"] == ("0.062143", "0.062163")
    assert "N \u2212 1 degrees of freedom" in page.p_note
    own = rows(page)["4.0"]
    assert (own.size, own.p_value, own.index) == ("0.450", "0.0622", "+17")
    assert own.verdict == "Potentially positive effects"
    assert own.tier == "No tier"
    assert (own.is_own, own.changed, page.what_changes) == (True, frozenset(), "")


@pytest.mark.parametrize("edition", ["4.1", "5.0"])
def test_balanced_leadership_is_uncertain_today(client, balanced, edition):
    page = read(client, balanced, edition).context["page"]

    row = rows(page)[edition]
    assert (row.verdict, row.tier) == ("Uncertain effects", "No tier")
    assert row.changed == {"size", "p_value", "verdict"}
    assert page.what_changes == (
        f"Under edition {edition} these change: the effect size, the verdict on the "
        "program."
    )
    assert [step.value for step in page.steps if step.key == "favorable"] == [
        "0.452857"
    ]


def test_tier_is_told_rule_by_rule(client, balanced):
    page = read(client, balanced).context["page"]

    [tier] = [one for one in page.judgments if one.key == "tier"]
    unmet = [str(rule.question) for rule in tier.rules if not rule.is_met]
    assert str(tier.words) == "No tier"
    assert unmet[:2] == [
        "It is favorable and statistically significant",
        "Enough people or other single units",
    ]


def test_verdict_rests_on_the_findings_of_the_published_one(client, balanced):
    apart = make_finding(
        balanced.intervention,
        outcome_domain=DOMAIN,
        wwc_effect_size=-0.9,
        wwc_p=0.001,
        wwc_is_significant=True,
        wwc_rating="with_reservations",
        n_total=500,
    )

    page = read(client, balanced).context["page"]
    of_other = read(client, apart).context["page"]

    assert rows(page)["4.0"].verdict == "Potentially positive effects"
    assert rows(of_other)["4.0"].verdict == "Mixed effects"


def test_verdict_beside_ours_is_the_reviewer_s_own(client, balanced):
    other = make_rating(
        balanced.intervention,
        "no_discernible",
        outcome_domain=DOMAIN,
        whose="Another clearinghouse",
        rated_on="2024-01-01",
    )
    other.findings.add(balanced)

    page = read(client, balanced).context["page"]

    [verdict] = [one for one in page.judgments if one.key == "verdict"]
    assert verdict.published == (
        "Potentially positive effects (What Works Clearinghouse)"
    )


def test_unknown_edition_shows_the_finding_s_own(client, balanced):
    assert read(client, balanced, "9.9").context["page"].edition == "4.0"


def test_missing_means_are_said_and_not_zero(client):
    support = make_retention()[1]

    response = read(client, support)

    page = response.context["page"]
    assert page.steps == ()
    assert page.headline == "The effect size cannot be recomputed"
    assert str(page.why) == "The export holds no means for both groups."
    assert "not reported" in response.text
    assert rows(page)["5.0"].size == "0.195"


def test_finding_of_a_draft_does_not_exist(client):
    draft = make_intervention("Draft", state="draft")
    finding = make_finding(draft)

    assert read(client, finding).status_code == 404


def test_text_of_a_record_is_escaped(client):
    finding = make_finding(
        make_intervention("<b>Bold", slug="bold"), outcome_measure="<i>Odd"
    )

    text = read(client, finding).text

    assert "<i>Odd" not in text
    assert "<b>Bold" not in text


def test_steps_as_csv_carry_all_digits(client, balanced):
    address = reverse("evidence:finding_steps_csv", args=[balanced.number])

    lines = client.get(address, {"standards": "4.0"}).getvalue().decode("utf-8-sig")

    table = list(csv.DictReader(lines.splitlines()))
    assert [row["symbol"] for row in table][:3] == ["N", "L", "d"]
    values = {row["what"]: row["value"] for row in table}
    assert float(values["Turn the sign"]) == pytest.approx(0.450067538, abs=1e-9)


def test_queries_do_not_grow_with_the_domain(
    client, balanced, django_assert_num_queries
):
    for _number in range(6):
        make_finding(balanced.intervention, outcome_domain=DOMAIN, wwc_effect_size=0.1)

    with django_assert_num_queries(3):
        read(client, balanced)


def test_significance_published_against_its_p_is_said(client):
    finding = make_finding(
        make_intervention(),
        wwc_effect_size=0.09,
        wwc_p=0.601,
        wwc_is_significant=True,
        reported_p=0.003,
    )

    page = read(client, finding).context["page"]

    assert page.flag_note == (
        "The clearinghouse published it as significant, although its published p-value "
        "is not below 0.05. It may have gone by the study's own test (p = 0.003)."
    )


@pytest.mark.parametrize(
    ("flag", "p"), [(True, 0.049), (False, 0.601), (False, 0.01), (None, 0.601)]
)
def test_significance_that_its_p_allows_needs_no_note(client, flag, p):
    finding = make_finding(make_intervention(), wwc_p=p, wwc_is_significant=flag)

    assert read(client, finding).context["page"].flag_note == ""


@pytest.mark.parametrize(
    ("distance", "words"),
    [
        (0.0, ""),
        (0.0001, "within 0.001 of ours"),
        (0.01, "does not follow from these numbers"),
    ],
)
def test_how_a_published_p_stands_to_ours(client, balanced, distance, words):
    balanced.wwc_p = balanced.our_p + distance
    balanced.save()

    note = str(read(client, balanced).context["page"].p_note)

    assert words in note
    assert bool(note) is bool(words)

"""The counts over the library, and the findings behind them."""

import csv

import pytest
from django.urls import reverse

from headship.evidence.models import Finding
from headship.evidence.reports.reasons import HEADLINES, LONG, SHORT
from tests.evidence.records import make_finding, make_intervention, make_study

pytestmark = pytest.mark.django_db


def make(agreement, reason="", edition="4.0", kind="continuous", **fields):
    study = make_study()
    study.reviews.update(standards_version=edition)
    return make_finding(
        make_intervention(f"Program {Finding.objects.count()}"),
        study,
        agreement=agreement,
        reason=reason,
        outcome_type=kind,
        **fields,
    )


@pytest.fixture
def library():
    make("reproduced", our_p=0.03, wwc_p=0.03)
    make("reproduced", "without_omega", our_p=0.03, wwc_p=0.04)
    flipped = {"our_improvement_index": -17.4, "wwc_improvement_index": 17}
    make("sign_flipped", kind="dichotomous", **flipped)
    make("differs", "rounding", our_improvement_index=3, wwc_improvement_index=5)
    make("differs", "clusters", "5.0")
    make("not_recomputable", "no_means", "5.0")
    make("not_published")


def get(client, name, **query):
    return client.get(reverse(f"evidence:{name}"), query)


def test_counts_add_up_by_edition_and_type(client, library):
    page = get(client, "agreement").context["page"]

    counts = {
        (row.edition, str(row.outcome)): (
            row.published.count,
            row.by_own.count,
            row.by_neighbor.count,
            row.flipped.count,
            row.near.count,
            row.differs.count,
            row.missing.count,
            row.unpublished.count,
        )
        for row in (*page.rows, page.total)
    }
    assert counts == {
        ("4.0", "Continuous"): (3, 1, 1, 0, 1, 0, 0, 1),
        ("4.0", "Yes or no"): (1, 1, 0, 1, 0, 0, 0, 0),
        ("5.0", "Continuous"): (2, 0, 0, 0, 0, 1, 1, 0),
        ("", ""): (6, 2, 1, 1, 1, 1, 1, 1),
    }
    assert page.reproduced == 3
    assert page.total.reproduced == pytest.approx(3 / 5)


def test_p_values_and_turned_indices_are_compared(client, library):
    page = get(client, "agreement").context["page"]

    [row, _newer] = page.figures
    assert (row.p_values, row.p_reproduced) == (2, 1)
    assert (row.indices, row.indices_reproduced) == (2, 1)


def test_each_count_leads_to_as_many_findings(client, library):
    page = get(client, "agreement").context["page"]

    cells = [row.cell for row in page.reasons]
    cells += [row.flipped for row in (*page.rows, page.total)]
    cells += [row.near for row in (*page.rows, page.total)]
    for cell in cells:
        address = f"{reverse('evidence:agreement_findings')}?{cell.query}"
        listed = client.get(address).context["page"]
        assert listed.page.paginator.count == cell.count, cell.query


def test_list_shows_sizes_side_by_side_with_the_reason(client):
    make("differs", "study_size", wwc_effect_size=0.4, our_effect_size=0.31)

    response = get(client, "agreement_findings", agreement="differs", edition="4.0")

    [line] = response.context["page"].lines
    assert str(line.reason) == "the study's own effect size was taken"
    assert "0.4000" in response.text
    assert "0.3100" in response.text


def test_nonsense_in_the_address_lists_everything(client, library):
    response = get(client, "agreement_findings", agreement="perhaps", edition="0")

    assert response.context["page"].page.paginator.count == 7


def test_list_that_finds_nothing_says_what_to_do(client, library):
    response = get(client, "agreement_findings", edition="1.0")

    assert "No finding fits this choice" in response.text


def test_drafts_are_not_counted(client, library):
    Finding.objects.first().intervention.__class__.objects.update(state="draft")

    assert get(client, "agreement").context["page"].is_empty


def test_empty_library_says_what_the_page_is_for(client):
    assert "No findings yet" in get(client, "agreement").text


def read_csv(response):
    return list(csv.DictReader(response.getvalue().decode("utf-8-sig").splitlines()))


def test_tables_come_as_csv(client, library):
    counts = read_csv(get(client, "agreement_csv"))
    listed = read_csv(get(client, "agreement_findings_csv", agreement="differs"))

    assert counts[-1]["edition"] == "all"
    assert counts[-1]["published_sizes"] == "6"
    assert {row["reason"] for row in listed} == {"rounding", "clusters"}


@pytest.mark.parametrize("more", [1, 3])
def test_number_of_queries_is_constant(
    client, library, more, django_assert_num_queries
):
    for _number in range(more):
        make("differs", "clusters", "5.0")

    with django_assert_num_queries(2):
        get(client, "agreement")
    with django_assert_num_queries(2):
        get(client, "agreement_findings")


def test_every_code_has_words():
    assert set(SHORT) == set(LONG)
    assert set(HEADLINES) == set(Finding.Agreement)

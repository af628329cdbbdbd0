"""The page of claims."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils.html import escape

from headship.evidence.actions.records import ship_evidence
from headship.evidence.models import Claim

pytestmark = pytest.mark.django_db


def test_each_claim_stands_with_its_source_method_and_limits(client):
    ship_evidence()

    response = client.get(reverse("evidence:claim_list"))

    groups = response.context["page"].groups
    assert [len(it.lines) for it in groups] == [2, 21, 7, 8]
    text = response.content.decode()
    for claim in Claim.objects.all():
        assert f'id="{claim.key}"' in text
        assert escape(claim.statement) in text
    overall, responsibilities, syntheses, districts = groups
    assert responsibilities.limits.startswith("These are correlations.")
    assert "Do not rank the responsibilities by r." in responsibilities.limits
    assert (overall.source, syntheses.source) == (None, None)
    assert districts.source.kind == "district"
    own = {it.claim.key: it.limits for it in districts.lines if it.limits}
    assert sorted(own) == ["district-defined-autonomy", "district-tenure"]
    assert [bool(it.figure) for it in groups] == [False, True, False, False]


def test_csv_holds_every_claim(client):
    ship_evidence()

    response = client.get(reverse("evidence:claim_list_csv"))

    rows = list(csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig"))))
    assert len(rows) == 1 + Claim.objects.count()
    order = next(row for row in rows if row[2] == "order")
    assert order[3:8] == ["0.25", "0.16", "0.33", "17", "456"]


def test_empty_page_says_where_claims_come_from(client):
    page = client.get(reverse("evidence:claim_list"))

    assert "No claims are recorded yet" in page.content.decode()


def test_page_takes_one_question(client, django_assert_num_queries):
    ship_evidence()

    with django_assert_num_queries(1):
        client.get(reverse("evidence:claim_list"))

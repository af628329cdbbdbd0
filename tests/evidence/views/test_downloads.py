"""Taking results along."""

import csv
import io
import json
from datetime import date
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from headship.evidence import limits
from headship.evidence.actions.catalogs import make_catalog
from headship.evidence.models import Finding
from headship.evidence.reports.downloads import COLUMN_WORDS
from headship.evidence.reports.records import FINDING_COLUMNS
from tests.evidence.records import make_finding, make_intervention, make_library

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def table(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def parsed(response):
    return ElementTree.fromstring(response.content)  # noqa: S314 -- made by us


@pytest.fixture
def get(client):
    def fetch(name, query="", **headers):
        return client.get(f"{reverse(name)}{query}", headers=headers)

    return fetch


def test_a_search_is_taken_along_by_program(get):
    make_library()

    rows = table(get("evidence:search_csv", "?q=leadership"))

    assert [row["name"] for row in rows] == ["Balanced Leadership"]
    assert rows[0]["url"].endswith("/evidence/interventions/balanced-leadership/")


def test_the_findings_of_one_record_are_taken_along(client):
    lead, read, _calm = make_library()
    study = read.findings.first().study

    of_lead = client.get(reverse("evidence:intervention_csv", args=[lead.slug]))
    of_study = client.get(reverse("evidence:study_csv", args=[study.ref]))

    assert [row["number"] for row in table(of_lead)] == ["26896"]
    assert [row["wwc_effect_size"] for row in table(of_study)] == ["0.3", "-0.2"]
    assert "evidence-balanced-leadership.csv" in of_lead["Content-Disposition"]


def test_findings_of_drafts_are_not_taken_along(client):
    finding = make_finding(make_intervention("Secret Draft", state="draft"))
    addresses = (
        reverse("evidence:intervention_csv", args=["secret-draft"]),
        reverse("evidence:study_csv", args=[finding.study.ref]),
    )

    assert [client.get(one).status_code for one in addresses] == [404, 404]


def test_a_search_is_taken_along_by_finding(get):
    make_library()

    rows = table(get("evidence:search_csv", "?view=findings&tier=2"))

    assert [row["wwc_effect_size"] for row in rows] == ["0.3"]


def test_all_findings_are_in_both_files_with_their_public_number(get):
    make_library()
    numbers = sorted(Finding.objects.values_list("number", flat=True))

    rows = table(get("evidence:findings_csv"))
    records = json.loads(b"".join(get("evidence:findings_json").streaming_content))

    assert sorted(int(row["number"]) for row in rows) == numbers
    assert sorted(record["number"] for record in records) == numbers


def test_not_reported_is_an_empty_cell_and_null_never_zero(get):
    make_finding(make_intervention())
    make_catalog()

    row = table(get("evidence:findings_csv"))[0]
    record = json.loads(b"".join(get("evidence:findings_json").streaming_content))[0]

    assert (row["wwc_effect_size"], row["n_total"]) == ("", "")
    assert (record["wwc_effect_size"], record["n_total"]) == (None, None)


def test_no_cell_is_a_formula(get):
    make_finding(make_intervention("=cmd()"), outcome_measure="@SUM(A1)")
    make_catalog()

    row = table(get("evidence:findings_csv"))[0]

    assert row["intervention_name"].startswith("'=")
    assert row["outcome_measure"].startswith("'@")


def test_an_empty_library_is_an_empty_array(get):
    content = get("evidence:findings_json").streaming_content

    assert json.loads(b"".join(content)) == []


def test_every_column_is_explained(get):
    make_library()

    assert list(COLUMN_WORDS) == list(FINDING_COLUMNS)
    assert get("evidence:download").text.count("<dt><code>") == len(FINDING_COLUMNS)


@pytest.mark.parametrize(
    "name",
    [
        *("search_csv", "findings_csv", "findings_json", "feed", "api_finding_list"),
        *("agreement_csv", "agreement_findings_csv", "synthesis_csv"),
    ],
)
def test_nothing_is_sent_again_until_something_is_published(get, name):
    make_library()
    first = get(f"evidence:{name}", "?q=reading")

    again = get(f"evidence:{name}", "?q=reading", **{"If-None-Match": first["ETag"]})
    other = get(f"evidence:{name}", "?q=calm", **{"If-None-Match": first["ETag"]})
    make_catalog()
    later = get(f"evidence:{name}", "?q=reading", **{"If-None-Match": first["ETag"]})

    assert "max-age=300" in first["Cache-Control"]
    statuses = (first.status_code, again.status_code, other.status_code)
    assert (*statuses, later.status_code) == (200, 304, 200, 200)


@pytest.mark.parametrize(
    "name",
    [
        *("search_csv", "findings_csv", "findings_json"),
        *("agreement_csv", "agreement_findings_csv", "synthesis_csv"),
        "school_list_csv",
    ],
)
@pytest.mark.usefixtures("noon")
def test_too_many_downloads_are_refused_with_when_to_come_back(get, monkeypatch, name):
    monkeypatch.setitem(limits.PER_MINUTE, "download", 2)

    statuses = [get(f"evidence:{name}").status_code for _ in range(2)]
    refused = get(f"evidence:{name}")

    assert statuses == [200, 200]
    assert refused.status_code == 429
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert "Try again in" in refused.json()["error"]


def test_a_feed_brings_the_last_reviewed_first(get):
    make_library()
    new, old = (
        Finding.objects.filter(essa_tier=2),
        Finding.objects.filter(number=26896),
    )
    new.get().review.__class__.objects.filter(findings__in=new).update(
        reviewed_on=date(2024, 5, 1)
    )
    old.get().review.__class__.objects.filter(findings__in=old).update(
        reviewed_on=date(2020, 3, 11)
    )
    make_catalog()

    response = get("evidence:feed", "?effect=better-sure&effect=better-chance")
    feed = parsed(response)

    titles = [it.findtext(f"{ATOM}title") for it in feed.iter(f"{ATOM}entry")]
    assert titles == [
        "Reading Together: Teacher survey",
        "Balanced Leadership: Principal turnover",
    ]
    days = [it.findtext(f"{ATOM}updated")[:10] for it in feed.iter(f"{ATOM}entry")]
    assert days == ["2024-05-01", "2020-03-11"]
    assert "could be chance" in response.text
    assert "Better, more than chance" in feed.findtext(f"{ATOM}title")


def test_a_feed_says_its_own_address(get):
    make_library()

    feed = parsed(get("evidence:feed", "?q=reading"))

    links = {it.get("rel"): it.get("href") for it in feed.findall(f"{ATOM}link")}
    assert links["self"].endswith("/evidence/feed/?q=reading")
    assert links["alternate"].endswith("/evidence/?q=reading&view=findings")

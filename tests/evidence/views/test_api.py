"""The read API."""

from datetime import date

import jsonschema
import pytest
from django.urls import reverse

from headship.evidence import limits
from headship.evidence.actions.catalogs import make_catalog
from headship.evidence.api.schemas import FindingOut, InterventionOut
from headship.evidence.models import Claim, Finding, Rating, Study
from headship.evidence.reports.records import FINDING_COLUMNS, edfi_rating
from tests.evidence.records import (
    make_finding,
    make_intervention,
    make_library,
    make_rating,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(client):
    return client.get(reverse("evidence:api_document")).json()


@pytest.fixture
def get(client, document):
    """Return an answer's content after holding it against the description."""

    def fetch(path, status=200):
        response = client.get(f"/evidence/api/{path}")
        assert response.status_code == status, response.text
        described = _described(document, path.partition("?")[0], status)
        jsonschema.validate(
            response.json(), {**described, "components": document["components"]}
        )
        return response.json()

    return fetch


def _described(document, path, status):
    for template, methods in document["paths"].items():
        own, said = path.split("/"), template.removeprefix("/evidence/api/").split("/")
        if len(own) == len(said) and own[0] == said[0]:
            answer = methods["get"]["responses"][str(status)]
            return answer["content"]["application/json"]["schema"]
    raise AssertionError(f"{path} is not described.")


def test_interventions_are_searched_as_on_the_page(get):
    make_library()

    found = get("interventions?q=balanced+leadreship")

    assert [it["slug"] for it in found["items"]] == ["balanced-leadership"]
    assert found["count"] == 1


def test_an_intervention_has_every_verdict_with_the_rating_of_ed_fi(get):
    one = make_intervention(cost="Little")
    make_rating(one, rated_on=date(2020, 3, 11))

    found = get("interventions/lead-well")

    assert (found["cost"], found["duration"], found["grades"]) == ("Little", None, None)
    assert found["ratings"][0]["edfi_effectiveness_rating"] == (
        "uri://ed-fi.org/InterventionEffectivenessRatingDescriptor#Potentially Positive"
    )
    assert found["ratings"][0]["rated_on"] == "2020-03-11"


def test_every_verdict_has_a_rating_of_ed_fi():
    said = {edfi_rating(verdict).partition("#")[2] for verdict in Rating.Verdict.values}

    assert said == {
        "Positive",
        "Potentially Positive",
        "Mixed",
        "No Discernible",
        "Potentially Negative",
        "Negative",
        "Other",
    }


def test_findings_are_filtered_and_reached_by_public_number(get):
    make_library()

    found = get("findings?locale=rural")
    one = get("findings/26896")

    assert [it["number"] for it in found["items"]] == [26896]
    assert (one["wwc_effect_size"], one["wwc_is_significant"]) == (0.45, False)
    assert found["items"][0] == one


def test_the_other_records_are_there(get):
    make_library()
    make_rating(make_intervention("Rated"))
    Claim.objects.create(
        key="overall", statement="It matters.", kind="overall", value=0.25
    )

    assert get("studies")["count"] == Study.objects.count()
    ref = Study.objects.get(year=2015).ref
    assert get(f"studies/{ref}")["context"]["locale"] == ["rural"]
    assert [it["intervention"] for it in get("ratings")["items"]] == ["rated"]
    assert [it["key"] for it in get("claims")["items"]] == ["overall"]
    assert get("claims/overall")["value"] == 0.25


def test_claims_are_searched(get):
    for key, words in (("one", "Presence matters."), ("two", "Boards matter.")):
        Claim.objects.create(key=key, statement=words, kind="overall")
    make_catalog()

    assert [it["key"] for it in get("claims?q=presennce")["items"]] == ["one"]
    assert get("claims?q=qqqqqq")["count"] == 0
    assert get("claims?q=")["count"] == 2


@pytest.mark.parametrize(
    "path",
    [
        "interventions/nothing",
        "findings/5",
        "studies/00000000-0000-4000-8000-000000000000",
        "claims/nothing",
    ],
)
def test_what_is_not_there_says_so(get, path):
    assert get(path, 404) == {"error": "There is no such record in the library."}


@pytest.mark.parametrize("query", ["page=0", "per_page=1000", "page=x"])
def test_what_cannot_be_meant_is_named(get, query):
    assert query.partition("=")[0] in get(f"findings?{query}", 422)["error"]


def test_drafts_are_not_handed_out(get):
    one = make_intervention(state="draft")
    finding = make_finding(one)
    make_rating(one)

    get("interventions/lead-well", 404)
    get(f"findings/{finding.number}", 404)
    assert get("ratings")["count"] == 0
    assert get("studies")["count"] == 0


def test_pages_lead_on_until_the_last(get):
    make_library()

    first = get("findings?per_page=3&tier=2&tier=none")
    last = get(first["next"].partition("/evidence/api/")[2])

    assert (len(first["items"]), len(last["items"])) == (3, 1)
    assert last["next"] is None
    assert first["count"] == Finding.objects.count()
    assert get("findings?page=9")["items"] == []


def test_an_address_that_asks_too_often_waits(client, monkeypatch):
    monkeypatch.setitem(limits.PER_MINUTE, "api", 1)
    url = reverse("evidence:api_claim_list")

    statuses = [client.get(url).status_code for _ in range(2)]
    refused = client.get(url)

    assert statuses == [200, 429]
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert "max-age" not in refused.get("Cache-Control", "")


def test_nothing_can_be_written(client):
    assert client.post(reverse("evidence:api_claim_list")).status_code == 405


def test_the_page_explains_every_address_and_record(client, document):
    text = client.get(reverse("evidence:api")).text

    assert [path for path in document["paths"] if path not in text] == []
    names = document["components"]["schemas"]
    assert [name for name in names if f"{name}: " not in text] == []
    assert [name for name, one in names.items() if not one.get("description")] == []


def test_every_answer_is_described(document):
    for methods in document["paths"].values():
        described = set(methods["get"]["responses"])
        assert {"200", "422", "429"} <= described


def test_columns_and_fields_are_the_same():
    assert list(FindingOut.model_fields) == list(FINDING_COLUMNS)
    assert "ratings" in InterventionOut.model_fields


def test_list_takes_the_same_queries_for_more(client, django_assert_num_queries):
    make_library()
    url = reverse("evidence:api_finding_list")
    client.get(url)

    with django_assert_num_queries(9):  # Six of them count the request.
        client.get(url)

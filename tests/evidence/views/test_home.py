"""The search page."""

import pytest
from django.urls import reverse

from headship.core.clock import now
from headship.evidence.actions.catalogs import make_catalog
from headship.evidence.actions.records import ship_evidence
from headship.evidence.models import Claim, Intervention, SavedSearch
from tests.evidence.places import make_public_school
from tests.evidence.records import make_finding, make_intervention, make_library

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true", "HX-Target": "div#search"}


def names(response):
    return [it.intervention.name for it in response.context["page"].interventions]


@pytest.fixture
def search(client):
    def get(query="", **headers):
        response = client.get(f"{reverse('evidence:home')}{query}", headers=headers)
        assert response.status_code == 200
        return response

    return get


def test_an_empty_library_says_how_to_fill_it(search):
    assert b"headship import wwc" in search().content


def test_everything_is_shown_the_best_supported_first(search):
    make_library()

    response = search()

    assert names(response) == ["Balanced Leadership", "Reading Together", "Calm Halls"]
    assert b"1</strong> study" not in response.content


def test_a_slip_is_corrected_in_words(search):
    make_library()

    response = search("?q=balanced+leadreship")

    assert names(response) == ["Balanced Leadership"]
    assert "Showing results for <b>leadership</b>" in response.text


def test_harm_and_chance_are_as_visible_as_benefit(search):
    make_library()

    text = search("?q=together").text

    assert "1 clearly better" in text
    assert "1 clearly worse" in text
    assert "1 could be chance" in search("?q=balanced").text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("domain=reading-achievement", ["Reading Together"]),
        ("effect=worse-sure", ["Reading Together"]),
        ("effect=better-chance", ["Balanced Leadership"]),
        ("effect=none", ["Calm Halls"]),
        ("tier=2", ["Reading Together"]),
        ("tier=none&locale=rural", ["Balanced Leadership"]),
        ("grade=3&grade=5", ["Balanced Leadership", "Reading Together"]),
        ("grade=none", ["Calm Halls"]),
        ("locale=city", ["Reading Together"]),
        ("group=school-leaders", ["Balanced Leadership"]),
        ("delivery=individual", ["Reading Together"]),
        ("design=rct", ["Balanced Leadership"]),
        ("year=2015-2019", ["Balanced Leadership", "Reading Together"]),
    ],
)
def test_each_filter_narrows(search, query, found):
    make_library()

    assert names(search(f"?{query}")) == found


def test_a_chip_removes_what_it_names_and_nothing_else(search):
    make_library()

    page = search("?q=leadership&grade=5&tier=none").context["page"]

    assert [(str(chip.label), chip.query) for chip in page.chips] == [
        ("leadership", "tier=none&grade=5"),
        ("No tier", "q=leadership&grade=5"),
        ("Grade 5", "q=leadership&tier=none"),
    ]


def test_findings_are_listed_one_by_one(search):
    make_library()

    page = search("?view=findings&sort=harm").context["page"]

    assert [it.effect for it in page.findings] == [-0.2, 0.3, 0.45, None]


def test_nothing_found_helps_on(search):
    make_library()

    text = search("?q=leadership&grade=12").text

    assert "Nothing matches all of this" in text
    assert "may not have been studied" in text


def test_what_cannot_be_meant_is_left_out(search):
    make_library()

    assert len(names(search("?sort=best&view=list&page=99&q=%00"))) == 3


def test_words_of_an_address_are_escaped(search):
    make_library()

    assert "<script>x" not in search("?q=<script>x&grade=<script>x").text


def test_htmx_gets_the_search_alone(search):
    make_library()

    part = search("?grade=5", **HTMX).text

    assert "<html" not in part
    assert "Balanced Leadership" in part


def test_drafts_are_not_found(search):
    make_finding(make_intervention("Secret Draft", state="draft"))
    make_library()

    assert "Secret Draft" not in search("?q=secret").text


def test_a_new_catalog_is_seen_at_once(search):
    make_library()
    assert len(names(search())) == 3

    make_finding(make_intervention("Added Later"))
    make_catalog()

    assert "Added Later" in names(search())


def test_a_catalog_of_another_release_is_built_from_the_records(search, monkeypatch):
    make_library()
    monkeypatch.setattr("headship.evidence.search.catalog.FORMAT", 0)

    assert "Balanced Leadership" in names(search())


def test_an_intervention_without_findings_is_found(search):
    make_library()
    make_intervention("Only Words")
    make_catalog()

    response = search("?q=only")

    assert names(response) == ["Only Words"]
    assert "No findings yet" in response.text


@pytest.mark.parametrize(
    ("view", "first", "again"), [("interventions", 3, 1), ("findings", 2, 1)]
)
def test_page_takes_no_more_queries_for_more_results(
    search, django_assert_num_queries, view, first, again
):
    make_library()
    search("?q=nothing+of+this")  # Reads the catalog and shows no record.
    for more in range(2):
        with django_assert_num_queries(first):
            search(f"?view={view}")
        with django_assert_num_queries(again):
            search(f"?view={view}")
        for number in range(5):
            make_finding(make_intervention(f"More {more} {number}"))
        make_catalog()
        search("?q=nothing+of+this")


def test_a_changed_record_is_shown_as_soon_as_it_is_published(search):
    make_library()
    search()
    Intervention.objects.filter(name="Calm Halls").update(about="Rewritten.")
    make_catalog()

    assert "Rewritten." in search().text


def claims(response):
    return [it.url.partition("#")[2] for it in response.context["page"].claims]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("principal visibility", "responsibility-visibility"),
        ("principal visibilitty", "responsibility-visibility"),
        ("attentively present", "responsibility-visibility"),
        ("district superintendent", "district-tenure"),
    ],
)
def test_claims_are_found_beside_programs(search, words, first):
    ship_evidence()

    response = search(f"?q={words}")

    assert claims(response)[0] == first
    assert f'href="/evidence/claims/#{first}"' in response.text


def test_claims_are_counted_and_only_the_first_are_unfolded(search):
    ship_evidence()

    text = search("?q=district+superintendent").text

    assert "<strong>8</strong> claims of research in general" in text
    assert "5 more claims" in text


def test_claims_stand_on_the_first_page_of_an_unfiltered_search(search):
    ship_evidence()
    for number in range(21):
        make_intervention(f"Visibility {number}")
    make_catalog()

    assert claims(search("?q=visibility")) == ["responsibility-visibility"]
    assert claims(search("?q=visibility&page=2")) == []
    assert claims(search("?q=visibility&grade=none")) == []
    assert claims(search()) == []


def test_where_only_claims_match_the_page_says_so(search):
    make_library()
    Claim.objects.create(key="overall", statement="It matters.", kind="overall")
    make_catalog()

    text = search("?q=matters").text

    assert "No program or finding matches" in text
    assert "It matters." in text


def test_only_who_is_signed_in_is_offered_to_save(search, sign_in, leader):
    make_library()

    assert "Save this search" not in search("?q=leadership").text
    url = f"{reverse('evidence:home')}?q=leadership"
    assert "Save this search" in sign_in(leader).get(url).text


def test_a_place_in_the_address_stays(search):
    make_library()
    make_public_school()

    text = search("?q=balanced&at=480000000001").text

    assert "/evidence/interventions/balanced-leadership/?at=480000000001" in text
    assert '<input type="hidden" name="at" value="480000000001">' in text


@pytest.mark.parametrize("query", ["?q=balanced", "?q=balanced&view=findings"])
def test_what_is_kept_for_all_says_nothing_of_one_visitors_place(search, query):
    make_library()
    make_public_school()
    place = "at=480000000001"

    before = search(query, **HTMX).text
    with_place = search(f"{query}&{place}", **HTMX).text

    assert place not in before
    assert place in with_place
    assert ("Fit to" in with_place) is ("findings" not in query)
    assert search(query, **HTMX).text == before


def test_what_is_kept_is_kept_by_language(search):
    make_library()
    english = search("?q=together", **HTMX).text

    spanish = search("?q=together", **HTMX, **{"Accept-Language": "es"}).text

    assert "1 clearly better" in english
    assert "clearly better" not in spanish
    assert "Filters" not in spanish
    assert search("?q=together", **HTMX).text == english


def test_what_is_kept_is_kept_by_everything_that_was_asked(search):
    make_library()

    pages = {
        search(query, **HTMX).text
        for query in (
            *("", "?q=balanced", "?grade=5", "?locale=rural", "?sort=name"),
            *("?view=findings", "?view=findings&sort=harm"),
        )
    }

    assert len(pages) == 7


def test_results_can_be_ordered_by_fit_to_a_place(search):
    make_library()
    rural, city = make_public_school(locale="43"), make_public_school(locale="11")

    near = search(f"?sort=fit&at={rural.nces_id}").text
    far = search(f"?sort=fit&at={city.nces_id}").text
    without = search("?sort=fit").text
    findings = search(f"?sort=fit&view=findings&at={rural.nces_id}").text

    assert findings.index("Principal turnover") < findings.index("Teacher survey")
    assert near.index("Balanced Leadership</a>") < near.index("Reading Together</a>")
    assert far.index("Balanced Leadership</a>") > far.index("Reading Together</a>")
    assert '<option value="fit" selected>Most like your place</option>' in near
    assert (
        f"/evidence/interventions/balanced-leadership/fit/?at={rural.nces_id}" in near
    )
    assert "Too little known (0.79), coverage 25\u00a0%" in near
    assert "none like yours in Locale" in far
    assert "Most like your place" not in without


def test_saved_searches_do_not_change_what_is_found(search, leader):
    make_library()
    SavedSearch.objects.create(
        user=leader.user, name="Mine", query="q=x", saved_at=now()
    )

    assert "Mine" not in search().text

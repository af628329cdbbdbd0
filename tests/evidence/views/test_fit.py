"""Choosing a place and reading the fit, as a browser does it."""

import pytest
from django.urls import reverse

from headship.evidence.actions.catalogs import make_catalog
from tests.evidence.places import make_public_school
from tests.evidence.records import make_finding, make_intervention, make_study
from tests.factories import make_school

pytestmark = pytest.mark.django_db

CHOOSE, BEST = reverse("evidence:fit"), reverse("evidence:fit_list")
SCHOOLS = reverse("evidence:school_list")
FIT = reverse("evidence:intervention_fit", args=["lead-well"])
GOOD = {"wwc_effect_size": 0.3, "wwc_is_significant": True}


@pytest.fixture
def lead():
    study = make_study(
        "Jacob (2015)", rating="without_reservations", context={"locale": ["rural"]}
    )
    lead = make_intervention()
    make_finding(lead, study, **GOOD)
    make_catalog()
    return lead


@pytest.fixture
def public(lead):
    return make_public_school()


def words(response):
    return " ".join(response.content.decode().split())


def test_without_a_place_one_is_asked_for(client, lead):
    assert client.get(FIT)["Location"] == f"{CHOOSE}?intervention=lead-well"
    assert client.get(BEST)["Location"] == CHOOSE
    assert client.get(reverse("evidence:fit_list_csv")).status_code == 404


def test_choosing_another_place_names_the_one_before(client, public):
    page = words(client.get(FIT, {"at": public.nces_id}))
    choose = words(client.get(CHOOSE, {"at": public.nces_id}))

    assert f'href="{CHOOSE}?intervention=lead-well&amp;at={public.nces_id}"' in page
    assert "The pages you came from compare with Cottonwood School." in choose


def test_a_school_is_found_and_leads_to_where_the_visitor_was_going(client, public):
    page = words(client.get(SCHOOLS, {"q": "cotonwood", "intervention": "lead-well"}))
    plain = words(client.get(SCHOOLS, {"q": "cottonwood"}))
    compared = words(client.get(SCHOOLS, {"q": "cottonwood", "i": ["a", "b"]}))

    assert "Shown are schools with: cottonwood" in page
    assert f'<a href="{FIT}?at={public.nces_id}">Cottonwood School</a>' in page
    assert f'<a href="{BEST}?at={public.nces_id}">' in plain
    assert f"compare/?i=a&amp;i=b&amp;at={public.nces_id}" in compared


@pytest.mark.parametrize("slug", ["%00", "a/b", "..%2F..", "é", "%5B%5D"])
def test_a_school_search_for_what_no_address_can_name_leads_to_the_list(
    client, public, slug
):
    response = client.get(f"{SCHOOLS}?intervention={slug}")

    assert response.status_code == 200
    assert f"/evidence/fit/best/?at={public.nces_id}" in response.text


def test_school_search_answers_htmx_with_the_part(client, public):
    part = client.get(SCHOOLS, headers={"HX-Request": "true", "HX-Target": "results"})

    assert b"<html" not in part.content
    assert b"Cottonwood School" in part.content


def test_schools_can_be_taken_along(client, public):
    table = client.get(reverse("evidence:school_list_csv"), {"q": "cotton"})

    header, row = b"".join(table).decode("utf-8-sig").splitlines()
    assert header.startswith("nces_id,name,district")
    assert row.startswith(f"{public.nces_id},Cottonwood School")


def test_typed_figures_become_an_address_that_can_be_shared(client, lead):
    typed = {"describe": "1", "locale": "rural", "frpl": "60"}

    answer = client.get(CHOOSE, {**typed, "intervention": "lead-well"})
    page = client.get(answer["Location"])

    assert answer["Location"] == f"{FIT}?ctx=loc-rural~ed-60"
    assert "The place you described" in words(page)
    assert "Cache-Control" not in page.headers


def test_wrong_figures_are_refused_beside_their_field(client, lead):
    page = words(client.get(CHOOSE, {"describe": "1", "white": "60", "black": "60"}))

    assert "The races add up to 120 %" in page
    assert 'value="60"' in page


def test_an_address_with_figures_that_cannot_be_read_says_so(client, lead):
    answer = client.get(FIT, {"ctx": "loc-moon"})

    assert answer.status_code == 409
    assert "“moon” is not one of city, suburb, town, rural." in words(answer)


def test_fit_page_shows_fit_coverage_and_what_is_missing(client, public):
    page = words(client.get(FIT, {"at": public.nces_id}))

    assert "1 of 8 characteristics can be compared" in page
    assert "Too little known" in page
    assert "Tipton, E. (2014)" in page
    assert page.count("chart chart-wide") == 8


def test_titles_name_the_place_and_nothing_inside_it(client, public, lead):
    fit = client.get(FIT, {"at": public.nces_id}).text
    best = client.get(BEST, {"at": public.nces_id}).text

    assert f"Lead Well: fit to {public.name} ·" in fit
    assert f"Best evidence for {public.name} ·" in best


def test_fit_of_what_is_not_there_does_not_exist(client, public):
    make_intervention("Draft", state="draft")
    draft = reverse("evidence:intervention_fit", args=["draft"])

    assert client.get(draft, {"at": public.nces_id}).status_code == 404
    assert client.get(FIT, {"at": "no-such-school"}).status_code == 404
    assert client.get(FIT, {"school": "no-uuid"}).status_code == 404


def test_an_intervention_without_a_study_says_so(client, public):
    make_intervention("Bare")
    bare = reverse("evidence:intervention_fit", args=["bare"])

    page = words(client.get(bare, {"at": public.nces_id}))

    assert "No study of it is recorded" in page


def test_the_list_keeps_the_place_and_its_filters(client, public):
    page = words(client.get(BEST, {"at": public.nces_id, "q": "lead"}))
    none = words(client.get(BEST, {"at": public.nces_id, "q": "zzz"}))
    table = client.get(reverse("evidence:fit_list_csv"), {"at": public.nces_id})

    assert f'{FIT}?at={public.nces_id}">Lead Well</a>' in page
    assert f'<input type="hidden" name="at" value="{public.nces_id}">' in page
    assert "No intervention matches" in none
    assert b"Lead Well" in b"".join(table)


def test_the_list_takes_no_more_queries_for_more_interventions(
    client, public, django_assert_num_queries
):
    client.get(BEST, {"at": public.nces_id})
    with django_assert_num_queries(2):
        client.get(BEST, {"at": public.nces_id})
    for number in range(3):
        make_finding(make_intervention(f"More {number}"), make_study(), **GOOD)
    make_catalog()
    client.get(BEST, {"at": public.nces_id})
    with django_assert_num_queries(2):
        client.get(BEST, {"at": public.nces_id})


def test_each_study_is_in_the_table_of_one_fit(client, public):
    table = client.get(
        reverse("evidence:intervention_fit_csv", args=["lead-well"]),
        {"at": public.nces_id},
    )

    rows = b"".join(table).decode("utf-8-sig").splitlines()
    assert len(rows) == 1 + 9
    assert rows[1] == "Jacob (2015),,yes,locale,1.0,1.0,1.0,1.0,"


def test_one_compares_with_a_school_of_ones_own(leader, sign_in, lead, school):
    browser = sign_in(leader)

    choose = words(browser.get(CHOOSE, {"intervention": "lead-well"}))
    page = browser.get(FIT, {"school": school.ref})

    assert f'<a href="{FIT}?school={school.ref}">{school.name}</a>' in choose
    assert "Only your organization sees this" in words(page)
    assert page["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("address", [FIT, BEST, reverse("evidence:compare"), CHOOSE])
def test_a_school_of_another_organization_cannot_be_a_place(
    client, outsider, teacher, sign_in, lead, riverside, address
):
    theirs = make_school(riverside, "Secret School")

    for browser in (client, sign_in(outsider), sign_in(teacher)):
        answer = browser.get(address, {"school": theirs.ref, "i": "lead-well"})
        assert answer.status_code == 404
        assert b"Secret School" not in answer.content


def test_choosing_offers_no_school_of_another_organization(
    client, outsider, sign_in, lead, riverside
):
    make_school(riverside, "Secret School")

    for browser in (client, sign_in(outsider)):
        assert b"Secret School" not in browser.get(CHOOSE).content

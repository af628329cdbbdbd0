import pytest
from tests.factories import make_person

from headship.core.models import AuditEvent
from headship.orgs.models import AccountInvitation, Membership, Role

PEOPLE = "/o/riverside/people/"
BO = {
    "given_name": "Bo",
    "family_name": "Ray",
    "email": "Bo@Riverside.example",
    "role": "staff",
    "language": "en",
}


@pytest.fixture
def browser(sign_in, leader):
    return sign_in(leader)


def names(page):
    return [person.given_name for person in page.context["people"]]


def test_list_shows_people_and_filters(browser, teacher, principal):
    assert names(browser.get(PEOPLE)) == [
        "Leader",
        "Principal",
        "Supervisor",
        "Teacher",
    ]
    assert names(browser.get(PEOPLE, {"search": "teach"})) == ["Teacher"]
    assert "Nobody matches" in browser.get(PEOPLE, {"search": "zzz"}).text


def test_list_ignores_filters_it_does_not_understand(browser, teacher):
    page = browser.get(
        PEOPLE, {"role": "king", "school": "x", "page": "z", "sort": "x"}
    )

    assert names(page) == ["Leader", "Teacher"]


def test_list_replaces_only_the_people_for_htmx(browser, teacher):
    headers = {"HX-Request": "true", "HX-Target": "people"}

    part = browser.get(PEOPLE, headers=headers).text

    assert "Teacher Doe" in part
    assert "<h1" not in part


def test_list_comes_in_pages(browser, riverside):
    for number in range(55):
        make_person(riverside, f"P{number:02}", family_name="Aaa")

    second = browser.get(PEOPLE, {"page": 2})

    assert len(names(second)) == 6
    assert "51 to 56 of 56" in second.text


def test_csv_has_the_same_people_and_runs_no_formula(browser, riverside, school):
    make_person(riverside, "=1+1", email="f@x.example", schools=[school])

    table = browser.get(f"{PEOPLE}list.csv", {"search": "f@x"}).getvalue().decode()

    header, row = table.strip().splitlines()
    assert header.startswith("\ufeffgiven name,family name")
    assert row.startswith("'=1+1,Doe,f@x.example,Teacher or staff,,Lincoln Elementary")


def test_viewer_sees_people_and_no_way_to_change_them(sign_in, viewer, teacher):
    page = sign_in(viewer).get(PEOPLE).text
    detail = sign_in(viewer).get(teacher.get_absolute_url()).text

    assert "Teacher Doe" in page
    assert "Add a person" not in page
    assert "Archive" not in detail
    assert "Invite" not in page + detail


def test_detail_shows_the_person(browser, principal, supervisor, school):
    page = browser.get(principal.get_absolute_url()).text

    for words in ("Principal Doe", "Supervisor Doe", "Lincoln Elementary", "Leader"):
        assert words in page
    assert "Principal Doe" in browser.get(supervisor.get_absolute_url()).text


def test_add_saves_the_person_with_school_and_supervisor(browser, school, supervisor):
    data = BO | {"schools": [school.ref], "supervisor": supervisor.ref}

    response = browser.post(f"{PEOPLE}add/", data)

    person = Membership.objects.get(given_name="Bo")
    assert response.url == person.get_absolute_url()
    assert (person.email, person.supervisor) == ("bo@riverside.example", supervisor)
    assert list(person.schools.all()) == [school]


def test_add_refuses_an_address_twice(browser, teacher):
    page = browser.post(f"{PEOPLE}add/", BO | {"email": teacher.email.upper()})

    assert "Teacher Doe has this address already." in page.text


def test_add_refuses_a_school_of_another_organization(browser, outsider, hillside):
    theirs = make_person(hillside, "Boss", Role.SUPERVISOR)

    page = browser.post(f"{PEOPLE}add/", BO | {"supervisor": theirs.ref})

    assert "Select a valid choice" in page.text
    assert not Membership.objects.filter(given_name="Bo").exists()


def test_change_shows_and_saves(browser, principal, school, supervisor):
    url = f"{principal.get_absolute_url()}change/"
    form = browser.get(url).context["form"]
    assert form["schools"].value() == [school.ref]
    assert f'value="{supervisor.ref}" selected' in str(form["supervisor"])

    browser.post(url, BO | {"email": principal.email, "role": "leader"})

    principal.refresh_from_db()
    assert (str(principal), principal.supervisor) == ("Bo Ray", None)
    assert not principal.schools.exists()


def test_change_that_is_not_possible_says_why(browser, leader):
    url = f"{leader.get_absolute_url()}change/"
    data = BO | {"email": leader.email}

    page = browser.post(url, data, headers={"Referer": f"http://testserver{url}"})

    assert page.url.endswith(url)
    assert "is the only administrator" in browser.get(url).text
    leader.refresh_from_db()
    assert leader.role == Role.ADMINISTRATOR


def test_archive_asks_first_and_restore_brings_back(browser, teacher):
    url = teacher.get_absolute_url()
    assert "Archive Teacher Doe?" in browser.get(f"{url}archive/").text
    assert not AuditEvent.objects.exists()

    browser.post(f"{url}archive/")
    teacher.refresh_from_db()
    assert teacher.is_archived
    assert "In the archive" in browser.get(url).text

    browser.post(f"{url}restore/")
    teacher.refresh_from_db()
    assert not teacher.is_archived


def test_invitation_of_everyone_left_names_them_first(browser, riverside, teacher):
    make_person(riverside, "Bo")
    make_person(riverside, "Cy")

    page = browser.get(f"{PEOPLE}invite/").text
    assert "2 people get a message" in page
    assert "bo@riverside.example" in page
    browser.post(f"{PEOPLE}invite/")

    assert AccountInvitation.objects.count() == 2
    assert "Nobody is left to invite" in browser.get(f"{PEOPLE}invite/").text


def test_invitation_of_the_chosen_only(browser, riverside):
    bo = make_person(riverside, "Bo")
    make_person(riverside, "Cy")

    browser.post(f"{PEOPLE}invite/", {"person": [bo.ref]})

    assert AccountInvitation.objects.get().member == bo


def test_invitation_of_a_reference_that_is_none_invites_nobody(browser, riverside):
    make_person(riverside, "Bo")

    browser.post(f"{PEOPLE}invite/", {"person": ["nonsense"]})

    assert not AccountInvitation.objects.exists()


def test_person_of_another_organization_does_not_exist(browser, outsider):
    for page in ("", "change/", "archive/"):
        assert browser.get(f"{PEOPLE}{outsider.ref}/{page}").status_code == 404

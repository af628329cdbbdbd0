from decimal import Decimal

import pytest
from tests.factories import make_school

from headship.orgs import reports
from headship.orgs.models import School, SchoolContext

SCHOOLS = "/o/riverside/schools/"


@pytest.fixture
def browser(sign_in, leader):
    return sign_in(leader)


def test_list_shows_schools_with_what_is_known(browser, school, teacher):
    make_school(
        school.organization, "Hill School", city="Oakdale", nces_id="480000100001"
    )
    page = browser.get(SCHOOLS)

    assert [each.name for each in page.context["schools"]] == [
        "Hill School",
        "Lincoln Elementary",
    ]
    assert page.text.count('<span class="unknown">unknown</span>') == 6
    assert "Lincoln" not in browser.get(SCHOOLS, {"search": "oakdale"}).text


def test_school_without_a_context_row_is_all_unknown(browser, school):
    school.context.delete()

    for url in (SCHOOLS, f"{SCHOOLS}list.csv", school.get_absolute_url()):
        assert browser.get(url).status_code == 200


def test_detail_shows_unknown_as_unknown_and_zero_as_zero(browser, school):
    page = browser.get(school.get_absolute_url()).text
    assert "Nothing is known of this school" in page
    assert page.count('<span class="unknown">unknown</span>') == 17

    school.context.white, school.context.enrollment = Decimal(0), 0
    school.context.save()

    page = browser.get(school.get_absolute_url()).text
    assert "0\u00a0%" in page
    assert page.count('<span class="unknown">unknown</span>') == 15


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [("KG", "05", "KG to 05"), ("09", "09", "09"), ("", "05", None)],
)
def test_grades_are_a_span(school, low, high, words):
    context = SchoolContext(grade_low=low, grade_high=high)

    assert reports.grades(context) == words


def test_detail_lists_its_people_to_those_who_may_see_them(browser, teacher, school):
    assert "Teacher Doe" in browser.get(school.get_absolute_url()).text


def test_csv_of_schools_can_be_imported_as_a_directory(
    browser, school, leader, tmp_path
):
    from headship.orgs import actions  # noqa: PLC0415 -- only here

    school.nces_id, school.city = "480000100001", "Lincoln"
    school.save()
    school.context.locale, school.context.enrollment = 41, 200
    school.context.save()
    path = tmp_path / "schools.csv"
    path.write_bytes(browser.get(f"{SCHOOLS}list.csv").getvalue())

    prepared = actions.import_now(by=leader, kind="directory", path=path)

    (change,) = prepared.plan.changes
    assert set(change.after) == {"context.source"}


def test_add_saves_school_and_context(browser, riverside):
    data = {"name": "New", "state": "tx", "locale": "41", "white": "12.5"}

    browser.post(f"{SCHOOLS}add/", data)

    school = School.objects.get(name="New")
    assert (school.state, school.context.locale, school.context.white) == (
        "TX",
        41,
        Decimal("0.125"),
    )
    assert school.context.enrollment is None


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"name": ""}, "This field is required."),
        ({"nces_id": "12"}, "An NCES school ID has 12 digits."),
        ({"nces_id": "480000100001"}, "Taken has this ID already."),
        ({"white": "101"}, "less than or equal to 100"),
        ({"white": "60", "asian": "60"}, "add up to more than 100"),
        ({"female": "60", "male": "60"}, "add up to more than 100"),
    ],
)
def test_add_refuses_what_cannot_be(browser, riverside, data, sentence):
    make_school(riverside, "Taken", nces_id="480000100001")

    page = browser.post(f"{SCHOOLS}add/", {"name": "New"} | data)

    assert sentence in page.text
    assert not School.objects.filter(name="New").exists()


def test_change_shows_percentages_and_saves_shares(browser, school):
    school.context.white = Decimal("0.25")
    school.context.save()
    url = f"{school.get_absolute_url()}change/"
    assert browser.get(url).context["context_form"]["white"].value() == 25

    browser.post(url, {"name": "Lincoln", "white": "", "asian": "33.33"})

    school = School.objects.get(pk=school.pk)
    assert (school.name, school.context.white, school.context.asian) == (
        "Lincoln",
        None,
        Decimal("0.3333"),
    )


def test_archive_and_restore(browser, school):
    url = school.get_absolute_url()
    assert "Archive Lincoln Elementary?" in browser.get(f"{url}archive/").text

    browser.post(f"{url}archive/")
    assert list(browser.get(SCHOOLS).context["schools"]) == []
    archived = browser.get(SCHOOLS, {"status": "archived"})
    assert list(archived.context["schools"]) == [school]

    browser.post(f"{url}restore/")
    assert list(browser.get(SCHOOLS).context["schools"]) == [school]


def test_viewer_sees_no_way_to_change(sign_in, viewer, school):
    page = sign_in(viewer).get(school.get_absolute_url()).text

    assert "Lincoln Elementary" in page
    assert "Archive" not in page

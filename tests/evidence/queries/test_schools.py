import pytest
from django.contrib.auth.models import AnonymousUser

from headship.evidence.queries.schools import find_schools, own_school, own_schools
from headship.orgs.models import Membership, Role
from tests.evidence.places import make_public_school
from tests.factories import make_member, make_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def directory():
    make_public_school("Lincoln Elementary", district="Crosbyton ISD", city="Crosbyton")
    make_public_school("Crosbyton High", district="Lincoln County", city="Ralls")
    make_public_school("Harbor School", state="NY", nces_id="NYC-01M015")


def names(words, state=""):
    found, _meant = find_schools(words, state)
    return [one.name for one in found]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("crosbyton", ["Crosbyton High", "Lincoln Elementary"]),
        ("LINCOLN", ["Lincoln Elementary", "Crosbyton High"]),
        ("lincoln ralls", ["Crosbyton High"]),
        ("01m015", ["Harbor School"]),
        ("nowhere", []),
        ("", ["Crosbyton High", "Harbor School", "Lincoln Elementary"]),
    ],
)
def test_schools_are_found_by_all_words_named_so_first(directory, words, found):
    assert names(words) == found


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Peñas Blancas", "Penas"),
        ("Penas Blancas", "peñas"),
        ("César Chávez Academy", "Cesar Chavez"),
        ("Cesar Chavez Academy", "CÉSAR CHÁVEZ"),
        ("César Chávez Academy", "cesar chavez"),
        ("St. Mary's School", "st marys"),
        ("St. Mary\u2019s School", "St. Mary's"),
        ("St. Mary's School", "st. mary\u2019s"),
        ("St. Marys School", "mary\u2018s"),
        ("Ka\u02bbū High", "kau"),
        ("École Straße", "ecole strasse"),
    ],
)
def test_accents_and_apostrophes_make_no_difference(name, typed):
    make_public_school(name, city="Peñasco")
    make_public_school("Other")

    assert names(typed) == [name]
    assert names(f"{typed} penasco") == [name]


def test_a_slip_is_forgiven_where_accents_are(directory):
    make_public_school("Escuela Peñas")

    assert find_schools("Escuela Penaz")[1] == "escuela penas"


def test_search_keeps_to_a_state(directory):
    assert names("school", "NY") == ["Harbor School"]
    assert names("harbor", "TX") == []


def test_a_slip_is_forgiven_and_said(directory):
    found, meant = find_schools("Crosbiton Hihg")

    assert ([one.name for one in found], meant) == (
        ["Crosbyton High"],
        "crosbyton high",
    )
    assert find_schools("crosbyton")[1] == ""


def test_own_schools_are_those_one_may_look_at(leader, school, teacher, hillside):
    make_school(hillside, "Not mine")
    make_school(leader.organization, "Ruin", status="archived")

    assert [one.name for one in own_schools(leader.user)] == [school.name]
    assert own_schools(teacher.user) == []
    assert own_schools(AnonymousUser()) == []


def test_a_school_of_another_organization_does_not_exist(leader, hillside, everywhere):
    theirs = make_school(hillside, "Theirs")
    past = make_member(hillside, "Past", Role.ADMINISTRATOR)
    Membership.objects.filter(pk=past.pk).update(status="archived")

    assert own_school(leader.user, str(theirs.ref)) is None
    assert own_school(past.user, str(theirs.ref)) is None
    assert own_school(AnonymousUser(), str(theirs.ref)) is None

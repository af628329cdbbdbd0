"""A file is for those only to whom its material is given."""

import pytest
from django.urls import reverse

from headship.programs.queries.materials import code_of
from tests.factories import make_member
from tests.programs import learning
from tests.programs.library import shelf


@pytest.fixture
def cohort(riverside, hillside, noon):
    return learning.make_cohort(riverside, districts=[hillside])


@pytest.fixture
def material(leader, cohort):
    made = shelf.make_material(leader)
    return shelf.give(made, leader, "participant", cohorts=[cohort])


def library(member, material):
    parts = {"org": member.organization.slug, "ref": material.ref}
    return [
        reverse("programs:library_material", kwargs=parts),
        reverse("programs:library_file", kwargs=parts),
    ]


def statuses(sign_in, member, pages):
    return {sign_in(member).get(page).status_code for page in pages}


def test_file_is_for_people_with_a_seat_only(
    material, cohort, hillside, outsider, teacher, supervisor, sign_in
):
    ana = make_member(hillside, "Ana", "leader")
    seat = learning.enroll(cohort, ana)
    during = statuses(sign_in, ana, library(ana, material))
    seat.state = "withdrawn"
    seat.save()

    assert during == {200}
    for person in (ana, outsider, teacher, supervisor):
        assert statuses(sign_in, person, library(person, material)) == {404}


def test_old_versions_are_for_managers_of_the_organization_only(
    material, outsider, sign_in, leader
):
    version = material.versions.get()
    name = "programs:material_file"
    own = reverse(name, kwargs={"org": "riverside", "ref": version.ref})
    theirs = reverse(name, kwargs={"org": "hillside", "ref": version.ref})

    assert statuses(sign_in, leader, [own]) == {200}
    assert statuses(sign_in, outsider, [own, theirs]) == {404}


def test_another_organization_cannot_end_or_make_links(
    material, outsider, sign_in, leader
):
    link = shelf.make_link(material, leader)
    version = material.versions.get()
    browser = sign_in(outsider)

    for name, ref in (
        ("material_link_end", link.ref),
        ("material_link_make", version.ref),
        ("material_withdraw", material.ref),
    ):
        page = reverse(f"programs:{name}", kwargs={"org": "hillside", "ref": ref})
        assert browser.post(page).status_code == 404


def test_code_of_a_link_is_on_no_page_but_the_managers(
    material, cohort, hillside, leader, sign_in
):
    code = code_of(shelf.make_link(material, leader))
    ana = make_member(hillside, "Ana", "leader")
    learning.enroll(cohort, ana)
    managers = sign_in(leader).get(material.get_absolute_url())

    for page in library(ana, material)[:1]:
        assert code not in sign_in(ana).get(page).content.decode()
    assert code in managers.content.decode()
    assert "no-store" in managers["Cache-Control"]

"""The database refuses what must never be."""

from decimal import Decimal

import pytest
from django.db import IntegrityError
from tests.factories import make_organization, make_person, make_school

from headship.orgs.models import Organization


def test_minimum_group_below_five(riverside):
    with pytest.raises(IntegrityError):
        Organization.objects.update(minimum_group=4)


def test_two_people_with_one_address(riverside):
    make_person(riverside, "A", email="a@x.example")
    with pytest.raises(IntegrityError):
        make_person(riverside, "B", email="A@x.example")


def test_two_people_with_one_roster_id(riverside):
    make_person(riverside, "A", source_id="1")
    with pytest.raises(IntegrityError):
        make_person(riverside, "B", source_id="1")


@pytest.mark.parametrize("field", ["nces_id", "source_id"])
def test_two_schools_with_one_id(riverside, field):
    make_school(riverside, "A", **{field: "1"})
    with pytest.raises(IntegrityError):
        make_school(riverside, "B", **{field: "1"})


def test_two_organizations_with_one_address(riverside):
    with pytest.raises(IntegrityError):
        make_organization("Other", slug="riverside")


@pytest.mark.parametrize("share", ["-0.1", "1.1"])
def test_share_outside_its_range(school, share):
    school.context.white = Decimal(share)
    with pytest.raises(IntegrityError):
        school.context.save()


def test_ids_of_another_organization_are_free(riverside, hillside, everywhere):
    make_person(riverside, "A", email="a@x.example", source_id="1")
    make_person(hillside, "A", email="a@x.example", source_id="1")
    make_school(riverside, "A", nces_id="1")
    assert make_school(hillside, "A", nces_id="1").pk

"""Objects for tests: the least that is valid, anything else by keyword."""

from headship.accounts.models import User
from headship.orgs.models import Membership, Organization, Role, School, SchoolContext

PASSWORD = "correct horse battery staple"


def make_organization(name="Riverside", **fields):
    """Return a district whose address is its name."""
    fields.setdefault("slug", name.lower().replace(" ", "-"))
    return Organization.objects.create(name=name, **fields)


def make_school(organization, name="Lincoln Elementary", **fields):
    """Return a school of which nothing is known but the name."""
    school = School.objects.create(organization=organization, name=name, **fields)
    SchoolContext.objects.create(school=school)
    return school


def make_person(organization, given_name, role=Role.STAFF, **fields):
    """Return a member without an account."""
    fields.setdefault("family_name", "Doe")
    fields.setdefault("email", f"{given_name.lower()}@{organization.slug}.example")
    schools = fields.pop("schools", [])
    person = Membership.objects.create(
        organization=organization, given_name=given_name, role=role, **fields
    )
    person.schools.set(schools)
    return person


def make_member(organization, given_name, role=Role.STAFF, **fields):
    """Return a member with an account and the password above."""
    person = make_person(organization, given_name, role, **fields)
    person.user = User.objects.create_user(
        person.email, PASSWORD, name=str(person), language=person.language
    )
    person.save(update_fields=["user"])
    return person

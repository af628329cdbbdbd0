"""A person's own pages."""

import pytest
from tests.factories import make_member


def test_profile_changes_name_and_language(sign_in, teacher):
    browser = sign_in(teacher)

    response = browser.post("/me/", {"name": "Tea Cher", "language": "es"})

    teacher.user.refresh_from_db()
    assert (teacher.user.name, teacher.user.language) == ("Tea Cher", "es")
    assert response.cookies["django_language"].value == "es"


@pytest.mark.parametrize("data", [{"name": "", "language": "en"}, {"name": "A"}])
def test_profile_needs_a_name_and_a_language(sign_in, teacher, data):
    page = sign_in(teacher).post("/me/", data)

    teacher.user.refresh_from_db()
    assert "This field is required." in page.text
    assert teacher.user.name == "Teacher Doe"


def test_security_leads_to_password_app_and_passkeys(sign_in, teacher):
    page = sign_in(teacher).get("/me/security/").text

    for address in (
        "/accounts/password/change/",
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/webauthn/add/",
    ):
        assert f'href="{address}"' in page


@pytest.mark.parametrize("page", ["/me/", "/me/security/", "/me/organizations/"])
def test_own_pages_need_signing_in(client, db, page):
    response = client.get(page)

    assert (response.status_code, response.url) == (
        302,
        f"/accounts/login/?next={page}",
    )


def test_organizations_are_those_of_the_person(sign_in, teacher, hillside, riverside):
    make_member(hillside, "Other")
    second = make_member(hillside, "Teacher", "coach", email="t@hillside.example")
    second.user = teacher.user
    second.save()

    page = sign_in(teacher).get("/me/organizations/").text

    assert page.count("Go there") == 2
    assert "Coach" in page


def test_archived_membership_is_no_organization_of_mine(sign_in, teacher):
    teacher.status = "archived"
    teacher.save()

    page = sign_in(teacher).get("/me/organizations/").text

    assert "You belong to no organization" in page

import pytest

from headship.core.models import AuditEvent
from headship.orgs import actions
from headship.orgs.permissions import PERMISSION_WORDS, ROLE_PERMISSIONS, ROLE_WORDS

ROLES, AUDIT = "/o/riverside/roles/", "/o/riverside/audit/"
SETTINGS = "/o/riverside/settings/"


@pytest.fixture
def browser(sign_in, leader):
    return sign_in(leader)


def test_roles_are_those_of_the_code(browser, teacher):
    page = browser.get(ROLES).context["page"]

    assert {role.role: role.words for role in page.roles} == ROLE_WORDS
    assert {role.role: role.count for role in page.roles if role.count} == {
        "administrator": 1,
        "staff": 1,
    }
    granted = {
        role.role: {
            permission
            for permission, (_, row) in zip(
                PERMISSION_WORDS, page.permissions, strict=True
            )
            if row[place]
        }
        for place, role in enumerate(page.roles)
    }
    assert granted == ROLE_PERMISSIONS


def test_roles_as_csv(browser):
    lines = browser.get(f"{ROLES}list.csv").getvalue().decode().splitlines()

    assert len(lines) == 1 + len(PERMISSION_WORDS)
    assert "Read the audit log,yes,no,no,no,no,no,no,no" in lines


def test_audit_log_shows_who_did_what(browser, leader, teacher):
    actions.archive_person(person=teacher, by=leader)

    page = browser.get(AUDIT).text
    table = browser.get(f"{AUDIT}list.csv").getvalue().decode()

    assert "Archived a person" in page
    assert "Leader Doe,Archived a person,Teacher Doe" in table


def test_audit_log_filters_and_forgives(browser, leader, teacher):
    actions.archive_person(person=teacher, by=leader)

    assert "Archived a person</td>" in browser.get(AUDIT, {"since": "soon"}).text
    assert "No event matches" in browser.get(AUDIT, {"search": "nobody"}).text
    part = browser.get(AUDIT, headers={"HX-Request": "true", "HX-Target": "events"})
    assert "<h1" not in part.text


def test_audit_log_shows_the_organizations_time(browser, leader, teacher, noon):
    browser = _signed_in_now(browser, leader)
    actions.archive_person(person=teacher, by=leader)

    assert "March 2, 2026, 12:00 PM" in browser.get(AUDIT).text


def _signed_in_now(browser, leader):
    browser.force_login(leader.user)
    return browser


def test_audit_log_of_another_organization_is_not_shown(browser, outsider, hillside):
    actions.create_school(by=outsider, values={"name": "Theirs"}, context={})

    assert "Theirs" not in browser.get(AUDIT).text
    assert AuditEvent.objects.count() == 1


def test_settings_are_saved(browser, riverside):
    data = {"name": "New Name", "time_zone": "America/Denver", "minimum_group": 7}

    browser.post(SETTINGS, data)

    riverside.refresh_from_db()
    assert (riverside.name, riverside.time_zone, riverside.minimum_group) == (
        "New Name",
        "America/Denver",
        7,
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"minimum_group": 4}, "never lowered below 5"),
        ({"minimum_group": 51}, "less than or equal to 50"),
        ({"time_zone": "Mars/Base"}, "Select a valid choice"),
        ({"name": ""}, "This field is required."),
    ],
)
def test_settings_that_cannot_be_are_refused(browser, riverside, change, sentence):
    data = {"name": "New", "time_zone": "America/Denver", "minimum_group": 6} | change

    page = browser.post(SETTINGS, data)

    riverside.refresh_from_db()
    assert sentence in page.text
    assert riverside.name == "Riverside"

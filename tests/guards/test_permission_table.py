"""The permission table: who may open each page of an organization.

To add a page, add a row to ``pages/<app>.py`` (make the file if it is the
app's first; each holds one list called ROWS)::

    from headship.orgs.permissions import Permission
    from tests.guards.rows import Row

    ROWS = [
        Row("orgs:person_detail", "GET", Permission.PERSON_VIEW, target=teacher),
    ]

Each row is tried by a member who has every permission but that one (refused, 403),
by one who has it (not refused), by a member of another organization (404) and by
nobody (302 to the sign-in page). A page below ``/o/<org>/`` without a row fails, and so does a row
without its page.
"""

import pytest
from django.urls import reverse

from headship.orgs.models import Role
from headship.orgs.permissions import ROLE_PERMISSIONS, Permission
from tests.guards.routes import MEMBER, all_routes, permission_table

ROWS = permission_table()
each_row = pytest.mark.parametrize("row", ROWS, ids=str)
each_guarded_row = pytest.mark.parametrize(
    "row", [it for it in ROWS if it.permission is not None], ids=str
)


@pytest.fixture
def try_row(request, everywhere, leader, sign_in):
    """Return a function that requests a row's page with a given browser."""

    def attempt(row, browser):
        parts = row.target(request.getfixturevalue)
        url = reverse(row.name, kwargs={"org": "riverside", **parts})
        return getattr(browser, row.method.lower())(url, row.data)

    return attempt


@pytest.fixture
def permissions_of_leader(monkeypatch):
    """Return a function that sets what Riverside's administrator may do."""

    def grant(permissions):
        monkeypatch.setitem(
            ROLE_PERMISSIONS, Role.ADMINISTRATOR, frozenset(permissions)
        )

    return grant


@each_guarded_row
def test_member_without_only_this_permission_is_refused(
    row, try_row, permissions_of_leader, sign_in, leader
):
    permissions_of_leader(set(Permission) - {row.permission})

    assert try_row(row, sign_in(leader)).status_code == 403


@each_row
def test_member_with_the_permission_is_admitted(
    row, try_row, permissions_of_leader, sign_in, leader
):
    permissions_of_leader({row.permission} if row.permission else set())

    status = try_row(row, sign_in(leader)).status_code
    assert status in {200, 302, 409}  # 409: not possible now, and says why.


@each_row
def test_page_does_not_exist_for_outsiders(row, try_row, sign_in, outsider):
    assert try_row(row, sign_in(outsider)).status_code == 404


@each_row
def test_nobody_is_asked_to_sign_in(row, try_row, client):
    response = try_row(row, client)

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def test_every_page_of_an_organization_has_a_row():
    pages = {name for route, name, _ in all_routes() if route.startswith(MEMBER)}

    assert pages - {row.name for row in ROWS} == set()


def test_every_row_has_its_page():
    pages = {name for route, name, _ in all_routes() if route.startswith(MEMBER)}

    assert {row.name for row in ROWS} - pages == set()


def test_no_row_is_there_twice():
    rows = [(row.name, row.method) for row in ROWS]

    assert sorted({row for row in rows if rows.count(row) > 1}) == []

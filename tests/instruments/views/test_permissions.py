"""Each page: without the permission 403, with it a page, from outside 404, from nobody 302."""

import pytest

from headship.orgs import permissions
from headship.orgs.permissions import Permission

VIEW, MANAGE = Permission.INSTRUMENT_VIEW, Permission.INSTRUMENT_MANAGE

TABLE = [
    ("instrument_list", "GET", VIEW, 200),
    ("instrument_list_csv", "GET", VIEW, 200),
    ("instrument_import", "GET", MANAGE, 200),
    ("instrument_import", "POST", MANAGE, 200),
    ("instrument_detail", "GET", VIEW, 200),
    ("instrument_detail_csv", "GET", VIEW, 200),
    ("instrument_preview", "GET", VIEW, 200),
    ("instrument_export", "GET", VIEW, 200),
    ("instrument_draft", "POST", MANAGE, 302),
    ("instrument_publish", "GET", MANAGE, 200),
    ("instrument_publish", "POST", MANAGE, 302),
    ("instrument_item", "GET", MANAGE, 200),
    ("instrument_item", "POST", MANAGE, 200),
]
WITHOUT_VERSION = {"instrument_list", "instrument_list_csv", "instrument_import"}
TABLE_OF_VERSIONS = [row for row in TABLE if row[0] not in WITHOUT_VERSION]


@pytest.fixture(params=TABLE, ids=[f"{name} {method}" for name, method, *_ in TABLE])
def row(request, draft, address):
    name, method, permission, status = request.param
    parts = {"ref": draft.ref}
    if name == "instrument_item":
        parts["key"] = "listens"
    if name in WITHOUT_VERSION:
        parts = {}
    return address(name, **parts), method.lower(), permission, status


def test_member_with_the_permission_is_admitted(row, leader, sign_in):
    url, method, _permission, status = row

    assert getattr(sign_in(leader), method)(url).status_code == status


def test_member_with_all_other_permissions_is_refused(
    row, leader, sign_in, monkeypatch
):
    url, method, permission, _status = row
    others = frozenset(set(Permission) - {permission})
    monkeypatch.setitem(permissions.ROLE_PERMISSIONS, leader.role, others)

    assert getattr(sign_in(leader), method)(url).status_code == 403


def test_outsider_finds_nothing(row, outsider, sign_in):
    url, method, *_rest = row

    assert getattr(sign_in(outsider), method)(url).status_code == 404


@pytest.mark.parametrize("row", TABLE_OF_VERSIONS, indirect=True)
def test_outsider_does_not_find_it_at_home_either(row, outsider, sign_in):
    url, method, *_rest = row
    at_home = url.replace("riverside", "hillside")

    assert getattr(sign_in(outsider), method)(at_home).status_code == 404


def test_nobody_is_asked_to_sign_in(row, client):
    url, method, *_rest = row

    response = getattr(client, method)(url)

    assert response.status_code == 302
    assert "/accounts/login/" in response.url

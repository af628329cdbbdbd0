"""The ground that every other test stands on."""

import socket

import pytest
from django_scopes import get_scope
from django_scopes.exceptions import ScopeError
from pytest_socket import SocketBlockedError

from headship.orgs.models import Membership, Role
from headship.orgs.permissions import ROLE_PERMISSIONS


def test_cast_knows_each_role(cast, everywhere):
    assert set(cast) == set(Role) == set(ROLE_PERMISSIONS)
    assert Membership.objects.count() == len(cast)


def test_cast_sees_only_riverside(leader, outsider, riverside):
    assert get_scope()["organization"] == riverside
    assert list(Membership.objects.all()) == [leader]


def test_cast_without_riverside_has_no_scope(outsider):
    with pytest.raises(ScopeError):
        list(Membership.objects.all())


def test_requests_begin_outside_every_scope(sign_in, leader, monkeypatch):
    seen = []
    monkeypatch.setattr(
        "headship.core.middleware.PolicyErrorMiddleware.__call__",
        lambda self, request: seen.append(get_scope()) or self.get_response(request),
    )

    sign_in(leader).get("/health/")

    assert seen == [{}]


def test_network_is_off():
    with pytest.warns(UserWarning, match="socket"), pytest.raises(SocketBlockedError):
        socket.socket(socket.AF_INET)


def test_time_stands_still(noon):
    from headship.core.clock import now, today  # noqa: PLC0415 -- after freezing

    assert (now().isoformat(), today("Asia/Tokyo").isoformat()) == (
        "2026-03-02T18:00:00+00:00",
        "2026-03-03",
    )

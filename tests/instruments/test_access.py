"""What another organization has does not exist, with the scope or without it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from headship.instruments.access import get_item, get_version
from headship.orgs.permissions import Permission

VIEW, MANAGE = Permission.INSTRUMENT_VIEW, Permission.INSTRUMENT_MANAGE


def test_own_and_shipped_versions_are_reached(draft, leadership_360, coach):
    assert get_version(coach, draft.ref, VIEW) == draft
    assert get_version(coach, leadership_360.ref, VIEW) == leadership_360


def test_version_of_another_organization_does_not_exist(draft, outsider, everywhere):
    with pytest.raises(Http404):
        get_version(outsider, draft.ref, VIEW)


def test_version_is_refused_without_the_permission(draft, coach, teacher):
    with pytest.raises(PermissionDenied):
        get_version(coach, draft.ref, MANAGE)
    with pytest.raises(PermissionDenied):
        get_version(teacher, draft.ref, VIEW)


def test_item_is_reached_by_its_key(draft, leader):
    version, item = get_item(leader, draft.ref, "listens", MANAGE)

    assert (version, item.key) == (draft, "listens")
    with pytest.raises(Http404):
        get_item(leader, draft.ref, "talks", MANAGE)


def test_item_of_another_organization_does_not_exist(draft, outsider, everywhere):
    with pytest.raises(Http404):
        get_item(outsider, draft.ref, "listens", MANAGE)

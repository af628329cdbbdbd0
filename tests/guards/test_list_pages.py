"""A list page asks the database as often for three items as for one.

The row of a page whose name ends in ``_list`` needs ``grow``, see ``rows.py``.
"""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from headship.orgs.models import Role
from headship.orgs.permissions import ROLE_PERMISSIONS, Permission
from tests.guards.routes import permission_table

LISTS = [row for row in permission_table() if row.grow is not None]


@pytest.fixture
def browser(leader, sign_in, monkeypatch):
    """Return the browser of someone who may see every list."""
    monkeypatch.setitem(ROLE_PERMISSIONS, Role.ADMINISTRATOR, frozenset(Permission))
    return sign_in(leader)


@pytest.mark.parametrize("row", LISTS, ids=str)
def test_list_page_takes_no_more_queries_for_more_items(
    row, request, everywhere, browser
):
    get = request.getfixturevalue
    parts = row.target(get)
    url = reverse(row.name, kwargs={"org": "riverside", **parts})

    row.grow(get, 1)
    browser.get(url)  # Fills what is kept between requests.
    with CaptureQueriesContext(connection) as few:
        assert browser.get(url).status_code == 200
    row.grow(get, 2)
    with CaptureQueriesContext(connection) as more:
        assert browser.get(url).status_code == 200

    assert [_shape(query) for query in more] == [_shape(query) for query in few]


def _shape(query):
    """Return the beginning of a query, without the name of a PostgreSQL cursor."""
    return re.sub(r'"_django_curs_\w+"', "cursor", query["sql"])[:80]


def test_every_list_page_can_grow():
    lists = {row.name for row in permission_table() if row.name.endswith("_list")}

    assert lists - {row.name for row in LISTS} == set()

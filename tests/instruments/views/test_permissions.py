"""A version of Riverside is not reached through Hillside's addresses either."""

import pytest
from django.urls import reverse

from tests.guards.pages.instruments import ROWS

ABOUT_A_VERSION = [row for row in ROWS if row.target is not ROWS[0].target]


@pytest.mark.parametrize("row", ABOUT_A_VERSION, ids=str)
def test_outsider_does_not_find_it_at_home(row, draft, outsider, sign_in):
    parts = {"ref": draft.ref}
    if row.name == "instruments:instrument_item":
        parts["key"] = "listens"
    url = reverse(row.name, kwargs={"org": "hillside", **parts})

    response = getattr(sign_in(outsider), row.method.lower())(url, row.data)

    assert response.status_code == 404

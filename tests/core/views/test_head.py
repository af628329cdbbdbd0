"""Monitors and proxies ask for the head of a page."""

from uuid import uuid4

import pytest
from django.urls import reverse


@pytest.mark.parametrize("name", ["home:organization", "orgs:person_list_csv"])
def test_head_is_answered_as_the_page_without_its_body(leader, sign_in, name):
    url = reverse(name, kwargs={"org": "riverside"})
    browser = sign_in(leader)

    page, head = browser.get(url), browser.head(url)

    assert head.status_code == page.status_code == 200
    assert head.headers["Content-Type"] == page.headers["Content-Type"]
    assert page.getvalue()
    assert head.getvalue() == b""


def test_head_says_how_long_the_page_is(client):
    head = client.head(reverse("responsibilities:responsibility_list"))

    assert int(head.headers["Content-Length"]) > 1000


def test_head_is_refused_where_the_page_is(client, leader, outsider, sign_in):
    url = reverse("home:organization", kwargs={"org": "riverside"})

    assert client.head(url).status_code == 302
    assert sign_in(outsider).head(url).status_code == 404


def test_head_of_what_only_changes_is_refused(leader, sign_in, riverside):
    url = reverse("surveys_member:answer", kwargs={"org": "riverside", "ref": uuid4()})

    assert sign_in(leader).head(url).status_code == 405

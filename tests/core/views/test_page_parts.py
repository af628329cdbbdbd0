"""A part of a page is what htmx asks for, in the words of its fourth version."""

import pytest
from django.template import engines
from django_htmx.middleware import HtmxDetails

from headship.core import http


@pytest.fixture
def answered(rf, monkeypatch):
    """Return the template that a request with a target is answered with."""

    def answer(**headers):
        request = rf.get("/", headers=headers)
        request.htmx = HtmxDetails(request)
        seen = []
        monkeypatch.setattr(http, "render", lambda _r, name, _c: seen.append(name))
        http.render_page(request, "page.html", {}, part="rows")
        return seen[0]

    return answer


def test_browser_gets_the_whole_page(answered):
    assert answered() == "page.html"


@pytest.mark.parametrize("target", ["tbody#rows", "rows"])
def test_htmx_gets_the_part_it_targets(answered, target):
    assert answered(**{"HX-Request": "true", "HX-Target": target}) == "page.html#rows"


@pytest.mark.parametrize("target", ["body", "div#other", "rows#other"])
def test_htmx_with_another_target_gets_the_page(answered, target):
    assert answered(**{"HX-Request": "true", "HX-Target": target}) == "page.html"


def test_every_page_sends_the_token_with_htmx(rf):
    page = engines["django"].from_string('{% extends "core/base.html" %}')

    written = page.render({"csrf_token": "abc"}, rf.get("/"))

    assert 'hx-headers:inherited=\'{"X-CSRFToken": "' in written

"""A browser, a server with the demonstration, and visitors whose pages must be clean."""

import pytest
from playwright.sync_api import sync_playwright

from tests.e2e import browsers, servers
from tests.e2e.visitors import Visitors


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        chromium = browsers.launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory, worker_id):
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    built = servers.build(shared / "demonstration")
    running, process = servers.start(built, base / f"served-{worker_id}")
    yield running
    servers.stop(process)


@pytest.fixture(scope="session")
def _visitors(browser, server):
    return Visitors(browser, server)


@pytest.fixture
def visitors(_visitors):
    """Open pages with ``visitors.open``; what a browser complains of fails the test."""
    _visitors.complaints = []
    yield _visitors
    _visitors.close()
    assert _visitors.complaints == []

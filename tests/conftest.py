"""The cast, and what holds for every test.

The cast: ``leader`` (may do all in Riverside), ``principal``, ``supervisor``,
``coach``, ``teacher``, ``viewer``, ``manager`` and ``facilitator`` of Riverside,
``outsider`` (may do all in Hillside) and ``client`` (nobody). All but ``client`` are
memberships with accounts; ``sign_in(leader)`` returns a client that is signed in.

Tenants: fixtures are made with scopes disabled. The body of a test that knows
``riverside`` runs in Riverside's scope, or without any scope if it asks for the
fixture ``everywhere``. Requests of ``client`` begin outside every scope, as a
browser's do, whatever the test's own scope is.

Background work runs at once, when the transaction commits: wrap the call in
``django_capture_on_commit_callbacks(execute=True)`` to see it happen. Mail lands in
``mailoutbox``. The network is off; a test marked ``e2e`` may reach this machine.
"""

import os
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django_scopes import scope, scopes_disabled
from django_scopes.state import state

from tests import template_watch
from tests.factories import make_member, make_organization, make_school

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("HEADSHIP_SHARED", ROOT.parent / "shared"))
LOCAL = ["127.0.0.1", "::1", "localhost"]
NOON = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)  # A Monday, noon in Chicago.


def pytest_configure():
    django_settings.TASKS = {
        "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}
    }
    django_settings.WHITENOISE_AUTOREFRESH = True  # No collected folder is needed.
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_modifyitems(items):
    for item in items:
        if item.get_closest_marker("e2e"):
            item.add_marker(pytest.mark.allow_hosts(LOCAL))
        elif "socket_enabled" not in item.fixturenames:
            item.add_marker(pytest.mark.disable_socket)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup():
    with scopes_disabled():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    with _scope_of(item):
        return (yield)


def _scope_of(item):
    made = getattr(item, "funcargs", {})
    if "everywhere" in made:
        return scopes_disabled()
    if "riverside" in made:
        return scope(organization=made["riverside"])
    return nullcontext()


@contextmanager
def _outside():
    token = state.set(None)
    try:
        yield
    finally:
        state.reset(token)


class OutsideClient(Client):
    """Make requests as a browser does: from outside every tenant's scope."""

    def request(self, **request):
        with _outside():
            response = super().request(**request)
            if response.streaming:
                response.streaming_content = [b"".join(response.streaming_content)]
        return response


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    """Keep uploads and mail of each test in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")


@pytest.fixture(autouse=True)
def _templates_are_sound():
    """Fail a test whose templates asked for what they were not given."""
    with template_watch.watching() as faults:
        yield
    assert sorted(faults) == []


@pytest.fixture(scope="session")
def shared():
    """Return the folder of outside data; skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"outside reference data not found at {SHARED}")
    return SHARED


@pytest.fixture
def client():
    return OutsideClient()


@pytest.fixture
def sign_in():
    """Return a function that gives a member a signed-in client."""

    def signed_in(member):
        browser = OutsideClient()
        browser.force_login(member.user)
        return browser

    return signed_in


@pytest.fixture
def everywhere():
    """Run the test's body with scopes disabled."""


@pytest.fixture
def noon(time_machine):
    """Freeze time at noon in Chicago on Monday, March 2, 2026; ``move_to`` moves it."""
    time_machine.move_to(NOON, tick=False)
    return time_machine


@pytest.fixture
def riverside(db):
    return make_organization("Riverside")


@pytest.fixture
def hillside(db):
    return make_organization("Hillside")


@pytest.fixture
def school(riverside):
    return make_school(riverside)


@pytest.fixture
def leader(riverside):
    return make_member(riverside, "Leader", "administrator")


@pytest.fixture
def supervisor(riverside):
    return make_member(riverside, "Supervisor", "supervisor")


@pytest.fixture
def principal(riverside, school, supervisor):
    return make_member(
        riverside, "Principal", "leader", schools=[school], supervisor=supervisor
    )


@pytest.fixture
def coach(riverside):
    return make_member(riverside, "Coach", "coach")


@pytest.fixture
def teacher(riverside, school):
    return make_member(riverside, "Teacher", "staff", schools=[school])


@pytest.fixture
def viewer(riverside):
    return make_member(riverside, "Viewer", "viewer")


@pytest.fixture
def manager(riverside):
    return make_member(riverside, "Manager", "manager")


@pytest.fixture
def facilitator(riverside):
    return make_member(riverside, "Facilitator", "facilitator")


@pytest.fixture
def outsider(hillside):
    return make_member(hillside, "Outsider", "administrator")


@pytest.fixture
def cast(request):
    """Return everyone of Riverside by role."""
    names = (
        *("leader", "supervisor", "principal", "teacher", "coach", "viewer"),
        *("manager", "facilitator"),
    )
    people = [request.getfixturevalue(name) for name in names]
    return {person.role: person for person in people}

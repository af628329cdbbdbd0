import pytest
from django.urls import reverse


@pytest.fixture
def address():
    """Return a function that gives a page's address in Riverside."""

    def address_of(name, **parts):
        return reverse(f"instruments:{name}", kwargs={"org": "riverside", **parts})

    return address_of


@pytest.fixture
def browser(leader, sign_in):
    """The leader, signed in."""
    return sign_in(leader)

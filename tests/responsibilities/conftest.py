"""Reading pages as a person does."""

import html
import re

import pytest


@pytest.fixture
def open_page(client):
    """Return a function that opens an address; gives the response and its words."""

    def open_address(address):
        response = client.get(address)
        text = re.sub(r"<[^>]+>", " ", response.content.decode())
        return response, re.sub(r"\s+", " ", html.unescape(text))

    return open_address

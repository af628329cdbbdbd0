import pytest
from django.template import engines


@pytest.fixture
def render():
    """Return a function that renders template text with the product's tags."""

    def rendered(text, **context):
        request = context.pop("request", None)
        return engines["django"].from_string(text).render(context, request)

    return rendered

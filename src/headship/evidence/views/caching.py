"""Answers that stay the same until something is published."""

from functools import wraps
from hashlib import sha256

from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import condition

from headship.evidence.queries.catalogs import catalog_state

FRESH_SECONDS = 300  # A reader may see the library as it was five minutes ago.


def cached_until_published(view):
    """Answer 304 to whoever has this already, and let others keep it for a while."""

    @wraps(view)
    def answer(request, *parts, **named):
        state = catalog_state()
        said = f"{state.version}{request.get_full_path()}{get_language()}"
        etag = f'"{sha256(said.encode()).hexdigest()[:32]}"'
        conditional = condition(
            etag_func=lambda *_all, **_named: etag,
            last_modified_func=lambda *_all, **_named: state.made_at,
        )
        response = conditional(view)(request, *parts, **named)
        if response.status_code in {200, 304}:
            patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
        return response

    return answer

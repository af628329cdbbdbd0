"""The read API's addresses, and what explains them."""

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from headship.core.http import render_page
from headship.evidence.api import api as read_api
from headship.evidence.reports.documentation import documentation_page
from headship.evidence.views.caching import cached_until_published


@login_not_required
@require_safe
def api(request):
    """Explain every address of the API from its own description."""
    page = documentation_page(_document(), reverse("evidence:api_document"))
    return render_page(request, "evidence/api.html", {"page": page})


@login_not_required
@require_safe
@cached_until_published
def api_document(_request):
    """Hand out the description as programs read it."""
    return JsonResponse(_document())


def _document():
    return read_api.get_openapi_schema(path_prefix=reverse("evidence:api"))


def _opened(pattern):
    """Let anyone in, and let them keep the answer until something is published."""
    view = login_not_required(cached_until_published(pattern.callback))
    return path(str(pattern.pattern), view, name=f"api_{pattern.name}")


def api_patterns():
    """Return the API's addresses as public pages."""
    patterns, _app, _namespace = read_api.urls
    return [_opened(one) for one in patterns if one.name != "api-root"]

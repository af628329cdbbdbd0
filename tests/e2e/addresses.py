"""The product's addresses, and one that fails as a bug would."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from headship.urls import handler403, handler404, handler500
from headship.urls import urlpatterns as ours

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]


@login_not_required
def fail(_request):
    raise RuntimeError("This page fails so that a browser can see how that looks.")


urlpatterns = [*ours, path("fails/", fail)]

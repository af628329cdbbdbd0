"""One page of a list."""

from django.core.paginator import Page, Paginator

PAGE_SIZE = 50


def page_of(request, items) -> Page:
    """Return the page that the address asks for, or the nearest there is."""
    return Paginator(items, PAGE_SIZE).get_page(request.GET.get("page"))

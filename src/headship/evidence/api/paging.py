"""Pages of a list."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from ninja import Field, Schema

from headship.evidence.reports.records import address

MOST = 200
USUAL = 50


class Page(Schema):
    """Which page of a list."""

    page: int = Field(1, ge=1, le=100_000, description="Counted from 1.")
    per_page: int = Field(USUAL, ge=1, le=MOST, description="Records to a page.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """The places of a page's records in the whole list."""

    start: int
    end: int


def listing(
    request: HttpRequest,
    page: Page,
    count: int,
    items: Callable[[Slice], list[Any]],
) -> dict[str, Any]:
    """Return one page with the address of the next."""
    start = (page.page - 1) * page.per_page
    end = start + page.per_page
    return {
        "count": count,
        "next": _next(request, page) if end < count else None,
        "items": items(Slice(start=start, end=end)) if start < count else [],
    }


def _next(request: HttpRequest, page: Page) -> str:
    query = request.GET.copy()
    query["page"] = str(page.page + 1)
    return address(f"{request.path}?{query.urlencode()}")

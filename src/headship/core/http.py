"""Answers to a browser."""

from collections.abc import Iterable
from typing import Any

from defusedcsv import csv
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header

PER_PAGE = 50


def render_page(
    request: HttpRequest, template: str, context: dict[str, Any], *, part: str = ""
) -> HttpResponse:
    """Render a page, or only its named part when htmx asks for that target."""
    htmx = request.htmx  # type: ignore[attr-defined]
    wanted = (htmx.target or "").rpartition("#")[2]  # htmx 4 sends "div#status".
    name = f"{template}#{part}" if part and htmx and wanted == part else template
    return render(request, name, context)


def page_of(request: HttpRequest, items: Any, per_page: int = PER_PAGE) -> Page:
    """Return the page of a list that the address asks for, or the nearest there is."""
    return Paginator(items, per_page).get_page(request.GET.get("page"))


def address(request: HttpRequest, name: str, **parts: Any) -> str:
    """Return the address of a page of the member's organization."""
    slug = request.member.organization.slug  # type: ignore[attr-defined]
    return reverse(name, kwargs={"org": slug, **parts})


def go(request: HttpRequest, name: str, **parts: Any) -> HttpResponse:
    """Send the browser to a page of the member's organization."""
    return redirect(address(request, name, **parts))


def ask(request: HttpRequest, **words: Any) -> HttpResponse:
    """Ask before something is done; words: title, text, action, back, maybe kind."""
    return render(request, "core/confirm.html", words)


def download(content: bytes | str, filename: str, content_type: str) -> HttpResponse:
    """Hand out what was just written, for the browser to save."""
    return HttpResponse(
        content,
        content_type=content_type,
        headers={
            "Content-Disposition": content_disposition_header(
                as_attachment=True, filename=filename
            )
        },
    )


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, value: str) -> str:
        return value


def csv_response(
    filename: str, header: list[str], rows: Iterable[Iterable[Any]]
) -> StreamingHttpResponse:
    """Stream a table as CSV that a spreadsheet opens without running formulas."""
    writer = csv.writer(_Echo())

    def lines() -> Iterable[str]:
        yield "\ufeff" + writer.writerow(header)
        for row in rows:
            yield writer.writerow(["" if cell is None else cell for cell in row])

    return StreamingHttpResponse(
        lines(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )

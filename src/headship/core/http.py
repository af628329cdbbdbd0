"""Answers to a browser."""

from collections.abc import Iterable
from typing import Any

from defusedcsv import csv
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render


def render_page(
    request: HttpRequest, template: str, context: dict[str, Any], *, part: str = ""
) -> HttpResponse:
    """Render a page, or only its named part when htmx asks for that target."""
    htmx = request.htmx  # type: ignore[attr-defined]
    wanted = (htmx.target or "").rpartition("#")[2]  # htmx 4 sends "div#status".
    name = f"{template}#{part}" if part and htmx and wanted == part else template
    return render(request, name, context)


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

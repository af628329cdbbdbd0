"""Pages that are alike: one form, one question with its reason, one table."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from headship.core import http
from headship.core.http import csv_response


def send_table(
    filename: str, header: list[str], rows: Iterable[Iterable[Any]]
) -> StreamingHttpResponse:
    """Send rows as CSV, reading them while the tenant's scope still holds."""
    return csv_response(filename, header, list(rows))


def show_form(request: HttpRequest, form: Any, **words: Any) -> HttpResponse:
    """Show one form; words: title, action, back, and maybe lead and up."""
    return render(request, "programs/form_page.html", {"form": form, **words})


def ask_reason(request: HttpRequest, form: Any, **words: Any) -> HttpResponse:
    """Ask before something is done, and for the reason."""
    return render(request, "programs/reason_page.html", {"form": form, **words})


def go(request: HttpRequest, name: str, **parts: Any) -> HttpResponse:
    """Send the browser to a page of programs in the member's organization."""
    return http.go(request, f"programs:{name}", **parts)


def address(request: HttpRequest, name: str, **parts: Any) -> str:
    """Return the address of a page of programs in the member's organization."""
    return http.address(request, f"programs:{name}", **parts)

"""Pages that are alike: one form, one question, one page of a list."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from headship.core.http import csv_response

PER_PAGE = 50


def page_of(request: HttpRequest, items: Any) -> Page:
    """Return the page of a list that the address asks for, or the nearest there is."""
    return Paginator(items, PER_PAGE).get_page(request.GET.get("page"))


def send_table(
    filename: str, header: list[str], rows: Iterable[Iterable[Any]]
) -> StreamingHttpResponse:
    """Send rows as CSV, reading them while the tenant's scope still holds."""
    return csv_response(filename, header, list(rows))


def show_form(request: HttpRequest, form: Any, **words: Any) -> HttpResponse:
    """Show one form; words: title, action, back, and maybe lead and up."""
    return render(request, "programs/form_page.html", {"form": form, **words})


def ask(request: HttpRequest, **words: Any) -> HttpResponse:
    """Ask before something is done; words: title, text, action, back, maybe kind."""
    return render(request, "core/confirm.html", words)


def ask_reason(request: HttpRequest, form: Any, **words: Any) -> HttpResponse:
    """Ask before something is done, and for the reason."""
    return render(request, "programs/reason_page.html", {"form": form, **words})


def go(request: HttpRequest, name: str, **parts: Any) -> HttpResponse:
    """Send the browser to a page of the member's organization."""
    return redirect(address(request, name, **parts))


def address(request: HttpRequest, name: str, **parts: Any) -> str:
    """Return the address of a page of the member's organization."""
    slug = request.member.organization.slug  # type: ignore[attr-defined]
    return reverse(f"programs:{name}", kwargs={"org": slug, **parts})

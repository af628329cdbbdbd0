"""Every address of the product, and what the apps say of theirs."""

import importlib
import pkgutil

from django.urls import URLPattern, get_resolver

from tests.guards import pages

MEMBER = "o/<slug:org>/"


def all_routes():
    """Return (route, name, view) of every page."""
    return list(_walk(get_resolver().url_patterns))


def _walk(patterns, prefix="", namespace=""):
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route, f"{namespace}{pattern.name}", pattern.callback
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _walk(pattern.url_patterns, route, namespace + inner)


def permission_table():
    """Return the rows of all apps."""
    return [row for module in _modules() for row in getattr(module, "ROWS", [])]


def public_pages():
    """Return the public routes of all apps with their reasons."""
    return {
        route: reason
        for module in _modules()
        for route, reason in getattr(module, "PUBLIC", {}).items()
    }


def _modules():
    names = sorted(module.name for module in pkgutil.iter_modules(pages.__path__))
    return [importlib.import_module(f"{pages.__name__}.{name}") for name in names]

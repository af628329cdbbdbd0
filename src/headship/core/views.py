"""Pages that belong to no room: health, errors, the style guide."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from headship.core.styleguide import samples


@login_not_required
@require_GET
def health(_request):
    """Answer whether the process and its database work."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
def csrf_failure(request, reason=""):
    """Explain a form that came without its token."""
    return render(request, "core/csrf_failure.html", {"reason": reason}, status=403)


@login_not_required
def not_found(request, exception):
    """Show a real page for what does not exist here."""
    return render(request, "404.html", status=404)


@login_not_required
def refused(request, exception):
    """Show a real page for what this member may not do."""
    return render(request, "403.html", status=403)


@login_not_required
def broken(request):
    """Show a page without database or session when the server failed."""
    return render(request, "500.html", status=500)


@login_not_required
@require_GET
def styleguide(request):
    """Show every component in every state, in the theme that is asked for."""
    theme = request.GET.get("theme", "")
    context = {
        "page": samples(),
        "theme": theme if theme in {"light", "dark"} else "",
    }
    return render(request, "core/styleguide.html", context)


@login_not_required
@require_GET
def styleguide_rater(request):
    """Show what a rater sees: a page without navigation."""
    return render(request, "core/styleguide_rater.html", {"page": samples()})

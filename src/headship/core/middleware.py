"""How every request is met, and how a refusal becomes a message."""

from urllib.parse import urlsplit, urlunsplit

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from headship.core.errors import PolicyError


class HeadMiddleware:
    """Answer HEAD as GET without its body, as monitors and proxies ask.

    A GET never writes, so asking for the head of a page changes nothing either.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method != "HEAD":
            return self.get_response(request)
        request.method = "GET"
        response = self.get_response(request)
        if response.streaming:
            response.streaming_content = ()
        else:
            response.content = b""
        return response


class SignInMiddleware(LoginRequiredMiddleware):
    """Ask to sign in before any page but the public ones.

    What a form sends after its session has ended is not kept; signing in leads back to
    the page with the form, since the address it was sent to shows nothing.
    """

    def handle_no_permission(self, request, view_func):
        if request.method != "POST":
            return super().handle_no_permission(request, view_func)
        messages.warning(
            request, _("You were signed out meanwhile. Sign in, then do it again.")
        )
        return redirect_to_login(_page_before(request) or "/")


def _page_before(request) -> str:
    """Return the address of this site that a request came from, if it says so."""
    back = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return ""
    parts = urlsplit(back)
    return urlunsplit(("", "", parts.path, parts.query, ""))


class PolicyErrorMiddleware:
    """Show why something cannot be done now, on the page the person came from."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, error):
        if not isinstance(error, PolicyError):
            return None
        if request.accepts("text/html"):
            return self._page(request, error)
        return JsonResponse({"error": str(error)}, status=409)

    def _page(self, request, error) -> HttpResponse:
        back = _page_before(request)
        if request.method == "POST" and back:
            messages.error(request, str(error))
            return redirect(back)
        return render(request, "core/refused.html", {"error": error}, status=409)

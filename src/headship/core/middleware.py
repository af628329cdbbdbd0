"""How every request is met, and how a refusal becomes a message."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

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
        back = request.headers.get("Referer", "")
        if request.method == "POST" and url_has_allowed_host_and_scheme(
            back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        ):
            messages.error(request, str(error))
            return redirect(back)
        return render(request, "core/refused.html", {"error": error}, status=409)

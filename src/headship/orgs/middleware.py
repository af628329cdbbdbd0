"""From an address to a member and a tenant."""

from contextlib import ExitStack

from django.http import Http404, HttpRequest
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from headship.orgs.models import Membership


class MemberRequest(HttpRequest):
    """A request below /o/<org>/, which knows the member who makes it."""

    member: Membership


class MembershipMiddleware:
    """Resolve /o/<slug:org>/ to request.member and enter the tenant's scope."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with ExitStack() as request.tenant_scope:
            return self.get_response(request)

    def process_view(self, request, _view, _args, kwargs):
        if "org" not in kwargs:
            return
        request.member = self._member(request, kwargs.pop("org"))
        organization = request.member.organization
        request.tenant_scope.enter_context(scope(organization=organization))
        request.tenant_scope.enter_context(timezone.override(organization.time_zone))

    def _member(self, request, slug) -> Membership:
        with scopes_disabled():
            member = (
                Membership.objects.active()
                .select_related("organization")
                .filter(user=request.user, organization__slug=slug)
                .first()
            )
        if member is None:
            raise Http404
        member.user = request.user
        return member

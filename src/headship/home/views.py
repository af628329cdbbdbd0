"""The first page a person sees."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from headship.home import queries
from headship.home.search import search as find
from headship.orgs.queries import memberships_of


@login_not_required
@require_GET
def start(request):
    """Welcome a visitor; take a member to their organization."""
    if not request.user.is_authenticated:
        return render(request, "home/welcome.html")
    memberships = list(memberships_of(request.user)[:2])
    if len(memberships) == 1:
        return redirect(memberships[0].organization)
    return redirect("orgs:organization_list")


@require_GET
def organization(request):
    page = queries.next_for(request.member)
    return render(request, "home/organization.html", {"page": page})


@require_GET
def search(request):
    page = find(request.member, request.GET.get("q", ""))
    return render(request, "home/search.html", {"page": page})

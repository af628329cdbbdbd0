"""What anyone can ask about a certificate without an account."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from headship.orgs.models import Organization
from headship.programs.actions.certificates import status_url
from headship.programs.badges import credentials
from headship.programs.forms.certificates import NumberForm
from headship.programs.queries import certificates as queries
from headship.programs.reports import certificates as reports


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def certificate_find(request):
    """Take the number that is printed on a certificate."""
    form = NumberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = queries.find_number(form.cleaned_data["number"])
        if found:
            return redirect("programs_public:certificate_verify", ref=found.ref)
        form.add_error("number", reports.UNKNOWN_NUMBER)
    return render(request, "programs/certificate_find.html", {"form": form})


@login_not_required
@never_cache
@require_GET
def certificate_verify(request, ref):
    """Say whether a certificate is valid, revoked or unknown."""
    found = queries.find_public(ref)
    page = reports.public_page(found) if found else None
    status = 200 if found else 404
    return render(
        request, "programs/certificate_verify.html", {"page": page}, status=status
    )


@login_not_required
@never_cache
@require_GET
def issuer_revoked(_request, ref):
    """List an issuer's revoked credentials for programs that verify badges."""
    issuer = get_object_or_404(Organization, ref=ref)
    key = queries.public_key_of(issuer)
    if key is None:
        raise Http404
    listed = credentials.revocation_list(
        status_url(issuer), key, queries.revoked_refs(issuer)
    )
    return JsonResponse(listed, headers={"Access-Control-Allow-Origin": "*"})

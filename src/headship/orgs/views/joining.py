"""How an invited person comes to an account; the code never travels in an address."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from headship.core.errors import PolicyError
from headship.orgs import actions, policies, queries
from headship.orgs.forms.joining import AccountForm, CodeForm

INVITATION = "invitation_ref"
TRIES = {"join": "20/m/ip"}  # A school opens its accounts from one address.
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@login_not_required
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def account_join(request):
    """Take the code, brought by the link's script or typed."""
    form = CodeForm(request.POST or None)
    if not form.is_valid():
        return render(request, "orgs/account_join.html", {"form": form})
    if too_many := ratelimit.consume_or_429(request, action="join", config=TRIES):
        return too_many
    invitation = queries.find_invitation(form.cleaned_data["code"])
    refusal = _refusal(invitation)
    if refusal:
        form.add_error("code", refusal)
        return render(request, "orgs/account_join.html", {"form": form})
    request.session[INVITATION] = str(invitation.ref)
    return redirect("orgs:account_open")


def _refusal(invitation) -> str:
    """Return why an invitation does not let anyone in, or nothing."""
    try:
        policies.check_invitation_is_open(invitation)
    except PolicyError as error:
        return str(error)
    return ""


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def account_open(request):
    """Let the person choose a name and a password, or join with their account."""
    ref = request.session.get(INVITATION)
    invitation = queries.invitation_by_ref(ref) if ref else None
    if _refusal(invitation):
        return redirect("orgs:account_join")
    if queries.has_account(invitation):
        return _join_with_account(request, invitation)
    form = AccountForm(request.POST or None, member=invitation.member)
    if not form.is_valid():
        context = {"form": form, "invitation": invitation}
        return render(request, "orgs/account_open.html", context)
    user = actions.open_account(
        invitation=invitation,
        name=form.cleaned_data["name"],
        password=form.cleaned_data["password"],
    )
    login(request, user, backend=BACKEND)
    return redirect(invitation.member.organization)


def _join_with_account(request, invitation):
    """Add the organization to the account that the person has already."""
    if request.method == "GET":
        context = {"invitation": invitation}
        return render(request, "orgs/account_link.html", context)
    actions.open_account(invitation=invitation)
    del request.session[INVITATION]
    words = _("You now belong to %(name)s. Sign in with the password you have.")
    organization = invitation.member.organization
    messages.success(request, words % {"name": organization})
    return redirect(organization)

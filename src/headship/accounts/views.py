"""A person's own pages."""

from tempfile import TemporaryFile

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headship.accounts import actions, demo
from headship.accounts.forms import ProfileForm
from headship.accounts.models import User
from headship.core import archives, files
from headship.core.clock import today
from headship.core.http import render_page

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_http_methods(["GET", "POST"])
def profile(request):
    form = ProfileForm(request.POST or None, instance=request.user)
    if not form.is_valid():
        return render_page(request, "accounts/profile.html", {"form": form})
    user = actions.change_profile(user=request.user, **form.cleaned_data)
    with override(user.language):
        messages.success(request, _("The changes are saved."))
    response = redirect("accounts:profile")
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        user.language,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response


@require_GET
def security(request):
    """Show what protects the account and where to change it."""
    kinds = Authenticator.objects.filter(user=request.user).values_list(
        "type", flat=True
    )
    context = {
        "has_totp": Authenticator.Type.TOTP in kinds,
        "has_passkey": Authenticator.Type.WEBAUTHN in kinds,
        "has_codes": Authenticator.Type.RECOVERY_CODES in kinds,
    }
    return render_page(request, "accounts/security.html", context)


@require_GET
def my_data(request):
    """Hand out all that is about the person who asks, from every organization."""
    out = TemporaryFile()  # noqa: SIM115 -- the response closes it, and it is gone
    archives.write(out, request.user, archives.parts_of_person(request.user))
    out.seek(0)
    return files.hand_out(out, f"headship-{today()}.zip")


@require_GET
def email_is_fixed(request):
    """Say where the address comes from; django-allauth's page would change it."""
    return render_page(request, "account/email.html", {})


@login_not_required
@require_POST
def demo_sign_in(request):
    """Sign in as a persona without a password; exists in the demonstration only."""
    refs = {str(persona.user_ref) for persona in demo.personas()}
    if request.POST.get("persona") not in refs:
        raise Http404
    user = User.objects.get(ref=request.POST["persona"])
    login(request, user, backend=BACKEND)
    return redirect(settings.LOGIN_REDIRECT_URL)

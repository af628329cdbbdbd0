"""The public form: anyone may ask a provider about its programs."""

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods
from django_scopes import scope

from headship.programs import spam
from headship.programs.actions import enquiries as actions
from headship.programs.forms.enquiries import AskForm
from headship.programs.queries import enquiries as queries

MOST_VOICES = 6


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def enquiry_ask(request, provider):
    organization = _provider_or_404(provider)
    with scope(organization=organization), timezone.override(organization.time_zone):
        if request.method == "GET":
            return _show(request, organization, None)
        return _take(request, organization)


@login_not_required
@require_GET
def enquiry_sent(request, provider):
    organization = _provider_or_404(provider)
    context = {"organization": organization}
    return render(request, "programs/enquiry_sent.html", context)


def _take(request, organization):
    form = AskForm(request.POST, organization=organization)
    address = get_adapter().get_client_ip(request)
    if form.is_valid() and not form.is_machine:
        if spam.is_too_often(address, organization.slug):
            form.add_error(
                None,
                _("Many questions came from your connection. Try again in an hour."),
            )
        else:
            actions.receive_enquiry(question=form.question, organization=organization)
    if not form.is_valid() and not form.is_machine:
        return _show(request, organization, form)
    # A machine is told the same, so that it learns nothing.
    return redirect("programs_public:enquiry_sent", provider=organization.slug)


def _show(request, organization, form):
    shown = request.POST.get("shown", "")
    context = {
        "organization": organization,
        "form": form or AskForm(organization=organization),
        "stamp": spam.stamp() if spam.is_stale(shown) else shown,
        "voices": queries.published_testimonials(organization)[:MOST_VOICES],
    }
    return render(request, "programs/enquiry_ask.html", context)


def _provider_or_404(slug):
    organization = queries.find_provider(slug)
    if organization is None:
        raise Http404
    return organization

"""Announcing that the organization is deleted, and keeping it after all."""

from django.contrib import messages
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from headship.accounts.confirming import password_again
from headship.core.http import address, ask, go, render_page
from headship.orgs import actions, policies
from headship.orgs.access import require
from headship.orgs.forms.deletion import DeletionForm
from headship.orgs.permissions import Permission

DATA = Permission.DATA_MANAGE
LIST = "orgs:export_list"


@require_http_methods(["GET", "POST"])
def deletion_schedule(request):
    require(request.member, DATA)
    organization = request.member.organization
    policies.check_can_schedule_deletion(organization)
    if (answer := password_again(request)) is not None:
        return answer
    form = DeletionForm(request.POST or None, organization=organization)
    if not form.is_valid():
        context = {
            "form": form,
            "back": address(request, LIST),
            "notice": policies.DELETION_NOTICE,
        }
        return render_page(request, "orgs/deletion_schedule.html", context)
    actions.schedule_deletion(by=request.member, reason=form.cleaned_data["reason"])
    messages.success(request, _("It is announced. All administrators are told."))
    return go(request, LIST)


@require_http_methods(["GET", "POST"])
def deletion_cancel(request):
    require(request.member, DATA)
    organization = request.member.organization
    policies.check_can_cancel_deletion(organization)
    if request.method == "GET":
        return ask(
            request,
            title=_("Keep %(name)s?") % {"name": organization},
            text=_(
                "Nothing has been deleted yet, and nothing will be. All administrators "
                "are told."
            ),
            action=_("Cancel the deletion"),
            back=address(request, LIST),
        )
    actions.cancel_deletion(by=request.member)
    messages.success(request, _("The deletion is cancelled. Everything stays."))
    return go(request, LIST)

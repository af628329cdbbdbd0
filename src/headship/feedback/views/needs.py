"""Handing needs on from a group report: names of responsibilities and nothing else."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from headship.core.http import address
from headship.feedback import actions, policies
from headship.feedback.access import get_cycle
from headship.feedback.forms import NeedsForm
from headship.feedback.reports.group import group_report
from headship.feedback.reports.needs import lowest
from headship.frameworks.responsibilities import load_responsibilities
from headship.orgs.permissions import Permission, has_permission


@require_http_methods(["GET", "POST"])
def group_needs(request, ref):
    """Choose needs; once consented, show them as a line and as a link's query."""
    cycle = get_cycle(request.member, ref, Permission.GROUP_REPORT_VIEW)
    policies.check_has_closed(cycle)
    page = group_report(cycle, None)
    policies.check_can_hand_on(page.is_shown)
    form = NeedsForm(request.POST or None, initial={"needs": lowest(page)})
    if request.method == "GET" or not form.is_valid():
        context = {"cycle": cycle, "form": form, **_handed_on(request)}
        return render(request, "feedback/group_needs.html", context)
    needs = form.cleaned_data["needs"]
    actions.hand_on_needs(cycle=cycle, needs=needs, by=request.member)
    messages.success(request, _("Recorded. Here they are to pass on."))
    handed_on = urlencode([("need", key) for key in needs])
    return redirect(f"{address(request, 'feedback:group_needs', ref=ref)}?{handed_on}")


def _handed_on(request):
    wanted = set(request.GET.getlist("need"))
    chosen = [it for it in load_responsibilities() if it.key in wanted]
    return {
        "names": ", ".join(it.name for it in chosen),
        "can_plan": has_permission(request.member, Permission.PROGRAM_MANAGE),
        "query": urlencode([("need", it.key) for it in chosen]),
    }

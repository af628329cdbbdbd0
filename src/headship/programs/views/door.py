"""The code at the entrance: showing it, scanning it, and being counted."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from headship.core.clock import now
from headship.core.http import render_page
from headship.programs import access
from headship.programs.actions import attendance as actions
from headship.programs.forms.attendance import CodeForm
from headship.programs.models import Door
from headship.programs.queries import attendance as queries
from headship.programs.reports import attendance as reports
from headship.programs.views.pages import go

STAND = "door"  # What a browser's session keeps of a good code.
TIME_TO_SIGN_IN = timedelta(minutes=15)


@never_cache
@require_http_methods(["GET", "POST"])
def door(request, ref):
    """Show the code of a day, new with each request; POST opens the door."""
    day = access.get_led_day(request.member, ref)
    if request.method == "POST":
        actions.open_door(day=day, by=request.member)
        return go(request, "door", ref=ref)
    page = reports.door_page(day)
    return render_page(request, "programs/door.html", {"page": page}, part="code")


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def check_in(request):
    """Take a code from the link's fragment (by script) or from the keyboard."""
    form = CodeForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return render(request, "programs/check_in.html", {"form": form})
    found = actions.show_code(code=form.cleaned_data["code"])
    if request.user.is_authenticated:
        return _count(request, found)
    _remember(request, found)
    return redirect("programs_personal:at_the_door")


@never_cache
@require_http_methods(["GET", "POST"])
def at_the_door(request):
    """Let who signed in after a good code be counted."""
    found = _remembered(request)
    if found is None:
        messages.info(request, _("Scan the code at the door, or type it here."))
        return redirect("programs_public:check_in")
    if request.method == "POST":
        return _count(request, found)
    return render(request, "programs/at_the_door.html", {"day": found.day})


@never_cache
@require_GET
def checked_in(request, ref):
    """Say that someone is counted, and for how many hours."""
    kept = access.get_my_attendance(request.user, ref)
    with timezone.override(kept.day.zone):
        return render(request, "programs/checked_in.html", {"kept": kept})


def _count(request, door: Door):
    kept = actions.check_in(door=door, user=request.user)
    return redirect("programs_personal:checked_in", ref=kept.ref)


def _remember(request, door: Door) -> None:
    request.session[STAND] = [str(door.ref), now().timestamp()]


def _remembered(request) -> Door | None:
    """Return the door at which this browser showed a good code a moment ago."""
    ref, at = request.session.get(STAND, ["", 0])
    is_fresh = now().timestamp() - at < TIME_TO_SIGN_IN.total_seconds()
    return queries.get_door(ref) if ref and is_fresh else None

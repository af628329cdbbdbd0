"""Calendars: files for people who are signed in, feeds for their calendar programs."""

import base64
import binascii
import hashlib
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe
from django_scopes import scope

from headship.core import tokens
from headship.orgs.access import require
from headship.orgs.permissions import Permission, has_permission
from headship.programs import access, ics
from headship.programs.actions import calendar as actions
from headship.programs.models import Cohort
from headship.programs.queries import calendar as queries
from headship.programs.views.pages import go

REALM = 'Basic realm="Headship calendar", charset="UTF-8"'


@never_cache
@require_GET
def my_calendar(request):
    """Say how to subscribe, and whether a key is in use."""
    require(request.member, Permission.LEARNING_TAKE_PART)
    return _calendar_page(request)


@never_cache
@require_POST
def calendar_key(request):
    """Make a key and show it, once."""
    require(request.member, Permission.LEARNING_TAKE_PART)
    code = actions.make_feed_key(by=request.member)
    return _calendar_page(request, code=tokens.spell(code))


@require_POST
def calendar_key_revoke(request):
    require(request.member, Permission.LEARNING_TAKE_PART)
    actions.revoke_feed_key(by=request.member)
    messages.success(
        request, _("The key is revoked. Calendars that use it stop being updated.")
    )
    return go(request, "my_calendar")


@require_safe
def my_calendar_ics(request):
    require(request.member, Permission.LEARNING_TAKE_PART)
    occasions = queries.occasions_of(request.member)
    return _answer(request, occasions, _("My sessions"), "my-sessions.ics")


@require_safe
def my_session_ics(request, ref):
    session, _place = access.get_my_session(request.member, ref)
    with access.at_provider(session.cohort):
        occasions = queries.occasion_of(session)
    return _answer(request, occasions, session.title, "session.ics")


@require_safe
def cohort_calendar_ics(request, ref):
    cohort = access.get_cohort(request.member, ref)
    return _answer(request, queries.occasions_in(cohort), cohort.title, "cohort.ics")


def _with_key(view):
    """Admit a calendar program that signs in with a person's address and key."""

    @wraps(view)
    def admitted(request, *args, **kwargs):
        key = queries.find_feed_key(*_credentials(request))
        if key is None:
            return _refused()
        with scope(organization=key.member.organization):
            return view(request, key.member, *args, **kwargs)

    return login_not_required(require_safe(admitted))


@_with_key
def calendar_feed(request, member):
    """Return a person's own sessions, for a calendar program."""
    occasions = queries.occasions_of(member)
    return _answer(request, occasions, _("My sessions"), "my-sessions.ics")


@_with_key
def cohort_feed(request, member, ref):
    """Return one cohort's sessions: to its provider, and to who takes part or leads."""
    ours = Cohort.objects.filter(ref=ref).first()
    if ours and has_permission(member, Permission.PROGRAM_VIEW):
        return _answer(request, queries.occasions_in(ours), ours.title, "cohort.ics")
    occasions = queries.occasions_of(member, cohort=ref)
    if not occasions:
        raise Http404
    return _answer(request, occasions, _("My cohort"), "cohort.ics")


def _calendar_page(request, code=""):
    feed = f"{settings.BASE_URL}{reverse('programs_public:calendar_feed')}"
    context = {
        "code": code,
        "key": queries.feed_key_of(request.member),
        "address": feed,
        "webcal": f"webcal{feed[feed.index(':') :]}",
        "has_sessions": bool(queries.occasions_of(request.member)),
    }
    return render(request, "programs/my_calendar.html", context)


def _answer(request, occasions, name, filename):
    """Return a calendar, or only that it has not changed."""
    etag = _etag(occasions, name)
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    return HttpResponse(
        ics.feed(occasions, name=str(name)),
        content_type="text/calendar; charset=utf-8",
        headers={
            "ETag": etag,
            "Cache-Control": "private, no-cache",
            "Content-Disposition": f'attachment; filename="{filename}"',
        },
    )


def _etag(occasions, name) -> str:
    """Return a mark that changes when anything shown does; weak, as the time differs."""
    told = [str(name), *(repr(it.identity) for it in occasions)]
    return f'W/"{hashlib.sha256(chr(0).join(told).encode()).hexdigest()[:32]}"'


def _credentials(request) -> tuple[str, str]:
    kind, _space, encoded = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "basic":
        return "", ""
    try:
        email, _colon, code = base64.b64decode(encoded).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return email, code


def _refused() -> HttpResponse:
    sentence = _(
        "This calendar key is not known, or it was revoked. Sign in to Headship and make "
        "a new one under My calendar."
    )
    return HttpResponse(
        sentence,
        status=401,
        content_type="text/plain; charset=utf-8",
        headers={"WWW-Authenticate": REALM, "Cache-Control": "no-store"},
    )

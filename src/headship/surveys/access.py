"""Who may answer: whoever holds the code of an invitation."""

import secrets
from dataclasses import dataclass

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django_scopes import scopes_disabled

from headship.core import tokens
from headship.core.errors import PolicyError
from headship.surveys.models import Invitation

COOKIE = "rater"
COOKIE_PATH = "/r/"
SALT = "surveys.rater"
SESSION_SECONDS = 12 * 60 * 60  # One sitting; the link opens another.


class NoInvitationError(PolicyError):
    """The person is not, or is no longer, known as a rater."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a browser keeps: the invitation it answers, and which browser it is."""

    ref: str
    sitting: str


def find_by_code(code: str) -> Invitation | None:
    """Return the invitation that a code opens, whatever its state."""
    return _find(code_hash=tokens.fingerprint(code))


def remember(
    request: HttpRequest, response: HttpResponse, invitation: Invitation
) -> None:
    """Give the browser a signed note of which invitation it answers."""
    note = _read_note(request)
    sitting = note.sitting if note else secrets.token_hex(16)
    response.set_cookie(
        COOKIE,
        write_note(invitation.ref, sitting),
        max_age=SESSION_SECONDS,
        path=COOKIE_PATH,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponse) -> None:
    """Take the note back."""
    response.delete_cookie(COOKIE, path=COOKIE_PATH, samesite="Lax")


def write_note(ref: object, sitting: str) -> str:
    """Return a note that only we could have written."""
    return signing.dumps([str(ref), sitting], salt=SALT)


def get_invitation(request: HttpRequest) -> Invitation:
    """Return the invitation that this browser answers, or explain."""
    note = _read_note(request)
    invitation = _find(ref=note.ref) if note else None
    if invitation is None:
        raise NoInvitationError
    return invitation


def sitting_of(request: HttpRequest) -> str:
    """Return which browser this is; nothing for one we do not know."""
    note = _read_note(request)
    return note.sitting if note else ""


def _read_note(request: HttpRequest) -> Note | None:
    written = request.COOKIES.get(COOKIE, "")
    try:
        return Note(*signing.loads(written, salt=SALT, max_age=SESSION_SECONDS))
    except signing.BadSignature:
        return None


def _find(**lookup: str) -> Invitation | None:
    """Return one invitation with all that its pages need, in one query."""
    related = ("survey__organization", "subject", "group", "draft")
    with scopes_disabled():
        try:
            return Invitation.objects.select_related(*related).get(**lookup)
        except Invitation.DoesNotExist:
            return None

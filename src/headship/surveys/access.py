"""Who may answer: whoever holds the code of an invitation."""

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


def find_by_code(code: str) -> Invitation | None:
    """Return the invitation that a code opens, whatever its state."""
    return _find(code_hash=tokens.fingerprint(code))


def remember(response: HttpResponse, invitation: Invitation, *, secure: bool) -> None:
    """Give the browser a signed note of which invitation it answers."""
    response.set_cookie(
        COOKIE,
        signing.dumps(str(invitation.ref), salt=SALT),
        max_age=SESSION_SECONDS,
        path=COOKIE_PATH,
        secure=secure,
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponse) -> None:
    """Take the note back."""
    response.delete_cookie(COOKIE, path=COOKIE_PATH, samesite="Lax")


def get_invitation(request: HttpRequest) -> Invitation:
    """Return the invitation that this browser answers, or explain."""
    try:
        ref = signing.loads(
            request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=SESSION_SECONDS
        )
    except signing.BadSignature:
        raise NoInvitationError from None
    invitation = _find(ref=ref)
    if invitation is None:
        raise NoInvitationError
    return invitation


def _find(**lookup: str) -> Invitation | None:
    """Return one invitation with all that its pages need, in one query."""
    related = ("survey__organization", "subject", "group", "draft")
    with scopes_disabled():
        try:
            return Invitation.objects.select_related(*related).get(**lookup)
        except Invitation.DoesNotExist:
            return None

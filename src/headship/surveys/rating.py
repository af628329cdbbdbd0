"""A rater's sitting: who answers, in what language, how far they are."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django_scopes import scope

from headship.surveys import access, policies, queries
from headship.surveys.models import Draft, Invitation
from headship.surveys.questionnaire import Questionnaire


class RaterRequest(HttpRequest):
    """A request of a rater, with what they were asked and have answered so far."""

    invitation: Invitation
    questionnaire: Questionnaire
    draft: Draft


def rater_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Admit whoever holds an invitation that can be answered, in their language.

    Everyone else gets the page that explains why not.
    """

    @wraps(view)
    def admitted(request, *args, **kwargs):
        try:
            invitation = access.get_invitation(request)
            policies.check_can_answer(invitation)
            policies.check_is_about(invitation, request.POST.get("about", ""))
            return _in_language(view, request, invitation, args, kwargs)
        except access.NoInvitationError:
            return redirect("surveys:rater_enter")
        except policies.CannotAnswerError as error:
            if error.why == "answered" and request.method == "POST":
                return redirect("surveys:rater_done")  # The same answers sent again.
            return explain(request, error, invitation)

    return admitted


def explain(
    request: HttpRequest, error: policies.CannotAnswerError, invitation: Invitation
) -> HttpResponse:
    """Say why an invitation cannot be answered, and what to do."""
    zone = invitation.survey.organization.time_zone
    with (
        translation.override(language_of(request, invitation)),
        timezone.override(zone),
    ):
        context = {"error": error, "survey": invitation.survey, "why": error.why}
        return render(request, "surveys/rater_cannot.html", context, status=410)


def language_of(request: HttpRequest, invitation: Invitation) -> str:
    """Return the language chosen on this device, else the one invited in."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else invitation.language


def language_here(request: HttpRequest) -> str | None:
    """Return the language of the invitation that this browser answers, if it has one."""
    try:
        return language_of(request, access.get_invitation(request))
    except access.NoInvitationError:
        return translation.get_language()


def _in_language(view, request, invitation, args, kwargs) -> HttpResponse:
    language = language_of(request, invitation)
    request.invitation = invitation
    request.questionnaire = queries.get_questionnaire(invitation, language)
    sitting = access.sitting_of(request)
    request.draft = draft_of(invitation, request.questionnaire, sitting)
    organization = invitation.survey.organization
    with (
        scope(organization=organization),
        translation.override(language),
        timezone.override(organization.time_zone),
    ):
        response = view(request, *args, **kwargs)
    response.headers["Cache-Control"] = "no-store, private"
    return response


def draft_of(
    invitation: Invitation, questionnaire: Questionnaire, sitting: str
) -> Draft:
    """Return the stored draft, or an empty one that is not stored.

    It carries the sitting that asks, which takes over what it may go on with.
    """
    draft = getattr(invitation, "draft", None)
    if draft is None or not draft.may_go_on(sitting):
        draft = Draft(invitation=invitation, answers=questionnaire.blank)
    draft.sitting = sitting
    return draft

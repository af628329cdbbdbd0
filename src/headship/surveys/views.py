"""A rater's pages: no account, no navigation, one thing at a time."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headship.surveys import access, actions, policies, queries, reports
from headship.surveys.forms import AnswersForm, CodeForm
from headship.surveys.rating import explain, language_here, rater_view


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def rater_enter(request):
    """Take the code from the link's fragment (by script) or from the keyboard."""
    form = CodeForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return render(request, "surveys/rater_enter.html", {"form": form})
    invitation = access.find_by_code(form.cleaned_data["code"])
    if invitation is None:
        form.add_error("code", reports.UNKNOWN_CODE)
        return render(request, "surveys/rater_enter.html", {"form": form})
    try:
        policies.check_can_answer(invitation)
    except policies.CannotAnswerError as error:
        return explain(request, error, invitation)
    response = redirect("surveys:rater_welcome")
    access.remember(request, response, invitation)
    return response


@login_not_required
@require_GET
@rater_view
def rater_welcome(request):
    """Say who asks, why, how long it takes and who will see what."""
    page = reports.welcome_page(
        request.invitation, request.questionnaire, request.draft
    )
    return render(request, "surveys/rater_welcome.html", {"page": page})


@login_not_required
@require_http_methods(["GET", "POST"])
@rater_view
def rater_page(request, number):
    """Show one page of statements; sending it saves and goes on."""
    page = _page_or_404(request, number)
    if request.method == "GET":
        return _show_page(request, page)
    form = AnswersForm(request.POST, questionnaire=request.questionnaire, page=page)
    if not form.is_valid():
        return _show_page(request, page, form)
    _save(request, form)
    if "back" in request.POST and number > 1:
        return redirect("surveys:rater_page", number=number - 1)
    return _go_to(request, number + 1)


@login_not_required
@require_POST
@rater_view
def rater_save(request, number):
    """Keep answers while the rater is still on the page."""
    page = _page_or_404(request, number)
    form = AnswersForm(request.POST, questionnaire=request.questionnaire, page=page)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    draft = _save(request, form)
    return JsonResponse(
        {"answered": request.questionnaire.answered(bytes(draft.answers))}
    )


@login_not_required
@require_http_methods(["GET", "POST"])
@rater_view
def rater_words(request):
    """Ask the open questions."""
    if not request.questionnaire.questions:
        return redirect("surveys:rater_review")
    if request.method == "POST":
        form = AnswersForm(request.POST, questionnaire=request.questionnaire)
        if form.is_valid():
            _save(request, form)
            return redirect("surveys:rater_review")
    page = reports.words_page(request.invitation, request.questionnaire, request.draft)
    return render(request, "surveys/rater_words.html", {"page": page})


@login_not_required
@require_GET
@rater_view
def rater_review(request):
    """Say what is answered and what sending means."""
    page = reports.review_page(request.invitation, request.questionnaire, request.draft)
    return render(request, "surveys/rater_review.html", {"page": page})


@login_not_required
@require_POST
@rater_view
def rater_send(request):
    """Store the answers; what this request carries overlays the draft."""
    form = AnswersForm(request.POST, questionnaire=request.questionnaire)
    if not form.is_valid():
        return redirect("surveys:rater_review")
    draft, sent = request.draft, form.cleaned_data
    actions.send_response(
        invitation=request.invitation,
        answers=actions.overlay(bytes(draft.answers), sent["values"]),
        texts={**draft.texts, **sent["texts"]},
    )
    return redirect("surveys:rater_done")


@login_not_required
@never_cache
@require_GET
def rater_done(request):
    """Confirm that answers arrived, without saying which."""
    with translation.override(language_here(request)):
        response = render(request, "surveys/rater_done.html")
    access.forget(response)
    return response


@login_not_required
@require_POST
@rater_view
def rater_decline(request):
    """Stop asking this person."""
    actions.decline(invitation=request.invitation)
    response = render(request, "surveys/rater_declined.html")
    access.forget(response)
    return response


@require_POST
def member_answer(request, ref):
    """Open a signed-in member's own questionnaire without the code."""
    waiting = queries.waiting_for(request.member)
    invitation = get_object_or_404(waiting, ref=ref)
    response = redirect("surveys:rater_welcome")
    access.remember(request, response, invitation)
    return response


def _page_or_404(request, number):
    pages = request.questionnaire.pages
    if not 1 <= number <= len(pages):
        raise Http404
    return pages[number - 1]


def _show_page(request, page, form=None):
    shown = reports.question_page(
        request.invitation, request.questionnaire, request.draft, page
    )
    return render(request, "surveys/rater_page.html", {"page": shown, "form": form})


def _save(request, form):
    return actions.save_draft(
        invitation=request.invitation,
        values=form.cleaned_data["values"],
        texts=form.cleaned_data["texts"],
        blank=request.questionnaire.blank,
        sitting=request.draft.sitting,
    )


def _go_to(request, number):
    if number > len(request.questionnaire.pages):
        return redirect("surveys:rater_words")
    return redirect("surveys:rater_page", number=number)

"""Scopes of work: from needs and rates to a proposal and a cohort."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headship.core.http import csv_response, page_of, render_page
from headship.core.pdf import download_pdf
from headship.orgs.access import require
from headship.orgs.permissions import Permission, has_permission
from headship.programs.access import get_scope
from headship.programs.actions import scopes as actions
from headship.programs.forms.rates import RateForm
from headship.programs.forms.scopes import (
    AcceptForm,
    DeclineForm,
    ScopeFilterForm,
    ScopeForm,
    needs_initial,
    scope_initial,
)
from headship.programs.options.problem import Mode
from headship.programs.policies import scopes as policies
from headship.programs.queries import scopes as queries
from headship.programs.reports import scopes as reports
from headship.programs.views.pages import go

PER_PAGE = 25
VIEW, MANAGE = Permission.PROGRAM_VIEW, Permission.PROGRAM_MANAGE


@require_http_methods(["GET", "POST"])
def rate_edit(request):
    require(request.member, MANAGE)
    card = queries.rate_card(request.member.organization)
    form = RateForm(request.POST or None, card=card)
    if request.method == "GET" or not form.is_valid():
        return render(request, "programs/rate_edit.html", {"form": form})
    currency = form.cleaned_data["currency"]
    actions.save_rates(rates=form.rates, currency=currency, by=request.member)
    messages.success(request, _("The rates are saved. Scopes that exist keep theirs."))
    return go(request, "scope_list")


@require_GET
def scope_list(request):
    require(request.member, VIEW)
    form = ScopeFilterForm(request.GET)
    found = queries.find_scopes(request.member.organization, form.wanted())
    context = {
        "form": form,
        "page": page_of(request, found, PER_PAGE),
        "is_filtered": bool(form.wanted()),
        "may_manage": has_permission(request.member, MANAGE),
    }
    return render_page(request, "programs/scope_list.html", context, part="scopes")


@require_GET
def scope_list_csv(request):
    require(request.member, VIEW)
    wanted = ScopeFilterForm(request.GET).wanted()
    found = queries.find_scopes(request.member.organization, wanted)
    return csv_response("scopes.csv", *reports.scope_table(found))


@require_http_methods(["GET", "POST"])
def scope_create(request):
    require(request.member, MANAGE)
    card = queries.rate_card(request.member.organization)
    policies.check_has_rates(card.rates)
    initial = needs_initial(request.GET.getlist("need"))
    form = ScopeForm(
        request.POST or None,
        rates=card.rates,
        organization=request.member.organization,
        initial=initial,
    )
    if request.method == "GET" or not form.is_valid():
        return render(request, "programs/scope_form.html", {"form": form})
    scope = actions.create_scope(
        text=form.text, problem=form.problem, currency=card.currency, by=request.member
    )
    return redirect(scope)


@require_http_methods(["GET", "POST"])
def scope_change(request, ref):
    scope = get_scope(request.member, ref, MANAGE)
    policies.check_is_draft(scope)
    form = ScopeForm(
        request.POST or None,
        rates=queries.problem_of(scope).rates,
        organization=scope.organization,
        initial=scope_initial(scope),
    )
    if request.method == "GET" or not form.is_valid():
        context = {"form": form, "scope": scope}
        return render(request, "programs/scope_form.html", context)
    actions.change_scope(
        scope=scope, text=form.text, problem=form.problem, by=request.member
    )
    return redirect(scope)


@require_GET
def scope_detail(request, ref):
    scope = get_scope(request.member, ref)
    context = {
        "page": reports.scope_page(scope),
        "may_manage": has_permission(request.member, MANAGE),
    }
    return render(request, "programs/scope_detail.html", context)


@require_GET
def scope_costs_csv(request, ref):
    page = reports.scope_page(get_scope(request.member, ref))
    return csv_response("scope-costs.csv", *reports.cost_table(page))


@require_POST
def scope_choose(request, ref, number):
    scope = get_scope(request.member, ref, MANAGE)
    actions.choose_option(scope=scope, number=number, by=request.member)
    return _to_choice(scope)


@require_POST
def scope_session(request, ref):
    """Put a session into the chosen option, or take it out."""
    scope = get_scope(request.member, ref, MANAGE)
    key = request.POST.get("key", "")
    actions.switch_session(scope=scope, key=key, by=request.member)
    return _to_choice(scope)


@require_POST
def scope_mode(request, ref, mode):
    scope = get_scope(request.member, ref, MANAGE)
    if mode not in list(Mode):
        raise Http404
    actions.switch_mode(scope=scope, mode=Mode(mode), by=request.member)
    return _to_choice(scope)


@require_POST
def scope_rates(request, ref):
    scope = get_scope(request.member, ref, MANAGE)
    actions.use_current_rates(scope=scope, by=request.member)
    messages.success(request, _("It is costed with today's rates."))
    return redirect(scope)


@require_POST
def scope_propose(request, ref):
    scope = get_scope(request.member, ref, MANAGE)
    actions.propose_scope(scope=scope, by=request.member)
    messages.success(request, _("Its figures are fixed. Print it or send the PDF."))
    return redirect(scope)


@require_POST
def scope_take_back(request, ref):
    scope = get_scope(request.member, ref, MANAGE)
    actions.take_back_scope(scope=scope, by=request.member)
    messages.success(request, _("It is a draft again."))
    return redirect(scope)


@require_http_methods(["GET", "POST"])
def scope_accept(request, ref):
    scope = get_scope(request.member, ref, MANAGE)
    policies.check_is_proposed(scope)
    form = AcceptForm(request.POST or None, initial=_first_and_last(scope))
    if request.method == "GET" or not form.is_valid():
        context = {"form": form, "scope": scope}
        return render(request, "programs/scope_accept.html", context)
    actions.accept_scope(scope=scope, acceptance=form.acceptance, by=request.member)
    messages.success(request, _("Accepted. The program and its cohort are made."))
    return redirect(scope)


@require_http_methods(["GET", "POST"])
def scope_decline(request, ref):
    scope = get_scope(request.member, ref, MANAGE)
    policies.check_is_proposed(scope)
    form = DeclineForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        context = {"form": form, "scope": scope}
        return render(request, "programs/scope_decline.html", context)
    actions.decline_scope(scope=scope, by=request.member, **form.cleaned_data)
    return redirect(scope)


@require_GET
def scope_proposal(request, ref):
    context = {"page": _proposal(request, ref)}
    return render(request, "programs/scope_proposal.html", context)


@require_GET
def scope_pdf(request, ref):
    context = {"page": _proposal(request, ref)}
    return download_pdf(
        request, "programs/scope_print.html", context, filename="proposal.pdf"
    )


def _proposal(request, ref):
    page = reports.scope_page(get_scope(request.member, ref))
    policies.check_has_choice(page.chosen.option if page.chosen else None)
    return page


def _first_and_last(scope):
    chosen = queries.choice_of(scope)
    days = [day for on in chosen.days for day in on] if chosen else []
    named = {"cohort_title": scope.title}
    return named | {"starts_on": days[0], "ends_on": days[-1]} if days else named


def _to_choice(scope):
    return redirect(f"{scope.get_absolute_url()}#choice")

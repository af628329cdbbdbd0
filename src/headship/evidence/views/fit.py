"""Whether it was shown in places like mine: of one intervention, and of all."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from headship.core.http import csv_response, page_of, render_page
from headship.evidence.forms.fit import FitFilterForm
from headship.evidence.queries.interventions import published_interventions
from headship.evidence.reports.fit import fit_page, fit_table
from headship.evidence.reports.fit_list import fit_list_table, fit_rows
from headship.evidence.reports.places import facts_of
from headship.evidence.views.schools import FOR, chosen_place, kept_private

PER_PAGE = 25


@login_not_required
@require_safe
def intervention_fit(request, slug):
    """Hold one intervention's studies against the visitor's place."""
    intervention = get_object_or_404(published_interventions(), slug=slug)
    place = chosen_place(request)
    if place is None:
        return redirect(f"{reverse('evidence:fit')}?{FOR}={slug}")
    context = {
        "page": fit_page(intervention, place, request.GET.get("study", "")),
        "intervention": intervention,
        "place": place,
        "facts": facts_of(place),
    }
    response = render_page(request, "evidence/intervention_fit.html", context)
    return kept_private(response, place)


@login_not_required
@require_safe
def intervention_fit_csv(request, slug):
    """Hand out the fit of each study in each dimension."""
    intervention = get_object_or_404(published_interventions(), slug=slug)
    place = chosen_place(request)
    if place is None:
        raise Http404
    name = f"headship-fit-{slug}.csv"
    return kept_private(csv_response(name, *fit_table(intervention, place)), place)


@login_not_required
@require_safe
def fit_list(request):
    """List all interventions by how much their studies are like the place."""
    place = chosen_place(request)
    if place is None:
        return redirect("evidence:fit")
    form = FitFilterForm(request.GET)
    rows = fit_rows(place, form.choice)
    context = {
        "place": place,
        "facts": facts_of(place),
        "form": form,
        "choice": form.choice,
        "rows": page_of(request, rows, PER_PAGE),
        "query": request.GET.urlencode(),
    }
    response = render_page(request, "evidence/fit_list.html", context, part="results")
    return kept_private(response, place)


@login_not_required
@require_safe
def fit_list_csv(request):
    """Hand out the list as it is narrowed and ordered."""
    place = chosen_place(request)
    if place is None:
        raise Http404
    table = fit_list_table(fit_rows(place, FitFilterForm(request.GET).choice))
    return kept_private(csv_response("headship-fit.csv", *table), place)

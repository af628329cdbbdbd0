"""The place that the address of a page names, and choosing one."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.validators import slug_re
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headship.core.errors import PolicyError
from headship.core.http import csv_response, page_of, render_page
from headship.evidence.contexts import (
    FiguresError,
    Place,
    of_figures,
    of_own,
    of_public,
    read_figures,
)
from headship.evidence.contexts.places import OWN, PUBLIC, TYPED
from headship.evidence.forms.places import FiguresForm, SchoolSearchForm
from headship.evidence.queries.schools import (
    find_schools,
    own_school,
    public_school,
    states,
)
from headship.evidence.reports import schools as report
from headship.evidence.reports.places import own_places
from headship.evidence.views.limits import limited

PER_PAGE = 25
FOR, COMPARED = (
    "intervention",
    "i",
)  # Where to go with the place: an intervention, or several.


def chosen_place(request: HttpRequest) -> Place | None:
    """Return the place that the address names, None if it names none.

    A school that does not exist, or is not of an organization of the person who asks,
    does not exist (404).
    """
    if nces_id := request.GET.get(PUBLIC):
        return _public(nces_id)
    if ref := request.GET.get(OWN):
        return _own(request, ref)
    if text := request.GET.get(TYPED):
        return _typed(text)
    return None


def _public(nces_id: str) -> Place:
    school = public_school(nces_id)
    if school is None:
        raise Http404
    return of_public(school)


def _own(request: HttpRequest, ref: str) -> Place:
    try:
        school = own_school(request.user, str(UUID(ref)))
    except ValueError:
        school = None
    if school is None:
        raise Http404
    return of_own(school)


def _typed(text: str) -> Place:
    try:
        return of_figures(read_figures(text))
    except FiguresError as error:
        words = _("The figures in this address cannot be read. %s Describe it again.")
        raise PolicyError(words % error) from error


def kept_private(response: HttpResponse, place: Place | None) -> HttpResponse:
    """Keep a page on a school of an organization out of caches that others read."""
    if place is not None and place.is_private:
        patch_cache_control(response, private=True, no_store=True)
    return response


def carried(request: HttpRequest) -> QueryDict:
    """Return what the address must keep while a place is chosen."""
    kept = QueryDict(mutable=True)
    for name in (FOR, COMPARED):
        kept.setlist(name, request.GET.getlist(name))
    return kept


def with_place(request: HttpRequest, place: Place) -> str:
    """Return the address that the visitor wanted a place for."""
    compared = request.GET.getlist(COMPARED)
    slug = request.GET.get(FOR, "")
    if slug_re.match(slug):
        return f"{reverse('evidence:intervention_fit', args=[slug])}?{place.query}"
    if compared:
        kept = QueryDict(mutable=True)
        kept.setlist(COMPARED, compared)
        return f"{reverse('evidence:compare')}?{kept.urlencode()}&{place.query}"
    return f"{reverse('evidence:fit_list')}?{place.query}"


@login_not_required
@require_safe
def fit(request):
    """Let a visitor choose a place: a public school, one of theirs, or figures."""
    is_sent = "describe" in request.GET
    form = FiguresForm(request.GET if is_sent else None)
    if is_sent and form.is_valid():
        return redirect(with_place(request, of_figures(form.figures)))
    current = chosen_place(request)
    context = {
        "form": form,
        "search": SchoolSearchForm(None, states=states()),
        "own": [
            (one, with_place(request, one.place)) for one in own_places(request.user)
        ],
        "carried": carried(request).lists(),
        "current": current,
    }
    return kept_private(render_page(request, "evidence/fit.html", context), current)


@login_not_required
@require_safe
def school_list(request):
    """Find a school of the public directory to compare with."""
    form = SchoolSearchForm(request.GET, states=states())
    found, meant = find_schools(*form.wanted)
    schools = page_of(request, found, PER_PAGE)
    context = {
        "form": form,
        "schools": schools,
        "rows": [(one, with_place(request, of_public(one))) for one in schools],
        "meant": meant,
        "carried": carried(request).lists(),
        "query": request.GET.urlencode(),
    }
    return render_page(request, "evidence/school_list.html", context, part="results")


@login_not_required
@require_safe
@limited("download")
def school_list_csv(request):
    """Hand out the schools that were found."""
    form = SchoolSearchForm(request.GET, states=states())
    found, _meant = find_schools(*form.wanted)
    return csv_response("headship-public-schools.csv", *report.school_table(found))

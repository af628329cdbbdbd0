"""One's own library, and downloads by a link that ends."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from headship.core import files
from headship.core.http import csv_response, download, page_of, render_page
from headship.orgs.access import require
from headship.orgs.permissions import Permission
from headship.programs.actions import materials as actions
from headship.programs.forms.materials import CodeForm, LibraryFilterForm
from headship.programs.models import MaterialVersion
from headship.programs.policies.materials import LinkEndedError
from headship.programs.queries import materials as queries
from headship.programs.reports import materials as reports

TAKE_PART = Permission.LEARNING_TAKE_PART


@require_GET
def library_list(request):
    require(request.member, TAKE_PART)
    form = LibraryFilterForm(request.GET)
    context = {
        "form": form,
        "page": page_of(request, queries.library(request.member, form.wanted())),
        "is_filtered": bool(form.wanted()),
    }
    return render_page(request, "programs/library_list.html", context, part="library")


@require_GET
def library_list_csv(request):
    require(request.member, TAKE_PART)
    wanted = LibraryFilterForm(request.GET).wanted()
    found = queries.library(request.member, wanted)
    return csv_response("library.csv", *reports.material_table(found))


@require_GET
def library_material(request, ref):
    page = reports.reading_page(_readable(request, ref))
    return render(request, "programs/library_material.html", {"page": page})


@require_GET
def library_file(request, ref):
    version = queries.readable_version(_readable(request, ref))
    if version is None or not version.is_file:
        raise Http404
    return files.send(version.stored, version.filename)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def material_get(request):
    """Take the code from the link's fragment (by script) or from the keyboard."""
    form = CodeForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return render(request, "programs/material_get.html", {"form": form})
    link = queries.find_link(form.cleaned_data["code"])
    if link is None:
        form.add_error("code", _("We do not know this code. Check each letter."))
        return render(request, "programs/material_get.html", {"form": form})
    try:
        version = actions.use_link(link=link)
    except LinkEndedError as error:
        form.add_error("code", str(error))
        return render(request, "programs/material_get.html", {"form": form})
    return _hand_over(version)


def _hand_over(version: MaterialVersion) -> HttpResponseBase:
    if version.is_file:
        return files.send(version.stored, version.filename)
    name = slugify(version.material.title) or "material"
    return download(version.text, f"{name}.md", "text/plain; charset=utf-8")


def _readable(request, ref):
    require(request.member, TAKE_PART)
    found = queries.readable_material(request.member, ref)
    if found is None:
        raise Http404
    return found

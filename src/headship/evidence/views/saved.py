"""A person's saved searches."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from headship.core.http import render_page
from headship.evidence import access
from headship.evidence.actions import searches
from headship.evidence.forms.saved import NameForm, SaveForm
from headship.evidence.queries.searches import saved_searches


@require_GET
def search_list(request):
    found = saved_searches(request.user)
    return render_page(request, "evidence/search_list.html", {"searches": found})


@require_POST
def search_save(request):
    form = SaveForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("This search could not be saved."))
        return redirect("evidence:home")
    search = searches.save_search(by=request.user, **form.cleaned_data)
    messages.success(request, _("The search is saved. You find it in your menu."))
    return redirect(f"{reverse('evidence:home')}?{search.query}")


@require_POST
def search_rename(request, ref):
    search = access.get_saved_search(request.user, ref)
    form = NameForm(request.POST)
    if form.is_valid():
        searches.rename_search(search=search, by=request.user, **form.cleaned_data)
        messages.success(request, _("The name is changed."))
    else:
        messages.error(request, _("Write a name of at most 120 letters."))
    return redirect("evidence_saved:search_list")


@require_POST
def search_forget(request, ref):
    search = access.get_saved_search(request.user, ref)
    searches.forget_search(search=search, by=request.user)
    messages.success(
        request, _("The search is forgotten; saving it again takes a click.")
    )
    return redirect("evidence_saved:search_list")

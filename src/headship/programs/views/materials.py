"""The library, for those who manage it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headship.core import files
from headship.core.http import ask, csv_response, page_of, render_page
from headship.orgs.access import require
from headship.orgs.permissions import Permission
from headship.programs.access import (
    get_material,
    get_material_link,
    get_material_version,
)
from headship.programs.actions import materials as actions
from headship.programs.forms.materials import (
    AccessForm,
    LinkForm,
    MaterialFilterForm,
    MaterialForm,
    VersionForm,
    access_initial,
)
from headship.programs.queries import materials as queries
from headship.programs.reports import materials as reports
from headship.programs.views.pages import go

MANAGE = Permission.PROGRAM_MANAGE


@require_GET
def material_list(request):
    require(request.member, MANAGE)
    form = MaterialFilterForm(request.GET)
    found = queries.find_materials(request.member.organization, form.wanted())
    context = {
        "form": form,
        "page": page_of(request, found),
        "is_filtered": bool(form.wanted()),
    }
    return render_page(
        request, "programs/material_list.html", context, part="materials"
    )


@require_GET
def material_list_csv(request):
    require(request.member, MANAGE)
    wanted = MaterialFilterForm(request.GET).wanted()
    found = queries.find_materials(request.member.organization, wanted)
    return csv_response("materials.csv", *reports.material_table(found))


@require_http_methods(["GET", "POST"])
def material_create(request):
    require(request.member, MANAGE)
    form = MaterialForm(request.POST or None)
    content = VersionForm(request.POST or None, request.FILES or None)
    is_sound = all([form.is_valid(), content.is_valid()])
    if request.method == "GET" or not is_sound:
        context = {"form": form, "content": content}
        return render(request, "programs/material_form.html", context)
    material = actions.add_material(
        text=form.material_text, content=content.content, by=request.member
    )
    messages.success(request, _("It is in the library. Now say who has it."))
    return redirect(material)


@require_http_methods(["GET", "POST"])
def material_change(request, ref):
    material = get_material(request.member, ref)
    kept = {name: getattr(material, name) for name in MaterialForm.base_fields}
    form = MaterialForm(request.POST or None, initial=kept)
    if request.method == "GET" or not form.is_valid():
        context = {"form": form, "material": material}
        return render(request, "programs/material_form.html", context)
    actions.change_material(
        material=material, text=form.material_text, by=request.member
    )
    return redirect(material)


@never_cache
@require_GET
def material_detail(request, ref):
    return show_material(request, get_material(request.member, ref))


def show_material(request, material, **forms):
    """Show a material; forms that were not understood are shown again."""
    organization = request.member.organization
    page = reports.material_page(material)
    context = {
        "page": page,
        "access_form": AccessForm(
            initial=access_initial(page.access),
            cohorts=queries.cohorts_of(organization),
        ),
        "link_form": LinkForm(organization=organization),
    }
    return render(request, "programs/material_detail.html", context | forms)


@require_http_methods(["GET", "POST"])
def material_version_add(request, ref):
    material = get_material(request.member, ref)
    form = VersionForm(request.POST or None, request.FILES or None)
    if request.method == "GET" or not form.is_valid():
        context = {"content": form, "material": material}
        return render(request, "programs/material_version_add.html", context)
    actions.add_version(material=material, content=form.content, by=request.member)
    messages.success(request, _("Whoever has it gets this version from now on."))
    return redirect(material)


@require_GET
def material_file(request, ref):
    version = get_material_version(request.member, ref)
    return files.send(version.stored, version.filename)


@require_POST
def material_access(request, ref):
    material = get_material(request.member, ref)
    cohorts = queries.cohorts_of(request.member.organization)
    form = AccessForm(request.POST, cohorts=cohorts)
    if not form.is_valid():
        return show_material(request, material, access_form=form)
    actions.set_access(
        material=material,
        audiences=form.cleaned_data["audiences"],
        cohorts=form.chosen_cohorts,
        by=request.member,
    )
    messages.success(request, _("From now on exactly these people have it."))
    return redirect(material)


@require_http_methods(["GET", "POST"])
def material_withdraw(request, ref):
    material = get_material(request.member, ref)
    if request.method == "GET":
        return ask(
            request,
            title=_("Withdraw “%(title)s”?") % {"title": material},
            text=_(
                "It disappears from everyone's library and its links end. Versions "
                "are kept, and you can restore it."
            ),
            action=_("Withdraw it"),
            back=material.get_absolute_url(),
            kind="danger",
        )
    actions.withdraw_material(material=material, by=request.member)
    messages.success(request, _("It is withdrawn."))
    return redirect(material)


@require_POST
def material_restore(request, ref):
    material = get_material(request.member, ref)
    actions.restore_material(material=material, by=request.member)
    messages.success(request, _("It is in the library again."))
    return redirect(material)


@require_POST
def material_link_make(request, ref):
    version = get_material_version(request.member, ref)
    form = LinkForm(request.POST, organization=request.member.organization)
    if not form.is_valid():
        return show_material(request, version.material, link_form=form)
    actions.make_link(
        version=version,
        label=form.cleaned_data["label"],
        expires_at=form.expires_at,
        by=request.member,
    )
    messages.success(request, _("Copy the link below and pass it on."))
    return redirect(version.material)


@require_POST
def material_link_end(request, ref):
    link = get_material_link(request.member, ref)
    actions.end_link(link=link, by=request.member)
    messages.success(request, _("The link has ended."))
    return redirect(link.version.material)


@require_POST
def library_stock(request):
    require(request.member, MANAGE)
    count = actions.stock_library(by=request.member)
    words = ngettext("%(count)d is new.", "%(count)d are new.", count)
    messages.success(request, words % {"count": count})
    return go(request, "material_list")

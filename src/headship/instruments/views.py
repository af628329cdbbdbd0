"""The pages about instruments, below /o/<org>/instruments/."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headship.core.http import csv_response, download, render_page
from headship.instruments import actions, policies, reports
from headship.instruments.access import get_item, get_version
from headship.instruments.document import write
from headship.instruments.forms import (
    InstrumentFileForm,
    InstrumentTextForm,
    RatingForm,
    WordingForm,
)
from headship.instruments.queries import load_document
from headship.orgs.access import require
from headship.orgs.permissions import Permission, has_permission

VIEW, MANAGE = Permission.INSTRUMENT_VIEW, Permission.INSTRUMENT_MANAGE


@require_GET
def instrument_list(request):
    require(request.member, VIEW)
    rows = reports.instrument_rows(request.member.organization)
    context = {"rows": rows, "may_manage": has_permission(request.member, MANAGE)}
    return render_page(request, "instruments/instrument_list.html", context)


@require_GET
def instrument_list_csv(request):
    require(request.member, VIEW)
    rows = reports.instrument_rows(request.member.organization)
    return csv_response(
        "questionnaires.csv",
        ["name", "key", "version", "state", "published", "languages"],
        (
            [
                row.name,
                row.key,
                version.number,
                version.state,
                version.published_at and version.published_at.date(),
                version.languages,
            ]
            for row in rows
            for version in row.versions
        ),
    )


@require_http_methods(["GET", "POST"])
def instrument_import(request):
    require(request.member, MANAGE)
    if "text" in request.POST:
        return _import(request)
    form = InstrumentFileForm(request.POST or None, request.FILES or None)
    context = {"form": form}
    if request.method == "POST" and form.is_valid():
        file, text = form.cleaned_data["file"], form.cleaned_data["text"]
        context["confirm"] = InstrumentTextForm({"text": text, "filename": file.name})
        context["preview"] = reports.import_preview(
            form.cleaned_data["document"], filename=file.name, by=request.member
        )
    return render_page(request, "instruments/instrument_import.html", context)


def _import(request):
    form = InstrumentTextForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The file was lost on the way. Choose it again."))
        return redirect(request.path)
    version = actions.import_instrument(**form.cleaned_data, by=request.member)
    messages.success(request, _("The questionnaire is imported as a draft."))
    return redirect(version)


@require_GET
def instrument_detail(request, ref):
    version = get_version(request.member, ref, VIEW)
    page = reports.version_page(version, request.GET.get("perspective", ""))
    context = {"page": page, "may_manage": has_permission(request.member, MANAGE)}
    return render_page(request, "instruments/instrument_detail.html", context)


@require_GET
def instrument_detail_csv(request, ref):
    version = get_version(request.member, ref, VIEW)
    page = reports.version_page(version, request.GET.get("perspective", ""))
    codes = [column.code for column in page.outline.languages]
    return csv_response(
        f"{page.outline.key}-{page.outline.number}-{page.perspective}.csv",
        ["place", "scale", "item", "page", *codes],
        (
            [row.place, row.scale, row.key, row.page, *(it.text for it in row.texts)]
            for row in reports.text_rows(page)
        ),
    )


@require_GET
def instrument_preview(request, ref):
    version = get_version(request.member, ref, VIEW)
    page = reports.preview_page(
        version,
        perspective=request.GET.get("perspective", ""),
        language=request.GET.get("language", get_language()),
        number=request.GET.get("page", "1"),
    )
    context = {"page": page, "ratings": RatingForm(page=page.shown)}
    return render_page(request, "instruments/instrument_preview.html", context)


@require_GET
def instrument_export(request, ref):
    version = get_version(request.member, ref, VIEW)
    document = load_document(version)
    filename = f"{document.key}-{document.version}.toml"
    return download(write(document), filename, "application/toml; charset=utf-8")


@require_POST
def instrument_draft(request, ref):
    version = get_version(request.member, ref, MANAGE)
    draft = actions.create_draft_version(version=version, by=request.member)
    messages.success(request, _("This is a new draft. Change it, then publish it."))
    return redirect(draft)


@require_http_methods(["GET", "POST"])
def instrument_publish(request, ref):
    version = get_version(request.member, ref, MANAGE)
    if request.method == "POST":
        actions.publish_version(version=version, by=request.member)
        messages.success(request, _("The version is published."))
        return redirect(version)
    context = {
        "version": version,
        "outline": reports.outline(load_document(version)),
        "refused": policies.why_not(policies.check_can_publish, version),
    }
    return render_page(request, "instruments/instrument_publish.html", context)


@require_http_methods(["GET", "POST"])
def instrument_item(request, ref, key):
    version, item = get_item(request.member, ref, key, MANAGE)
    policies.check_can_edit(version)
    form = WordingForm(
        request.POST or None,
        wording=item.wording,
        languages=version.languages,
        perspectives=version.perspectives,
    )
    if request.method == "POST" and form.is_valid():
        actions.change_item(
            version=version, item=item, wording=form.wording(), by=request.member
        )
        messages.success(request, _("The wording is saved."))
        return redirect(version)
    context = {"version": version, "item": item, "form": form}
    return render_page(request, "instruments/instrument_item.html", context)

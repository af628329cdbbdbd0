"""What shows that a practice was done, and who sees it."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from headship.core import files
from headship.practice import actions, queries
from headship.practice.access import get_evidence, get_file, get_practice
from headship.practice.forms import FileForm, LinkForm, ShareForm
from headship.practice.views.practices import show_practice


@require_POST
def evidence_add_file(request, ref):
    practice = get_practice(request.member, ref)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return show_practice(request, practice, file_form=form)
    actions.add_file(practice=practice, by=request.member, **form.cleaned_data)
    messages.success(request, _("The file is added."))
    return redirect(practice)


@require_POST
def evidence_add_link(request, ref):
    practice = get_practice(request.member, ref)
    form = LinkForm(request.POST)
    if not form.is_valid():
        return show_practice(request, practice, link_form=form)
    actions.add_link(practice=practice, by=request.member, **form.cleaned_data)
    messages.success(request, _("The link is added."))
    return redirect(practice)


@require_POST
def evidence_remove(request, ref, item):
    practice = get_practice(request.member, ref)
    evidence = get_evidence(practice, item)
    actions.remove_evidence(evidence=evidence, by=request.member)
    messages.success(request, _("“%(label)s” is removed.") % {"label": evidence})
    return redirect(practice)


@require_GET
def evidence_file(request, ref, item):
    evidence = get_file(get_practice(request.member, ref), item)
    return files.send(evidence.stored, evidence.filename)


@require_POST
def practice_share(request, ref):
    practice = get_practice(request.member, ref)
    form = ShareForm(
        request.POST,
        coaches=queries.coaches(request.member),
        is_task=practice.is_task,
    )
    if not form.is_valid():
        return show_practice(request, practice, share_form=form)
    actions.share_practice(
        practice=practice,
        audiences=form.cleaned_data.get("audiences", ()),
        coach=form.cleaned_data["coach"],
        by=request.member,
    )
    messages.success(request, _("From now on exactly these people see it."))
    return redirect(practice)

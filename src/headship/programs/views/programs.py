"""The program designer: programs, their planned sessions and blocks."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headship.core.http import ask, page_of, render_page
from headship.orgs.access import require
from headship.orgs.permissions import Permission, has_permission
from headship.programs.access import get_block, get_program, get_program_session
from headship.programs.actions import programs as actions
from headship.programs.forms.programs import (
    BlockForm,
    CopyForm,
    ProgramFilterForm,
    ProgramForm,
    ProgramSessionForm,
)
from headship.programs.policies import programs as policies
from headship.programs.queries import programs as queries
from headship.programs.reports import programs as reports
from headship.programs.reports import spine
from headship.programs.views.pages import address, go, send_table, show_form

VIEW, MANAGE = Permission.PROGRAM_VIEW, Permission.PROGRAM_MANAGE
STEPS = {"up": -1, "down": 1}


@require_GET
def program_list(request):
    require(request.member, VIEW)
    form = ProgramFilterForm(request.GET)
    found = queries.find_programs(request.member.organization, form.wanted())
    context = {
        "form": form,
        "programs": page_of(request, found),
        "is_filtered": bool(form.wanted()),
        "can_manage": has_permission(request.member, MANAGE),
    }
    return render_page(request, "programs/program_list.html", context, part="programs")


@require_GET
def program_list_csv(request):
    require(request.member, VIEW)
    wanted = ProgramFilterForm(request.GET).wanted()
    found = queries.find_programs(request.member.organization, wanted)
    return send_table("programs.csv", reports.PROGRAMS, reports.program_rows(found))


@require_http_methods(["GET", "POST"])
def program_create(request):
    require(request.member, MANAGE)
    form = ProgramForm(request.POST or None)
    if not form.is_valid():
        return show_form(
            request,
            form,
            title=_("New program"),
            lead=_("An empty one. Templates save most of the work."),
            action=_("Create the program"),
            back=address(request, "program_list"),
            up_label=_("Programs"),
        )
    return redirect(actions.create_program(text=form.text, by=request.member))


@require_GET
def program_detail(request, ref):
    program = get_program(request.member, ref)
    page = reports.program_page(program, request.member)
    return render(request, "programs/program_detail.html", {"page": page})


@require_GET
def program_outline_csv(request, ref):
    program = get_program(request.member, ref)
    rows = reports.outline_rows(program)
    return send_table("program.csv", reports.OUTLINE, rows)


@require_GET
def program_coverage_csv(request, ref):
    program = get_program(request.member, ref)
    rows = spine.coverage_rows(queries.blocks(program))
    table = spine.coverage_table(rows)
    return send_table("coverage.csv", spine.HEADER, table)


@require_http_methods(["GET", "POST"])
def program_change(request, ref):
    program = get_program(request.member, ref, MANAGE)
    policies.check_is_draft(program)
    names = ("title", "audience", "about", "day_minutes")
    initial = {name: getattr(program, name) for name in names}
    form = ProgramForm(request.POST or None, initial=initial)
    if not form.is_valid():
        return show_form(
            request,
            form,
            title=_("Change the program"),
            action=_("Save"),
            back=program.get_absolute_url(),
            up_label=program,
        )
    actions.change_program(program=program, text=form.text, by=request.member)
    return redirect(program)


@require_http_methods(["GET", "POST"])
def program_copy(request, ref):
    program = get_program(request.member, ref, MANAGE)
    initial = {"title": _("%(title)s, copy") % {"title": program}}
    form = CopyForm(request.POST or None, initial=initial)
    if not form.is_valid():
        return show_form(
            request,
            form,
            title=_("Copy the program"),
            lead=_("The copy is a draft and can be changed."),
            action=_("Copy"),
            back=program.get_absolute_url(),
            up_label=program,
        )
    copy = actions.copy_program(
        program=program, title=form.cleaned_data["title"], by=request.member
    )
    return redirect(copy)


@require_http_methods(["GET", "POST"])
def program_offer(request, ref):
    program = get_program(request.member, ref, MANAGE)
    if request.method == "GET":
        policies.check_can_offer(program)
        return ask(
            request,
            title=_("Offer %(title)s?") % {"title": program},
            text=_(
                "Cohorts can then be planned with it. From then on it stays as it is; "
                "to change it, make a copy."
            ),
            action=_("Offer it"),
            back=program.get_absolute_url(),
        )
    actions.offer_program(program=program, by=request.member)
    messages.success(request, _("The program is offered. Now plan a cohort."))
    return redirect(program)


@require_http_methods(["GET", "POST"])
def program_retire(request, ref):
    program = get_program(request.member, ref, MANAGE)
    if request.method == "GET":
        policies.check_can_retire(program)
        return ask(
            request,
            title=_("Retire %(title)s?") % {"title": program},
            text=_("No new cohort can be planned with it. Its cohorts go on."),
            action=_("Retire it"),
            back=program.get_absolute_url(),
        )
    actions.retire_program(program=program, by=request.member)
    return redirect(program)


@require_http_methods(["GET", "POST"])
def program_session_add(request, ref):
    program = get_program(request.member, ref, MANAGE)
    policies.check_can_add_session(program)
    form = ProgramSessionForm(request.POST or None)
    if not form.is_valid():
        return _session_page(request, form, program, _("Add a session"))
    actions.add_session(program=program, text=form.text, by=request.member)
    return redirect(program)


@require_http_methods(["GET", "POST"])
def program_session_change(request, ref):
    session = get_program_session(request.member, ref)
    policies.check_is_draft(session.program)
    names = ("title", "purpose", "areas", "days", "weeks_after_previous")
    initial = {name: getattr(session, name) for name in names}
    form = ProgramSessionForm(request.POST or None, initial=initial)
    if not form.is_valid():
        return _session_page(request, form, session.program, _("Change the session"))
    actions.change_session(session=session, text=form.text, by=request.member)
    return redirect(session.program)


def _session_page(request, form, program, title):
    return show_form(
        request,
        form,
        title=title,
        action=_("Save"),
        back=program.get_absolute_url(),
        up_label=program,
    )


@require_POST
def program_session_move(request, ref):
    session = get_program_session(request.member, ref)
    step = STEPS.get(request.POST.get("to"), 0)
    actions.move_session(session=session, step=step, by=request.member)
    return redirect(session.program)


@require_http_methods(["GET", "POST"])
def program_session_remove(request, ref):
    session = get_program_session(request.member, ref)
    if request.method == "GET":
        policies.check_is_draft(session.program)
        return ask(
            request,
            title=_("Remove %(title)s?") % {"title": session},
            text=_("All its blocks go with it. This cannot be undone."),
            action=_("Remove"),
            kind="danger",
            back=session.program.get_absolute_url(),
        )
    actions.remove_session(session=session, by=request.member)
    return redirect(session.program)


@require_http_methods(["GET", "POST"])
def block_add(request, ref):
    session = get_program_session(request.member, ref)
    policies.check_is_draft(session.program)
    form = BlockForm(request.POST or None)
    if not form.is_valid():
        return _session_page(request, form, session.program, _("Add a block"))
    actions.add_block(session=session, text=form.text, by=request.member)
    return redirect(session.program)


@require_http_methods(["GET", "POST"])
def block_change(request, ref):
    block = get_block(request.member, ref)
    program = block.session.program
    policies.check_is_draft(program)
    initial = {name: getattr(block, name) for name in BlockForm.base_fields}
    form = BlockForm(request.POST or None, initial=initial)
    if not form.is_valid():
        return _session_page(request, form, program, _("Change the block"))
    actions.change_block(block=block, text=form.text, by=request.member)
    return redirect(program)


@require_POST
def block_move(request, ref):
    block = get_block(request.member, ref)
    step = STEPS.get(request.POST.get("to"), 0)
    actions.move_block(block=block, step=step, by=request.member)
    return redirect(block.session.program)


@require_http_methods(["GET", "POST"])
def block_remove(request, ref):
    block = get_block(request.member, ref)
    program = block.session.program
    if request.method == "GET":
        policies.check_is_draft(program)
        return ask(
            request,
            title=_("Remove %(title)s?") % {"title": block},
            text=_("This cannot be undone."),
            action=_("Remove"),
            kind="danger",
            back=program.get_absolute_url(),
        )
    actions.remove_block(block=block, by=request.member)
    return go(request, "program_detail", ref=program.ref)

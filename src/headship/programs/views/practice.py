"""Tasks between sessions, as facilitators and managers of the provider see them."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headship.core import files
from headship.core.clock import now
from headship.core.http import ask, csv_response
from headship.orgs.permissions import Permission
from headship.practice.actions import give_feedback
from headship.practice.forms import FeedbackForm
from headship.practice.models import PracticeFeedback
from headship.programs.access import (
    get_joined_cohort,
    get_led_session,
    get_shared_log,
    get_task,
    get_watched_cohort,
)
from headship.programs.actions import practice as actions
from headship.programs.forms.practice import TaskForm
from headship.programs.models import Block
from headship.programs.queries import dosage
from headship.programs.queries import practice as queries
from headship.programs.reports import practice as reports
from headship.programs.views.pages import go

MANAGE = Permission.PROGRAM_MANAGE


@require_GET
def task_list(request, ref):
    cohort = get_watched_cohort(request.member, ref)
    context = {
        "cohort": cohort,
        "rows": queries.task_rows(cohort),
        "sessions": cohort.sessions.exclude(state="cancelled"),
    }
    return render(request, "programs/task_list.html", context)


@require_GET
def task_list_csv(request, ref):
    rows = queries.task_rows(get_watched_cohort(request.member, ref))
    return csv_response("tasks.csv", *reports.task_table(rows))


@require_http_methods(["GET", "POST"])
def task_create(request, ref):
    session = get_led_session(request.member, ref)
    blocks = queries.suggested_tasks(session)
    wanted = request.GET.get("block", "")
    block = next((it for it in blocks if str(it.ref) == wanted), None)
    form = TaskForm(request.POST or None, initial=_initial(session, block))
    if request.method == "GET" or not form.is_valid():
        context = {"form": form, "session": session, "blocks": blocks}
        return render(request, "programs/task_create.html", context)
    chosen = form.cleaned_data["block"]
    task = actions.set_task(
        session=session,
        text=form.text,
        block=next((it for it in blocks if it.ref == chosen), None),
        by=request.member,
    )
    messages.success(request, _("Everyone who takes part has it on their home page."))
    return redirect(task)


def _initial(session, block: Block | None):
    weeks = block.practice_weeks if block else 3
    initial: dict[str, object] = {"due_on": queries.usual_due(session, weeks)}
    if block:
        initial |= {"what": block.practice_task, "block": block.ref}
        initial["responsibility"] = next(iter(block.responsibilities), "")
    return initial


@require_GET
def task_detail(request, ref):
    task = get_task(request.member, ref)
    context = {"task": task, "rows": queries.people_rows(task)}
    return render(request, "programs/task_detail.html", context)


@require_GET
def task_detail_csv(request, ref):
    rows = queries.people_rows(get_task(request.member, ref))
    return csv_response("task.csv", *reports.people_table(rows))


@require_POST
def task_hand_out(request, ref):
    task = get_task(request.member, ref, MANAGE)
    people = actions.hand_out_late(task=task, by=request.member)
    words = ngettext(
        "%(count)d person more has it.", "%(count)d people more have it.", people
    )
    messages.success(request, words % {"count": people})
    return redirect(task)


@require_http_methods(["GET", "POST"])
def task_remove(request, ref):
    task = get_task(request.member, ref, MANAGE)
    cohort = task.session.cohort
    if request.method == "GET":
        return ask(
            request,
            title=_("Remove this task?"),
            text=_("It disappears from everyone's practices."),
            action=_("Remove it"),
            back=task.get_absolute_url(),
            kind="danger",
        )
    actions.remove_task(task=task, by=request.member)
    messages.success(request, _("The task is removed."))
    return go(request, "task_list", ref=cohort.ref)


@require_GET
def session_debrief(request, ref):
    session = get_led_session(request.member, ref)
    page = reports.debrief_page(session, request.member)
    return render(request, "programs/session_debrief.html", {"page": page})


@require_http_methods(["GET", "POST"])
def log_detail(request, ref):
    practice = get_shared_log(request.member, ref)
    form = FeedbackForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        context = {"log": queries.whole_log(practice), "form": form}
        return render(request, "programs/log_detail.html", context)
    give_feedback(
        practice=practice,
        part=PracticeFeedback.Part.FACILITATOR,
        text=form.cleaned_data["text"],
        by=request.member,
    )
    words = _("%(name)s can read your feedback.") % {"name": practice.member}
    messages.success(request, words)
    return go(request, "log_detail", ref=ref)


@require_GET
def log_file(request, ref, item):
    evidence = queries.file_of(get_shared_log(request.member, ref), item)
    return files.send(evidence.stored, evidence.filename)


@require_GET
def cohort_dosage(request, ref):
    cohort = get_watched_cohort(request.member, ref)
    context = {"cohort": cohort, "rows": dosage.cohort_dosage(cohort, now())}
    return render(request, "programs/cohort_dosage.html", context)


@require_GET
def cohort_dosage_csv(request, ref):
    rows = dosage.cohort_dosage(get_watched_cohort(request.member, ref), now())
    return csv_response("dosage.csv", *reports.dosage_table(rows))


@require_GET
def joined_dosage(request, ref):
    """Show a district what its own people have had so far."""
    part = get_joined_cohort(request.member, ref)
    context = {"part": part, "rows": dosage.district_dosage(part, now())}
    return render(request, "programs/joined_dosage.html", context)


@require_GET
def joined_dosage_csv(request, ref):
    rows = dosage.district_dosage(get_joined_cohort(request.member, ref), now())
    return csv_response("our-dosage.csv", *reports.dosage_table(rows))

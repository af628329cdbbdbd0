"""Running a cycle."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headship.core.http import (
    address,
    ask,
    csv_response,
    go,
    page_of,
    render_page,
)
from headship.feedback import actions, policies, queries
from headship.feedback.access import get_cycle, get_participant
from headship.feedback.forms import (
    CycleForm,
    DeadlineForm,
    LeadersForm,
    OpenForm,
    PeopleSearchForm,
)
from headship.feedback.reports import cycle as reports
from headship.feedback.reports import group, links, lists
from headship.orgs.access import require
from headship.orgs.permissions import Permission, has_permission
from headship.surveys.queries import get_invitation

PER_PAGE = 25


@require_GET
def cycle_list(request):
    require(request.member, Permission.CYCLE_VIEW)
    cycles = queries.cycles(request.member.organization)
    context = {
        "page": page_of(request, cycles, PER_PAGE),
        "can_manage": has_permission(request.member, Permission.CYCLE_MANAGE),
    }
    return render(request, "feedback/cycle_list.html", context)


@require_GET
def cycle_list_csv(request):
    require(request.member, Permission.CYCLE_VIEW)
    header, rows = lists.cycles_table(queries.cycles(request.member.organization))
    return csv_response("cycles.csv", header, rows)


@require_http_methods(["GET", "POST"])
def cycle_create(request):
    require(request.member, Permission.CYCLE_MANAGE)
    form = CycleForm(request.POST or None, organization=request.member.organization)
    if request.method == "GET" or not form.is_valid():
        return render(request, "feedback/cycle_create.html", {"form": form})
    minimum = form.cleaned_data["minimum"]
    plan = actions.CyclePlan(
        name=form.cleaned_data["name"],
        purpose=form.cleaned_data["purpose"],
        closes_at=form.cleaned_data["closes_on"],
        minimums={"teacher": minimum, "peer": minimum},
    )
    cycle = actions.create_cycle(plan=plan, by=request.member)
    messages.success(request, _("The cycle is created. Now choose its leaders."))
    return redirect(cycle)


@require_GET
def cycle_detail(request, ref):
    cycle = get_cycle(request.member, ref, Permission.CYCLE_VIEW)
    page = reports.cycle_page(cycle, request.member)
    return render_page(
        request, "feedback/cycle_detail.html", {"page": page}, part="rates"
    )


@require_http_methods(["GET", "POST"])
def cycle_leaders(request, ref):
    cycle = get_cycle(request.member, ref, Permission.CYCLE_MANAGE)
    policies.check_is_prepared(cycle)
    form = LeadersForm(request.POST or None, candidates=queries.possible_leaders(cycle))
    if request.method == "GET" or not form.is_valid():
        context = {"form": form, "cycle": cycle}
        return render(request, "feedback/cycle_leaders.html", context)
    actions.add_leaders(
        cycle=cycle,
        leaders=list(form.cleaned_data["leaders"]),
        ask_staff=form.cleaned_data["ask_staff"],
        by=request.member,
    )
    messages.success(request, _("The leaders are in the cycle."))
    return redirect(cycle)


@require_http_methods(["GET", "POST"])
def leader_remove(request, ref):
    participant = get_participant(request.member, ref, Permission.CYCLE_MANAGE)
    if request.method == "GET":
        return ask(
            request,
            title=_("Take %(name)s out of this cycle?") % {"name": participant},
            text=_(
                "Nobody will be asked about this leader, and nominations are "
                "forgotten. Nobody has been written to yet."
            ),
            action=_("Take out of the cycle"),
            kind="danger",
            back=address(request, "feedback:leader_raters", ref=ref),
        )
    actions.remove_leader(participant=participant, by=request.member)
    messages.success(
        request, _("%(name)s is out of the cycle.") % {"name": participant}
    )
    return redirect(participant.cycle)


@require_GET
def leader_raters(request, ref):
    participant = get_participant(request.member, ref, Permission.CYCLE_MANAGE)
    search = PeopleSearchForm(request.GET)
    raters = queries.invited(participant, search.words)
    context = {
        "participant": participant,
        "search": search,
        "raters": page_of(request, raters),
    }
    return render(request, "feedback/leader_raters.html", context)


@require_GET
def leader_raters_csv(request, ref):
    participant = get_participant(request.member, ref, Permission.CYCLE_MANAGE)
    words = PeopleSearchForm(request.GET).words
    header, rows = lists.raters_table(queries.invited(participant, words))
    return csv_response("raters.csv", header, rows)


@require_POST
def leader_ask_staff(request, ref):
    participant = get_participant(request.member, ref, Permission.CYCLE_MANAGE)
    count = actions.invite_roster(participant=participant, by=request.member)
    messages.success(request, _("%(count)d people were added.") % {"count": count})
    return go(request, "feedback:leader_raters", ref=ref)


@require_http_methods(["GET", "POST"])
def rater_remove(request, ref, invitation):
    participant = get_participant(request.member, ref, Permission.CYCLE_MANAGE)
    rater = get_invitation(participant.subject, invitation)
    if request.method == "GET":
        return ask(
            request,
            title=_("Take %(name)s off?") % {"name": rater.name},
            text=_("This person will not be asked about this leader."),
            action=_("Take off"),
            kind="danger",
            back=address(request, "feedback:leader_raters", ref=ref),
        )
    actions.remove_rater(participant=participant, invitation=rater, by=request.member)
    messages.success(request, _("%(name)s will not be asked.") % {"name": rater.name})
    return go(request, "feedback:leader_raters", ref=ref)


@require_POST
def leader_links(request, ref):
    """Show the links to print; a POST, because showing them is audited."""
    participant = get_participant(request.member, ref, Permission.CYCLE_MANAGE)
    actions.print_links(participant=participant, by=request.member)
    page = links.links_page(participant)
    return render(request, "feedback/leader_links.html", {"page": page})


@require_POST
def cycle_nominations(request, ref):
    cycle = get_cycle(request.member, ref, Permission.CYCLE_MANAGE)
    actions.open_nominations(cycle=cycle, by=request.member)
    messages.success(request, _("Leaders can now nominate raters."))
    return redirect(cycle)


@require_http_methods(["GET", "POST"])
def cycle_open(request, ref):
    cycle = get_cycle(request.member, ref, Permission.CYCLE_MANAGE)
    form = OpenForm(request.POST if request.method == "POST" else None)
    if request.method == "GET" or not form.is_valid():
        context = {
            "form": form,
            "page": reports.cycle_page(cycle, request.member),
            "paper_count": queries.asked_on_paper(cycle).count(),
            "undecided_count": queries.undecided(cycle).count(),
        }
        return render(request, "feedback/cycle_open.html", context)
    actions.open_cycle(cycle=cycle, by=request.member, **form.cleaned_data)
    messages.success(request, _("The cycle is open. Invitations are on their way."))
    return redirect(cycle)


@require_http_methods(["GET", "POST"])
def cycle_extend(request, ref):
    cycle = get_cycle(request.member, ref, Permission.CYCLE_MANAGE)
    form = DeadlineForm(request.POST or None, organization=request.member.organization)
    if request.method == "GET" or not form.is_valid():
        context = {"form": form, "cycle": cycle}
        return render(request, "feedback/cycle_extend.html", context)
    actions.extend_cycle(
        cycle=cycle, closes_at=form.cleaned_data["closes_on"], by=request.member
    )
    messages.success(request, _("The last day to answer is changed."))
    return redirect(cycle)


@require_http_methods(["GET", "POST"])
def cycle_close(request, ref):
    cycle = get_cycle(request.member, ref, Permission.CYCLE_MANAGE)
    if request.method == "GET":
        page = reports.cycle_page(cycle, request.member)
        return render(request, "feedback/cycle_close.html", {"page": page})
    actions.close_cycle(cycle=cycle, by=request.member)
    messages.success(request, _("The cycle is closed. Leaders can read their reports."))
    return redirect(cycle)


@require_POST
def cycle_remind(request, ref):
    cycle = get_cycle(request.member, ref, Permission.CYCLE_MANAGE)
    actions.remind(cycle=cycle, by=request.member)
    messages.success(request, _("Reminders go to everyone who has not answered."))
    return redirect(cycle)


@require_GET
def cycle_rates_csv(request, ref):
    cycle = get_cycle(request.member, ref, Permission.CYCLE_VIEW)
    header, rows = reports.rates_table(cycle)
    return csv_response("response-rates.csv", header, rows)


@require_GET
def group_report(request, ref):
    cycle = get_cycle(request.member, ref, Permission.GROUP_REPORT_VIEW)
    policies.check_has_closed(cycle)
    page = group.group_report(cycle, request.GET.get("school"))
    return render(request, "feedback/group_report.html", {"page": page})


@require_GET
def group_report_csv(request, ref):
    cycle = get_cycle(request.member, ref, Permission.GROUP_REPORT_VIEW)
    policies.check_has_closed(cycle)
    page = group.group_report(cycle, request.GET.get("school"))
    header, rows = group.group_table(page)
    return csv_response("group-report.csv", header, rows)

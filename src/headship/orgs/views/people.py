"""People: the list, one person, and what can be done about them."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from headship.core.http import address, ask, csv_response, go, page_of, render_page
from headship.orgs import actions, policies, queries, reports
from headship.orgs.access import get_person, require
from headship.orgs.forms.lists import PersonFilterForm
from headship.orgs.forms.people import ChosenPeopleForm, PersonForm
from headship.orgs.permissions import Permission, has_permission

VIEW, MANAGE = Permission.PERSON_VIEW, Permission.PERSON_MANAGE


def _filter(request):
    organization = request.member.organization
    schools = queries.active_schools(organization)
    return PersonFilterForm(request.GET, schools=schools)


@require_GET
def person_list(request):
    require(request.member, VIEW)
    organization = request.member.organization
    form = _filter(request)
    people = page_of(request, queries.find_people(organization, form.wanted()))
    for person in people:
        person.account_words = reports.account_state(person)
    may_manage = has_permission(request.member, MANAGE)
    context = {
        "form": form,
        "people": people,
        "is_filtered": bool(form.wanted()),
        "may_manage": may_manage,
        "uninvited": may_manage and queries.uninvited_people(organization).count(),
    }
    return render_page(request, "orgs/person_list.html", context, part="people")


@require_GET
def person_list_csv(request):
    require(request.member, VIEW)
    people = queries.find_people(request.member.organization, _filter(request).wanted())
    rows = list(reports.person_csv_rows(people))
    return csv_response("people.csv", reports.PERSON_CSV, rows)


@require_GET
def person_detail(request, ref):
    person = get_person(request.member, ref, VIEW)
    context = {
        "person": person,
        "account_words": reports.account_state(person),
        "schools": list(person.schools.all()),
        "supervised": list(person.supervised.active().select_related("organization")),
        "may_manage": has_permission(request.member, MANAGE),
        "not_invited_because": policies.why_not_invite(person),
    }
    return render_page(request, "orgs/person_detail.html", context)


def _person_form(request, person=None):
    organization = request.member.organization
    return PersonForm(
        request.POST or None,
        instance=person,
        organization=organization,
        schools=queries.active_schools(organization),
        supervisors=queries.possible_supervisors(organization),
    )


@require_http_methods(["GET", "POST"])
def person_add(request):
    require(request.member, MANAGE)
    form = _person_form(request)
    if not form.is_valid():
        return render_page(request, "orgs/person_form.html", {"form": form})
    person = actions.create_person(
        by=request.member, values=form.values(), schools=form.cleaned_data["schools"]
    )
    messages.success(request, _("%(name)s is added.") % {"name": person})
    return redirect(person)


@require_http_methods(["GET", "POST"])
def person_change(request, ref):
    person = get_person(request.member, ref, MANAGE)
    form = _person_form(request, person)
    if not form.is_valid():
        context = {"form": form, "person": person}
        return render_page(request, "orgs/person_form.html", context)
    actions.change_person(
        person=person,
        by=request.member,
        values=form.values(),
        schools=form.cleaned_data["schools"],
    )
    messages.success(request, _("The changes are saved."))
    return redirect(person)


@require_http_methods(["GET", "POST"])
def person_archive(request, ref):
    person = get_person(request.member, ref, MANAGE)
    if request.method == "GET":
        return ask(
            request,
            title=_("Archive %(name)s?") % {"name": person},
            text=_(
                "They can no longer sign in to this organization and are no longer "
                "invited to anything. Nothing is deleted, and they can be restored."
            ),
            action=_("Archive"),
            kind="danger",
            back=person.get_absolute_url(),
        )
    actions.archive_person(person=person, by=request.member)
    messages.success(request, _("%(name)s is in the archive.") % {"name": person})
    return redirect(person)


@require_http_methods(["GET", "POST"])
def person_restore(request, ref):
    person = get_person(request.member, ref, MANAGE)
    if request.method == "GET":
        return ask(
            request,
            title=_("Restore %(name)s?") % {"name": person},
            text=_("They get back the role, schools and account they had."),
            action=_("Restore"),
            back=person.get_absolute_url(),
        )
    actions.restore_person(person=person, by=request.member)
    messages.success(request, _("%(name)s is back.") % {"name": person})
    return redirect(person)


@require_http_methods(["GET", "POST"])
def person_invite(request):
    """Invite the people named by ``person``, or everyone not yet invited."""
    require(request.member, MANAGE)
    organization = request.member.organization
    data = request.POST if request.method == "POST" else request.GET
    form = ChosenPeopleForm(data, people=queries.all_people(organization))
    if not form.is_valid():
        messages.error(request, _("Someone chosen is not there. Choose again."))
        return go(request, "orgs:person_list")
    chosen = form.cleaned_data["person"]
    people = chosen or queries.uninvited_people(organization)
    if request.method == "GET":
        return _confirm_invite(request, people, [person.ref for person in chosen])
    count = actions.invite_people(people=people, by=request.member)
    messages.success(request, _invited(count))
    return go(request, "orgs:person_list")


def _invited(count):
    words = ngettext(
        "%(count)s invitation is on its way.",
        "%(count)s invitations are on their way.",
        count,
    )
    return words % {"count": count}


def _confirm_invite(request, people, refs):
    context = {
        "people": list(people[:200]),
        "count": people.count(),
        "refs": refs,
        "back": address(request, "orgs:person_list"),
    }
    return render_page(request, "orgs/person_invite.html", context)

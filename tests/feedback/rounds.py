"""360 cycles in every state, made as the product makes them."""

from datetime import timedelta
from itertools import count

from headship.core.clock import now
from headship.feedback import actions
from headship.instruments.actions import ship_instruments
from headship.instruments.models import Instrument
from headship.surveys.actions import overlay, send_response
from headship.surveys.models import Invitation
from headship.surveys.queries import get_questionnaire
from tests.factories import make_person

_numbers = count(1)


def make_people(organization, how_many, role="staff", **fields):
    """Return people without accounts, whose names occur nowhere else."""
    return [
        make_person(organization, f"{role.title()}No{next(_numbers)}", role, **fields)
        for _ in range(how_many)
    ]


def make_cycle(by, name="Spring", minimums=None, days=14):
    """Return a cycle without leaders."""
    if not Instrument.objects.filter(organization=None).exists():
        ship_instruments()
    plan = actions.CyclePlan(
        name=name, closes_at=now() + timedelta(days=days), minimums=minimums or {}
    )
    return actions.create_cycle(plan=plan, by=by)


def add_leader(cycle, by, leader, *, teachers=(), peers=(), initiative=""):
    """Return a leader's part in a cycle, with raters."""
    participant = actions.add_leader(cycle=cycle, leader=leader, by=by)
    if initiative:
        actions.name_initiative(participant=participant, initiative=initiative, by=by)
    for group, members in (("teacher", teachers), ("peer", peers)):
        actions._invite(participant, group, list(members), by)
    return participant


def raters(participant, group):
    """Return a leader's invitations of one group as a request would load them."""
    related = ("survey__organization", "subject", "group", "draft")
    found = Invitation.objects.filter(
        subject=participant.subject, group__key=group, has_answered=False
    )
    return list(found.select_related(*related).order_by("pk"))


def row(invitation, value):
    """Return one person's answers: one value, or a value for each position."""
    questionnaire = get_questionnaire(invitation, "en")
    values = (
        value if isinstance(value, dict) else dict.fromkeys(questionnaire.values, value)
    )
    top = {
        position: max(v for v in allowed if v < 100)
        for position, allowed in questionnaire.values.items()
    }
    return overlay(
        questionnaire.blank,
        {
            position: it if it > 100 else min(it, top[position])
            for position, it in values.items()
            if position in top
        },
    )


def answer(participant, group, values, texts=None):
    """Let the next raters of a group answer, each with one of the values."""
    waiting = raters(participant, group)
    assert len(waiting) >= len(values), "more answers than raters"
    for invitation, value in zip(waiting, values, strict=False):
        send_response(
            invitation=invitation, answers=row(invitation, value), texts=texts or {}
        )


def varied(base, how_many):
    """Return answers of people who differ a little: base, base + 1, base …"""
    return [base + index % 2 for index in range(how_many)]


def open_cycle(cycle, by):
    """Open a cycle and return it."""
    actions.open_cycle(cycle=cycle, by=by)
    return cycle


def close_cycle(cycle, by):
    """Close a cycle and return it as a request would load it."""
    actions.close_cycle(cycle=cycle, by=by)
    return (
        type(cycle)
        .objects.select_related("organization", "survey__organization")
        .get(pk=cycle.pk)
    )


def reload(participant):
    """Return a leader's part in a cycle as a request would load it."""
    return (
        type(participant)
        .objects.select_related(
            "cycle__organization",
            "cycle__survey",
            "member__organization",
            "subject__survey",
        )
        .get(pk=participant.pk)
    )


def closed_round(by, leaders, name="Spring", minimums=None):
    """Return the parts in a closed cycle of leaders given as ``{group: values}``.

    Everyone who is asked answers. ``school`` is where the leader works, ``member``
    who it is, ``texts`` what the first teachers write.
    """
    cycle = make_cycle(by, name, minimums)
    parts = [_part(cycle, by, plan) for plan in leaders]
    open_cycle(cycle, by)
    for part, plan in zip(parts, leaders, strict=True):
        for group in ("self", "supervisor", "teacher", "peer"):
            answer(part, group, plan.get(group, []), plan.get("texts"))
    close_cycle(cycle, by)
    return [reload(part) for part in parts]


def _part(cycle, by, plan):
    organization = by.organization
    schools = [plan["school"]] if plan.get("school") else []
    member = (
        plan.get("member")
        or make_people(
            organization, 1, "leader", schools=schools, supervisor=plan.get("boss")
        )[0]
    )
    return add_leader(
        cycle,
        by,
        member,
        teachers=make_people(organization, len(plan.get("teacher", []))),
        peers=make_people(organization, len(plan.get("peer", []))),
        initiative=plan.get("initiative", ""),
    )

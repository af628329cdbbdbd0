"""Two closed cycles a year apart, and one that is half answered."""

from datetime import timedelta

import numpy as np
from django_scopes import scope

from headship.core import clock
from headship.demo.answers import Truth, draw_answers, draw_truth
from headship.demo.people import District
from headship.feedback import actions
from headship.feedback.models import Cycle, Participant
from headship.orgs.models import Membership
from headship.surveys.actions import overlay, save_draft, send_response
from headship.surveys.models import Invitation
from headship.surveys.queries import get_questionnaire

SEED = 20261122
ANSWERED = {"self": 1.0, "supervisor": 1.0, "teacher": 0.62, "peer": 0.9}
HALF = {"self": 0.5, "supervisor": 0.3, "teacher": 0.35, "peer": 0.4}
INITIATIVES = (
    "Structured literacy in every classroom",
    "Grading by standards",
    "Weekly team planning with student work",
)
OPEN_LEADERS = 6


def build_cycles(district: District) -> None:
    """Run the cycles through the product's own actions, with a past."""
    rng = np.random.default_rng(SEED)
    truths = {leader.pk: draw_truth(rng) for leader in district.leaders}
    with scope(organization=district.administrator.organization):
        with clock.shifted(timedelta(days=-400)):
            _run(district, "Fall 2025 feedback", truths, rng)
        grown = {pk: truth.grown(rng) for pk, truth in truths.items()}
        with clock.shifted(timedelta(days=-35)):
            _run(district, "Fall 2026 feedback", grown, rng)
        with clock.shifted(timedelta(days=-9)):
            _half_answer(district, grown, rng)


def _run(
    district: District,
    name: str,
    truths: dict[int, Truth],
    rng: np.random.Generator,
) -> None:
    by = district.administrator
    cycle = _open(name, by, district.leaders, days=21)
    for invitation in _invitations(cycle):
        if rng.random() < ANSWERED[invitation.group.key]:
            _answer(invitation, truths[_leader_of(cycle, invitation)], rng)
    with clock.shifted(timedelta(days=21)):
        actions.close_cycle(cycle=cycle, by=by)


def _half_answer(
    district: District, truths: dict[int, Truth], rng: np.random.Generator
) -> None:
    cycle = _open(
        "Winter check-in",
        district.administrator,
        district.leaders[:OPEN_LEADERS],
        days=25,
    )
    for invitation in _invitations(cycle):
        truth = truths[_leader_of(cycle, invitation)]
        if rng.random() < HALF[invitation.group.key]:
            _answer(invitation, truth, rng)
        elif rng.random() < 0.1:
            _begin(invitation, truth, rng)


def _open(
    name: str, by: Membership, leaders: tuple[Membership, ...], *, days: int
) -> Cycle:
    plan = actions.CyclePlan(name=name, closes_at=clock.now() + timedelta(days=days))
    cycle = actions.create_cycle(plan=plan, by=by)
    participants = actions.add_leaders(
        cycle=cycle, leaders=list(leaders), ask_staff=True, by=by
    )
    for number, participant in enumerate(participants):
        _name_initiative(participant, INITIATIVES[number % len(INITIATIVES)])
    _nominate_peers(cycle, participants, by)
    return actions.open_cycle(cycle=cycle, by=by)


def _nominate_peers(
    cycle: Cycle, participants: list[Participant], by: Membership
) -> None:
    """Let each leader nominate six others, as far as there are so many."""
    actions.open_nominations(cycle=cycle, by=by)
    members = [participant.member for participant in participants]
    supervisor = members[0].supervisor or by
    for number, participant in enumerate(participants):
        participant.cycle = cycle
        nominees = [members[(number + step) % len(members)] for step in range(1, 7)]
        nominations = actions.nominate(
            participant=participant,
            nominees=[it for it in nominees if it.pk != participant.member_id],
            group="peer",
            by=participant.member,
        )
        for nomination in nominations:
            actions.approve_nomination(nomination=nomination, by=supervisor)


def _name_initiative(participant: Participant, initiative: str) -> None:
    actions.name_initiative(
        participant=participant, initiative=initiative, by=participant.member
    )


def _invitations(cycle: Cycle) -> list[Invitation]:
    related = ("survey__organization", "subject", "group", "draft")
    found = Invitation.objects.filter(survey=cycle.survey).select_related(*related)
    return list(found.order_by("pk"))


def _leader_of(cycle: Cycle, invitation: Invitation) -> int:
    return cycle.participants.get(subject=invitation.subject).member_id


def _answer(invitation: Invitation, truth: Truth, rng: np.random.Generator) -> None:
    values, texts = draw_answers(invitation, truth, rng)
    blank = get_questionnaire(invitation, "en").blank
    send_response(invitation=invitation, answers=overlay(blank, values), texts=texts)


def _begin(invitation: Invitation, truth: Truth, rng: np.random.Generator) -> None:
    """Leave a draft behind, as people do who are called away."""
    values, _texts = draw_answers(invitation, truth, rng)
    blank = get_questionnaire(invitation, "en").blank
    first = dict(list(values.items())[:16])
    save_draft(invitation=invitation, values=first, texts={}, blank=blank, sitting="")

"""A district large enough to measure, made with the product's actions where it can.

People and answers are inserted in bulk; surveys, invitations, opening and closing go
through the actions that users go through.
"""

import itertools
from datetime import timedelta

import numpy as np
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django_scopes import scope, scopes_disabled

from headship.accounts.models import User
from headship.core.clock import now
from headship.feedback import actions as feedback
from headship.feedback.models import Cycle, Participant
from headship.orgs.models import Membership, Organization, Role
from headship.surveys import access, actions
from headship.surveys.models import Invitation, Subject
from headship.surveys.models.responses import Response
from headship.surveys.queries import get_questionnaire

_numbers = itertools.count()
BATCH = 2000


def organization() -> Membership:
    """Return the administrator of a new district."""
    number = next(_numbers)
    found = Organization.objects.create(name=f"District {number}", slug=f"d{number}")
    return people(found, 1, Role.ADMINISTRATOR)[0]


def people(where: Organization, count: int, role: str) -> list[Membership]:
    """Insert people of one role."""
    rows = [
        Membership(
            organization=where,
            given_name="Person",
            family_name=str(number),
            email=f"p{number}@{where.slug}.example",
            role=role,
        )
        for number in (next(_numbers) for _ in range(count))
    ]
    with scopes_disabled():
        return Membership.objects.bulk_create(rows, batch_size=BATCH)


def open_cycle(leaders: int, raters: int) -> tuple[Cycle, list[Participant]]:
    """Open a cycle in which the same raters are asked about each leader."""
    by = organization()
    with scope(organization=by.organization):
        plan = feedback.CyclePlan(name="Measured", closes_at=now() + timedelta(days=9))
        cycle = feedback.create_cycle(plan=plan, by=by)
        chosen = people(by.organization, leaders, Role.LEADER)
        staff = people(by.organization, raters, Role.STAFF)
        group = cycle.survey.groups.get(key="teacher")
        participants = []
        for leader in chosen:
            participant = feedback.add_leader(cycle=cycle, leader=leader, by=by)
            actions.invite(
                subject=participant.subject, group=group, members=staff, by=by
            )
            participants.append(participant)
        feedback.open_cycle(cycle=cycle, by=by)
    return cycle, participants


def closed_cycle(leaders: int, raters: int) -> tuple[Cycle, list[Participant]]:
    """Close a cycle with answers of every rater to every leader."""
    by = organization()
    with scope(organization=by.organization):
        plan = feedback.CyclePlan(name="Measured", closes_at=now() + timedelta(days=9))
        cycle = feedback.create_cycle(plan=plan, by=by)
        first, *others = people(by.organization, leaders, Role.LEADER)
        feedback.add_leader(cycle=cycle, leader=first, by=by)
        _insert_participants(cycle, others)
        feedback.open_cycle(cycle=cycle, by=by)
        _insert_answers(cycle, list(cycle.survey.subjects.all()), raters)
        feedback.close_cycle(cycle=cycle, by=by)
        participants = list(Participant.objects.filter(cycle=cycle))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return cycle, participants


def _insert_participants(cycle: Cycle, leaders: list[Membership]) -> None:
    subjects = Subject.objects.bulk_create(
        Subject(survey=cycle.survey, label=str(it), words={"leader": str(it)})
        for it in leaders
    )
    Participant.objects.bulk_create(
        Participant(cycle=cycle, member=leader, subject=subject)
        for leader, subject in zip(leaders, subjects, strict=True)
    )


def _insert_answers(cycle: Cycle, subjects: list[Subject], raters: int) -> None:
    rng = np.random.default_rng(1)
    group = cycle.survey.groups.get(key="teacher")
    for subject in subjects:
        rows = rng.integers(1, 5, size=(raters, 70), dtype=np.uint8)
        rows[rng.random(rows.shape) < 0.05] = 0
        Response.objects.bulk_create(
            Response(
                survey=cycle.survey, subject=subject, group=group, answers=row.tobytes()
            )
            for row in rows
        )


def rater_cookies(cycle: Cycle) -> list[dict[str, str]]:
    """Return the cookie of every teacher who is asked in a cycle."""
    with scopes_disabled():
        asked = Invitation.objects.filter(survey=cycle.survey, group__key="teacher")
        refs = asked.order_by("pk").values_list("ref", flat=True)
        return [{access.COOKIE: access.write_note(ref, "bench")} for ref in refs]


def full_form(cycle: Cycle) -> dict[str, str]:
    """Return a complete set of answers as a browser sends it."""
    with scopes_disabled():
        asked = Invitation.objects.select_related("survey", "subject", "group")
        invitation = asked.filter(survey=cycle.survey, group__key="teacher").first()
        questionnaire = get_questionnaire(invitation, "en")
    return {f"i{position}": "4" for position in questionnaire.values}


def session_cookie(member: Membership) -> dict[str, str]:
    """Sign a member in and return the session's cookie."""
    with scopes_disabled():
        user = User.objects.create_user(
            f"u{next(_numbers)}@example.org", "long-password"
        )
        Membership.objects.filter(pk=member.pk).update(user=user)
    return cookie_of(user)


def cookie_of(user: User) -> dict[str, str]:
    """Return the cookie of a session in which someone is signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return {"sessionid": session.session_key}

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.urls import reverse

from headship.core.clock import now, today
from headship.core.errors import PolicyError
from headship.core.models import AuditEvent
from headship.practice import access, actions, queries
from headship.practice.models import Practice
from tests.factories import make_member

LATER = date(2026, 4, 1)


@pytest.fixture
def practice(principal, noon):
    return actions.undertake(plan=plan(), by=principal)


@pytest.fixture
def report(riverside):
    return riverside.ref  # Any reference will do: a practice does not know reports.


def plan(what="Visit four classrooms a week.", due_on=LATER, key="visibility"):
    return actions.Plan(responsibility_key=key, what=what, due_on=due_on)


def test_practice_is_undertaken_by_and_for_oneself(practice, principal):
    assert (practice.member, practice.organization) == (
        principal,
        principal.organization,
    )
    assert practice.responsibility.key == "visibility"
    assert practice.origin_kind == Practice.Origin.OWN
    assert AuditEvent.objects.last().event == "practice_undertaken"


def test_practice_is_not_late_from_the_start(principal, noon):
    with pytest.raises(PolicyError, match="has passed"):
        actions.undertake(plan=plan(due_on=date(2026, 3, 1)), by=principal)


def test_today_is_todays_date_where_the_organization_is(principal, time_machine):
    """In Chicago it is still March 1 at three in the morning UTC of March 2."""
    time_machine.move_to("2026-03-02T03:00:00+00:00", tick=False)

    made = actions.undertake(plan=plan(due_on=date(2026, 3, 1)), by=principal)

    assert made.due_on == today(principal.organization.time_zone)


def test_at_most_three_practices_come_from_one_report(principal, report, noon):
    actions.undertake_from_report(plans=[plan()] * 3, report=report, by=principal)

    with pytest.raises(PolicyError, match="at most three"):
        actions.undertake_from_report(plans=[plan()], report=report, by=principal)

    assert Practice.objects.count() == 3


def test_a_finished_practice_makes_room_for_another(principal, report, noon):
    made = actions.undertake_from_report(
        plans=[plan()] * 3, report=report, by=principal
    )
    actions.finish_practice(practice=made[0], by=principal)

    actions.undertake_from_report(plans=[plan()], report=report, by=principal)

    assert queries.open_count_from(principal, report) == 3
    assert queries.practices_from(principal, report).count() == 4


def test_change_is_kept(practice, principal):
    actions.change_practice(
        practice=practice, plan=plan("Walk the halls.", key="order"), by=principal
    )

    practice.refresh_from_db()
    assert (practice.what, practice.responsibility_key) == ("Walk the halls.", "order")


def test_notes_are_kept(practice, principal):
    actions.note_practice(
        practice=practice, evidence="Four notes.", reflection="Worth it.", by=principal
    )

    practice.refresh_from_db()
    assert (practice.evidence, practice.reflection) == ("Four notes.", "Worth it.")


@pytest.mark.parametrize(
    ("end", "state"),
    [(actions.finish_practice, "done"), (actions.drop_practice, "dropped")],
)
def test_finished_practice_stays_until_taken_up_again(practice, principal, end, state):
    end(practice=practice, by=principal)

    assert (practice.state, practice.finished_at) == (state, now())
    for again in (actions.finish_practice, actions.drop_practice):
        with pytest.raises(PolicyError, match="is finished"):
            again(practice=practice, by=principal)
    with pytest.raises(PolicyError, match="is finished"):
        actions.change_practice(practice=practice, plan=plan(), by=principal)
    actions.reopen_practice(practice=practice, by=principal)
    assert (practice.state, practice.finished_at) == ("planned", None)


def test_open_practice_is_not_taken_up(practice, principal):
    with pytest.raises(PolicyError, match="open already"):
        actions.reopen_practice(practice=practice, by=principal)


def test_practices_are_listed_open_ones_first_by_date(principal, noon):
    late = actions.undertake(plan=plan(due_on=LATER), by=principal)
    soon = actions.undertake(plan=plan(due_on=LATER - timedelta(days=9)), by=principal)
    done = actions.undertake(plan=plan(due_on=LATER - timedelta(days=20)), by=principal)
    actions.finish_practice(practice=done, by=principal)

    assert list(queries.practices(principal)) == [soon, late, done]
    assert list(queries.open_practices(principal)) == [soon, late]


def test_practice_exists_for_its_owner_only(practice, principal, riverside, everywhere):
    colleague = make_member(riverside, "Colleague", "leader")

    assert access.get_practice(principal, practice.ref) == practice
    with pytest.raises(Http404):
        access.get_practice(colleague, practice.ref)


def test_audit_log_has_no_reflection(practice, principal):
    actions.note_practice(
        practice=practice, evidence="Secret", reflection="Secret", by=principal
    )

    assert "Secret" not in str(list(AuditEvent.objects.values()))


def test_the_database_knows_when_a_practice_is_finished(practice):
    with pytest.raises(IntegrityError), transaction.atomic():
        Practice.objects.filter(pk=practice.pk).update(state="done")


def test_pages_lead_from_new_to_done(principal, sign_in, noon):
    browser = sign_in(principal)
    urls = {
        name: reverse(f"practice:practice_{name}", kwargs={"org": "riverside"})
        for name in ("create", "list", "list_csv")
    }
    form = {"responsibility": "visibility", "what": "Walk.", "due_on": "2026-04-01"}

    detail = browser.post(urls["create"], form).url
    browser.post(detail, {"evidence": "=1+1", "reflection": "Good.", "done": "1"})

    made = Practice.objects.get()
    assert (made.state, made.evidence) == ("done", "=1+1")
    assert b"Walk." in browser.get(urls["list"]).content
    table = browser.get(urls["list_csv"]).getvalue().decode()
    assert "Walk." in table
    assert "\n=1+1" not in table
    assert ",=1+1" not in table  # A spreadsheet would compute it.


def test_invalid_practice_says_what_is_wrong(principal, sign_in, noon):
    url = reverse("practice:practice_create", kwargs={"org": "riverside"})
    form = {"responsibility": "magic", "what": "", "due_on": "2020-01-01"}

    response = sign_in(principal).post(url, form)

    assert response.status_code == 200
    assert set(response.context["form"].errors) == {"responsibility", "what", "due_on"}
    assert not Practice.objects.exists()


def test_practice_is_changed_dropped_and_taken_up_again(practice, principal, sign_in):
    browser = sign_in(principal)
    parts = {"org": "riverside", "ref": practice.ref}
    form = {"responsibility": "order", "what": "Walk.", "due_on": "2026-04-02"}

    browser.post(reverse("practice:practice_change", kwargs=parts), form)
    browser.post(reverse("practice:practice_drop", kwargs=parts))
    practice.refresh_from_db()
    dropped = practice.state, practice.what
    browser.post(reverse("practice:practice_reopen", kwargs=parts))
    practice.refresh_from_db()

    assert dropped == ("dropped", "Walk.")
    assert practice.is_open

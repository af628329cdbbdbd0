"""A lead who was qualified when a session was scheduled, and no longer is."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from headship.core.clock import now
from headship.core.errors import InputError, PolicyError
from headship.core.models import AuditEvent
from headship.programs.actions import facilitators as ledger
from headship.programs.actions import sessions as actions
from headship.programs.actions.facilitators import QualificationText
from headship.programs.models import Session, SessionFacilitator
from headship.programs.policies.leads import lapses, lead_choices
from tests.programs import consortium
from tests.programs.consortium import day_plan

pytestmark = pytest.mark.usefixtures("everywhere", "noon")
TODAY = date(2026, 3, 2)
SENTENCE = (
    "Lead no longer qualified from March 2, 2026: facilitator training (revoked on "
    "March 2, 2026)."
)


@pytest.fixture
def cohort(leader):
    return consortium.make_cohort(leader, consortium.make_program(leader))


@pytest.fixture
def fay(leader):
    return consortium.make_facilitator(leader)


@pytest.fixture
def session(cohort, leader, fay):
    """Return a session on March 16 that Fay leads."""
    return consortium.schedule(cohort, leader, day_plan(14), lead=fay)


def _revoke(facilitator, leader, kind="training", on=TODAY):
    line = facilitator.qualifications.get(kind=kind)
    return ledger.revoke_qualification(
        line=line, on=on, reason="Found to be forged", by=leader
    )


def _sentences():
    return [it.sentence for it in lapses(Session.objects.all(), now()).values()]


def _url(name, ref=None):
    parts = {"ref": ref} if ref else {}
    return reverse(f"programs:{name}", kwargs={"org": "riverside", **parts})


def test_gate_looks_at_every_day_of_the_session(cohort, leader):
    late = consortium.make_facilitator(leader, "Lee", areas=())
    change = cohort.program.sessions.get(position=2)
    ledger.add_qualification(
        facilitator=late,
        text=QualificationText(
            kind="content_area", content="change", on=date(2026, 3, 17)
        ),
        by=leader,
    )
    days = day_plan(14), day_plan(15)

    with pytest.raises(InputError, match="content area “Managing change”"):
        consortium.schedule(cohort, leader, *days, lead=late, program_session=change)
    assert consortium.schedule(
        cohort, leader, days[1], lead=late, program_session=change
    ).pk


def test_revoked_line_no_longer_counts_and_says_so(session, fay, leader):
    assert _sentences() == []

    _revoke(fay, leader)

    assert _sentences() == [SENTENCE]
    assert AuditEvent.objects.filter(event="qualification_revoked").count() == 1


def test_line_that_ends_before_the_session_lapses(session, fay, leader):
    fay.qualifications.filter(kind="training").update(expires_on=date(2026, 3, 16))
    assert _sentences() == []

    fay.qualifications.filter(kind="training").update(expires_on=date(2026, 3, 15))

    (sentence,) = _sentences()
    assert sentence == (
        "Lead no longer qualified from March 16, 2026: facilitator training (valid "
        "until March 15, 2026)."
    )


def test_struck_line_and_retired_lead_lapse_without_a_day(session, fay, leader):
    line = fay.qualifications.get(kind="training")
    ledger.remove_qualification(line=line, by=leader)
    assert _sentences() == [
        "Fay Doe may not lead this session. Missing: facilitator training."
    ]
    ledger.retire_facilitator(facilitator=fay, by=leader)
    assert _sentences() == ["Fay Doe no longer leads sessions."]


def test_what_has_been_held_does_not_lapse(session, fay, leader, noon):
    _revoke(fay, leader)
    noon.move_to("2026-03-16 20:59:00+00:00", tick=False)
    assert len(_sentences()) == 1
    noon.move_to("2026-03-16 21:00:00+00:00", tick=False)
    assert _sentences() == []


def test_lapses_cost_the_same_however_many(
    cohort, session, fay, leader, django_assert_num_queries
):
    for days in (20, 21, 22):
        consortium.schedule(cohort, leader, day_plan(days), lead=fay)
    _revoke(fay, leader)
    with django_assert_num_queries(3):
        assert len(_sentences()) == 4


def test_lead_is_replaced_by_who_is_qualified_and_free(cohort, session, leader, fay):
    gus, _ike = (consortium.make_facilitator(leader, name) for name in ("Gus", "Ike"))
    other = consortium.make_cohort(leader, cohort.program, title="South")
    consortium.schedule(other, leader, day_plan(14), observers=(_ike,))
    jan = consortium.make_facilitator(leader, "Jan")
    ledger.remove_qualification(line=jan.qualifications.get(kind="training"), by=leader)
    away = consortium.make_facilitator(leader, "Kim")
    day = session.days.get()
    ledger.add_absence(
        facilitator=away, starts_at=day.starts_at, ends_at=day.ends_at, by=leader
    )
    assert {str(it.facilitator): it.reasons for it in lead_choices(session)} == {
        "Gus Doe": (),
        "Ike Doe": ("Ike Doe is booked then.",),
        "Kim Doe": ("Kim Doe is away then.",),
        "Jan Doe": (
            "Jan Doe may not lead this session. Missing: facilitator training.",
        ),
    }

    actions.replace_lead(session=session, lead=gus, by=leader)

    session.refresh_from_db()
    parts = SessionFacilitator.objects.filter(session=session)
    assert [(it.facilitator, it.part) for it in parts] == [(gus, "lead")]
    assert session.sequence == 1
    event = AuditEvent.objects.get(event="lead_replaced")
    assert event.details == {"from": "Fay Doe", "to": "Gus Doe"}
    with pytest.raises(InputError, match="Ike Doe is booked then"):
        actions.replace_lead(session=session, lead=_ike, by=leader)


def test_lead_of_what_is_over_stays(session, leader, noon):
    gus = consortium.make_facilitator(leader, "Gus")
    noon.move_to("2026-03-16 21:00:00+00:00", tick=False)
    with pytest.raises(PolicyError, match="session is over; its lead stays"):
        actions.replace_lead(session=session, lead=gus, by=leader)


def test_line_is_revoked_once_and_not_before_it_began(fay, leader):
    with pytest.raises(PolicyError, match="given later than that"):
        _revoke(fay, leader, on=date(2020, 1, 1))
    line = _revoke(fay, leader)
    with pytest.raises(PolicyError, match="revoked already"):
        _revoke(fay, leader)
    with pytest.raises(IntegrityError), transaction.atomic():
        fay.qualifications.filter(pk=line.pk).update(revoked_because="")


def test_manager_revokes_sees_it_everywhere_and_replaces(
    session, fay, leader, sign_in, cohort
):
    gus = consortium.make_facilitator(leader, "Gus")
    browser = sign_in(leader)
    line = fay.qualifications.get(kind="training")
    tomorrow = {"on": "2026-03-03", "reason": "Found to be forged"}
    revoke = _url("qualification_revoke", line.ref)
    assert "has not come yet" in browser.post(revoke, tomorrow).content.decode()

    browser.post(revoke, {**tomorrow, "on": "2026-03-02"})

    places = (session, cohort, fay)
    for address in (*(it.get_absolute_url() for it in places), _url("health")):
        html = browser.get(address).content.decode()
        assert SENTENCE in html
        assert _url("session_lead", session.ref) in html
    browser.post(_url("session_lead", session.ref), {"lead": str(gus.ref)})
    assert SENTENCE not in browser.get(_url("health")).content.decode()


def test_list_of_sessions_marks_lapses_and_finds_what_needs_a_lead(
    session, fay, leader, sign_in, cohort
):
    gus = consortium.make_facilitator(leader, "Gus")
    fine = consortium.schedule(cohort, leader, day_plan(20), lead=gus, title="Fine")
    alone = consortium.schedule(cohort, leader, day_plan(21), title="Alone")
    _revoke(fay, leader)
    browser = sign_in(leader)

    page = browser.get(_url("session_list"))
    found = browser.get(_url("session_list"), {"lead": "needed"})
    table = browser.get(_url("session_list_csv")).getvalue().decode()

    assert page.context["lapsed"] == {session.pk}
    assert page.content.decode().count("may no longer lead") == 1
    assert list(found.context["page"]) == [session, alone]
    needing = [it.split(",") for it in table.splitlines()[1:]]
    assert [(it[2], it[-1]) for it in needing] == [
        ("Overview", "yes"),
        (fine.title, ""),
        (alone.title, "yes"),
    ]
    own = browser.get(cohort.get_absolute_url()).content.decode()
    assert own.count("may no longer lead") == 1


def test_facilitator_sees_the_own_lapse_without_a_button(
    cohort, leader, facilitator, sign_in
):
    own = consortium.qualify(
        ledger.add_facilitator(member=facilitator, by=leader), leader
    )
    session = consortium.schedule(cohort, leader, day_plan(14), lead=own)
    _revoke(own, leader)
    browser = sign_in(facilitator)
    for name in ("my_ledger", "my_cohorts"):
        html = browser.get(_url(name)).content.decode()
        assert SENTENCE in html
        assert _url("session_lead", session.ref) not in html

"""Who gets a seat, who waits, who leaves and who moves up."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from headship.core.errors import PolicyError
from headship.core.models import AuditEvent
from headship.programs.actions import cohorts as cohort_actions
from headship.programs.actions import participants as actions
from headship.programs.forms.cohorts import CohortForm
from headship.programs.models import Cohort, MakeUp, Participant, RateCard, Session
from tests.factories import make_person
from tests.programs import consortium

pytestmark = pytest.mark.usefixtures("everywhere")


@pytest.fixture
def program(leader):
    return consortium.make_program(leader, "district")


@pytest.fixture
def cohort(leader, program):
    """Return a cohort of Riverside with two seats."""
    return consortium.make_cohort(leader, program, capacity=2)


@pytest.fixture
def people(riverside):
    return [
        make_person(riverside, name, "leader") for name in ("Ann", "Bo", "Cy", "Di")
    ]


def _states(places):
    refs = [place.ref for place in places]
    found = {it.ref: it.state for it in Participant.objects.filter(ref__in=refs)}
    return [found[ref] for ref in refs]


def test_waiting_list_is_first_come_first_served(cohort, people, leader, time_machine):
    places = []
    for minute, member in enumerate(people):
        time_machine.move_to(f"2026-03-02 18:{minute:02d}:00+00:00", tick=False)
        places.append(consortium.enroll(cohort, member, leader))
    assert _states(places) == ["enrolled", "enrolled", "waiting", "waiting"]

    actions.withdraw(participant=places[0], by=leader, reason="New post")

    assert _states(places) == ["withdrawn", "enrolled", "enrolled", "waiting"]
    promoted = AuditEvent.objects.order_by("pk").last()
    assert (promoted.event, promoted.actor_label) == (
        "participant_enrolled",
        "Headship",
    )


def test_more_seats_go_to_the_waiting_list(cohort, people, leader):
    places = [consortium.enroll(cohort, member, leader) for member in people]

    plan = consortium.plan(capacity=4)
    cohort_actions.change_cohort(cohort=cohort, plan=plan, by=leader)

    assert _states(places) == ["enrolled"] * 4


def test_seats_cannot_be_fewer_than_are_taken(cohort, people, leader):
    for member in people[:2]:
        consortium.enroll(cohort, member, leader)

    with pytest.raises(PolicyError, match="2 people have a seat already"):
        cohort_actions.change_cohort(
            cohort=cohort, plan=consortium.plan(capacity=1), by=leader
        )


def test_waiting_person_who_leaves_frees_no_seat(cohort, people, leader):
    places = [consortium.enroll(cohort, member, leader) for member in people]

    actions.withdraw(participant=places[2], by=leader)

    assert _states(places) == ["enrolled", "enrolled", "withdrawn", "waiting"]


def test_application_is_accepted_or_declined_once(cohort, people, leader):
    place = actions.apply(cohort=cohort, leader_role="aspiring", by=people[0])
    actions.accept_application(participant=place, by=leader)
    assert place.is_enrolled

    with pytest.raises(PolicyError, match="decided already"):
        actions.accept_application(participant=place, by=leader)
    with pytest.raises(PolicyError, match="nothing to decline"):
        actions.decline_participant(participant=place, by=leader)


def test_declined_person_can_apply_again_in_the_same_row(cohort, people, leader):
    place = actions.apply(cohort=cohort, leader_role="aspiring", by=people[0])
    actions.decline_participant(participant=place, by=leader, reason="Next year")

    again = actions.apply(cohort=cohort, leader_role="principal", by=people[0])

    assert again.pk == place.pk
    assert (again.state, again.reason) == ("applied", "")
    with pytest.raises(PolicyError, match="in this cohort already: Applied"):
        consortium.invite(cohort, people[0], leader)


def test_only_the_invited_person_accepts(cohort, people, leader):
    place = consortium.invite(cohort, people[0], leader)

    with pytest.raises(PolicyError, match="Only Ann Doe can accept"):
        actions.accept_invitation(participant=place, by=leader)
    actions.accept_invitation(participant=place, by=people[0])
    with pytest.raises(PolicyError, match="answered already"):
        actions.accept_invitation(participant=place, by=people[0])


def test_nobody_joins_before_enrollment_opens(leader, program, people):
    cohort = cohort_actions.plan_cohort(
        program=program, plan=consortium.plan(), by=leader
    )
    with pytest.raises(PolicyError, match="not open yet"):
        consortium.invite(cohort, people[0], leader)


def test_archived_person_cannot_join(cohort, people, leader):
    people[0].status = "archived"
    with pytest.raises(PolicyError, match="Ann Doe has left"):
        consortium.invite(cohort, people[0], leader)


def test_transfer_needs_a_free_seat_and_fills_the_old_one(
    cohort, program, people, leader
):
    places = [consortium.enroll(cohort, member, leader) for member in people[:3]]
    other = consortium.make_cohort(leader, program, title="Other", capacity=1)

    moved = actions.transfer(participant=places[0], to=other, by=leader, reason="Dates")

    assert moved.is_enrolled
    assert _states(places) == ["transferred", "enrolled", "enrolled"]
    assert Participant.objects.get(pk=places[0].pk).moved_to == moved
    with pytest.raises(PolicyError, match="Other is full: 1 of 1 seats are taken"):
        actions.transfer(participant=places[1], to=other, by=leader)
    with pytest.raises(PolicyError, match="Choose another cohort"):
        actions.transfer(participant=places[1], to=cohort, by=leader)
    with pytest.raises(PolicyError, match="someone with a seat"):
        actions.transfer(participant=places[0], to=other, by=leader)


def test_transfer_to_another_provider_is_refused(cohort, people, leader):
    place = consortium.enroll(cohort, people[0], leader)
    manager = consortium.make_provider()
    theirs = consortium.make_cohort(manager)

    with pytest.raises(PolicyError, match="between your own cohorts only"):
        actions.transfer(participant=place, to=theirs, by=leader)


def test_cohort_goes_through_its_states(cohort, people, leader):
    with pytest.raises(PolicyError, match="Nobody has a seat yet"):
        cohort_actions.start_cohort(cohort=cohort, by=leader)
    with pytest.raises(PolicyError, match="Only a running cohort"):
        cohort_actions.finish_cohort(cohort=cohort, by=leader)
    place = consortium.enroll(cohort, people[0], leader)
    cohort_actions.start_cohort(cohort=cohort, by=leader)
    with pytest.raises(PolicyError, match="Only a planned cohort"):
        cohort_actions.open_cohort(cohort=cohort, by=leader)
    with pytest.raises(PolicyError, match="before you start"):
        cohort_actions.start_cohort(cohort=cohort, by=leader)
    actions.complete(participant=place, by=leader)
    with pytest.raises(PolicyError, match="someone with a seat can complete"):
        actions.complete(participant=place, by=leader)
    cohort_actions.finish_cohort(cohort=cohort, by=leader)
    with pytest.raises(PolicyError, match="its record stays"):
        consortium.invite(cohort, people[1], leader)


def test_cohort_with_dates_is_not_cancelled_behind_peoples_backs(cohort, leader):
    consortium.schedule(cohort, leader)
    with pytest.raises(PolicyError, match="1 session is still scheduled"):
        cohort_actions.cancel_cohort(cohort=cohort, by=leader)


def test_cancelled_cohort_takes_nobody(cohort, people, leader):
    cohort_actions.cancel_cohort(cohort=cohort, by=leader)
    with pytest.raises(PolicyError, match="This cohort is cancelled"):
        consortium.invite(cohort, people[0], leader)


def test_cohort_ends_after_it_starts(leader, program):
    plan = consortium.plan(ends_on=consortium.plan().starts_on.replace(year=2000))
    with pytest.raises(PolicyError, match="before the first day"):
        cohort_actions.plan_cohort(program=program, plan=plan, by=leader)


def _two_cohorts(program, leader):
    planned = program.sessions.first()
    cohorts = [
        consortium.make_cohort(leader, program, title=title, capacity=20)
        for title in ("A", "B")
    ]
    return [
        consortium.schedule(it, leader, program_session=planned, title="Goals")
        for it in cohorts
    ]


def test_missed_session_is_made_up_in_another_cohort(program, people, leader):
    missed, other = _two_cohorts(program, leader)
    place = consortium.enroll(missed.cohort, people[0], leader)
    assign = {"participant": place, "by": leader}

    with pytest.raises(PolicyError, match="same session of another cohort"):
        actions.assign_make_up(missed=missed, session=missed, **assign)
    extra = consortium.schedule(other.cohort, leader, consortium.day_plan(40))
    with pytest.raises(PolicyError, match="same session of another cohort"):
        actions.assign_make_up(missed=missed, session=extra, **assign)
    with pytest.raises(PolicyError, match="person's own cohort"):
        actions.assign_make_up(missed=other, session=missed, **assign)
    make_up = actions.assign_make_up(missed=missed, session=other, **assign)
    with pytest.raises(PolicyError, match="arranged already"):
        actions.assign_make_up(missed=missed, session=other, **assign)

    actions.remove_make_up(make_up=make_up, by=leader)
    assert not MakeUp.objects.exists()


def test_make_up_needs_a_chair(program, people, leader):
    room = consortium.make_venue(leader, capacity=20)
    missed, _other = _two_cohorts(program, leader)
    full = consortium.make_cohort(leader, program, title="C", capacity=20)
    session = consortium.schedule(
        full,
        leader,
        consortium.day_plan(50, venue=room),
        program_session=missed.program_session,
    )
    place = consortium.enroll(missed.cohort, people[0], leader)

    with pytest.raises(PolicyError, match="it seats 20 people"):
        actions.assign_make_up(
            participant=place, missed=missed, session=session, by=leader
        )


def test_database_keeps_one_place_a_person_and_waiting_since(
    cohort, people, leader, riverside
):
    place = consortium.enroll(cohort, people[0], leader)
    with pytest.raises(IntegrityError), transaction.atomic():
        Participant.objects.filter(pk=place.pk).update(state="waiting")
    second = Participant(cohort=cohort, member=people[0], state="invited")
    second.organization, second.state_changed_at = riverside, place.state_changed_at
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Cohort.objects.update(capacity=0)


def test_more_seats_than_a_booked_room_has_are_refused(program, people, leader):
    cohort = consortium.make_cohort(leader, program, capacity=20)
    rooms = [
        consortium.make_venue(leader, name, room="B", capacity=seats)
        for name, seats in (("Library", 20), ("Hall", 30), ("Gym", None))
    ]
    for ahead, room in enumerate(rooms, start=14):
        consortium.schedule(cohort, leader, consortium.day_plan(ahead, venue=room))
    missed = consortium.schedule(
        consortium.make_cohort(leader, program, title="South"), leader
    )
    place = consortium.enroll(missed.cohort, people[0], leader)
    sentence = (
        "Library, B, booked for “1. Overview”, seats 20 people; 25 would be expected. "
        "Book a larger room first."
    )

    with pytest.raises(PolicyError) as refused:
        _resize(cohort, leader, 25)
    assert str(refused.value) == sentence
    Session.objects.filter(cohort=cohort, number=1).update(state="held")
    _resize(cohort, leader, 30)
    _resize(cohort, leader, 20)

    guest = cohort.sessions.get(number=2)
    actions.assign_make_up(participant=place, missed=missed, session=guest, by=leader)
    with pytest.raises(PolicyError, match="seats 30 people; 31 would be expected"):
        _resize(cohort, leader, 30)


def _resize(cohort, leader, capacity):
    plan = consortium.plan(capacity=capacity)
    return cohort_actions.change_cohort(cohort=cohort, plan=plan, by=leader)


def test_manager_is_told_of_the_room_beside_the_number(cohort, leader, sign_in):
    room = consortium.make_venue(leader, capacity=2)
    consortium.schedule(cohort, leader, consortium.day_plan(venue=room))
    address = reverse(
        "programs:cohort_change", kwargs={"org": "riverside", "ref": cohort.ref}
    )
    form = CohortForm.initial_of(cohort) | {"capacity": 3, "budget": ""}

    html = sign_in(leader).post(address, form).content.decode()

    assert "seats 2 people; 3 would be expected. Book a larger room first." in html
    cohort.refresh_from_db()
    assert cohort.capacity == 2


def test_changing_a_cohort_keeps_the_currency_it_was_planned_in(program, leader):
    RateCard.objects.create(organization=leader.organization, currency="EUR")
    cohort = consortium.make_cohort(leader, program)
    RateCard.objects.update(currency="CHF")

    _resize(cohort, leader, 30)

    cohort.refresh_from_db()
    assert (cohort.currency, cohort.capacity) == ("EUR", 30)

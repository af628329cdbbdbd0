"""Seats of a district that is deleted go to whoever waits at the others."""

from datetime import timedelta

from headship.core.clock import now
from headship.orgs import actions
from headship.programs.actions.seats import fill_all_seats
from tests.factories import make_person
from tests.programs import learning


def test_seats_of_a_deleted_district_go_to_who_has_waited_longest(
    everywhere, riverside, hillside, leader, outsider, noon
):
    cohort = learning.make_cohort(riverside, districts=[hillside], capacity=2)
    learning.enroll_people(cohort, hillside, 2)
    late, early = (
        learning.enroll(
            cohort, member, state="waiting", waiting_since=now() - timedelta(days=days)
        )
        for member, days in (
            (leader, 1),
            (make_person(riverside, "Early", "leader"), 2),
        )
    )
    assert fill_all_seats() == 0
    actions.schedule_deletion(by=outsider)
    noon.shift(timedelta(days=31))
    actions.delete_organization(ref=hillside.ref)
    cohort.capacity = 1
    cohort.save()

    assert fill_all_seats() == 1

    early.refresh_from_db()
    late.refresh_from_db()
    assert (early.state, late.state) == ("enrolled", "waiting")

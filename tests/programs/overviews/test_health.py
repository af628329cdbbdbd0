import io
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from headship.core.clock import now, today
from headship.practice.models import Practice
from headship.programs.actions.scopes import save_rates
from headship.programs.models import (
    Attendance,
    LevelFigure,
    PracticeTask,
    RateCard,
    SessionFeedback,
)
from headship.programs.reports import health
from tests.factories import make_member
from tests.programs import learning
from tests.programs.options.problems import RATES
from tests.programs.scopes import asking
from tests.surveys.conftest import instruments, survey  # noqa: F401 -- fixtures

HEALTH = "/o/riverside/programs/health/"


@pytest.fixture
def manager(riverside):
    return make_member(riverside, "Manager", "manager")


@pytest.fixture
def cohort(riverside, hillside):
    """Return a cohort of six, four of them of Hillside, with one of two sessions held."""
    cohort = learning.make_cohort(
        riverside, districts=[hillside], title="Alpha", budget_cents=1_000_000
    )
    cohort.ours = learning.enroll_people(cohort, riverside, 2)
    cohort.theirs = learning.enroll_people(cohort, hillside, 4)
    cohort.held = learning.make_session(cohort, days_ago=5)
    cohort.ahead = learning.make_session(cohort, days_ago=-20)
    return cohort


def attend(session, places, hours):
    day = session.days.get()
    for place in places:
        Attendance.objects.create(
            day=day,
            participant=place,
            hours=Decimal(hours),
            method="roster",
            recorded_at=now(),
        )


def set_task(session, places_done=(), due_in=-1):
    task = PracticeTask.objects.create(
        session=session,
        what="Visit",
        responsibility_key="visibility",
        due_on=today() + timedelta(days=due_in),
        set_at=now(),
    )
    for place in places_done:
        Practice.objects.create(
            organization=place.organization,
            member=place.member,
            responsibility_key="visibility",
            what="Visit",
            due_on=task.due_on,
            origin_kind="session",
            origin_ref=task.ref,
            state="done",
            finished_at=now(),
        )


def row(organization, label, by="cohort", **wanted):
    page = health.health_page(organization, wanted, by=by)
    return next(it for it in page.rows if it.label == label)


def test_attendance_counts_hours_of_sessions_that_began(cohort, riverside):
    attend(cohort.held, cohort.ours, 6)
    attend(cohort.held, cohort.theirs[:2], 3)

    found = row(riverside, "Alpha")

    # Six people at one day of six hours; 2 x 6 + 2 x 3 attended.
    assert (found.people, found.held, found.sessions) == (6, 1, 2)
    assert (found.attended, found.offered, found.planned) == (18, 36, 72)
    assert (found.attendance, found.dosage) == (0.5, 0.25)


def test_hours_longer_than_a_working_day_are_not_offered(cohort, riverside):
    cohort.program.day_minutes = 300
    cohort.program.save(update_fields=["day_minutes"])

    assert row(riverside, "Alpha").offered == 30


def test_cancelled_sessions_offer_nothing(cohort, riverside):
    cohort.sessions.update(state="cancelled")

    found = row(riverside, "Alpha")

    assert (found.sessions, found.attendance, found.dosage) == (0, None, None)


def test_practice_counts_tasks_due_for_everyone(cohort, riverside, everywhere):
    set_task(cohort.held, [*cohort.ours, cohort.theirs[0]])
    set_task(cohort.held, due_in=5)

    found = row(riverside, "Alpha")

    assert (found.tasks_done, found.tasks_due) == (3, 6)


def test_people_who_left_are_not_counted(cohort, riverside):
    place = cohort.theirs[0]
    place.state = "withdrawn"
    place.save(update_fields=["state"])

    assert row(riverside, "Alpha").people == 5


def test_districts_add_up_to_the_cohorts(cohort, riverside, everywhere):
    attend(cohort.held, cohort.ours, 6)
    attend(cohort.held, cohort.theirs[:1], 6)
    set_task(cohort.held, cohort.theirs[:3])
    RateCard.objects.create(organization=riverside, preparation_day=60_000)

    ours = row(riverside, "Riverside", by="district")
    theirs = row(riverside, "Hillside", by="district")
    total = health.health_page(riverside, {}, by="cohort").total

    assert (ours.attendance, theirs.attendance) == (1.0, 0.25)
    assert (ours.tasks_done, theirs.tasks_done, theirs.tasks_due) == (0, 3, 4)
    assert (ours.cost_cents, theirs.cost_cents) == (20_000, 40_000)
    assert ours.cost_cents + theirs.cost_cents == total.cost_cents
    assert ours.attended + theirs.attended == total.attended
    assert theirs.levels == {}


def test_cost_without_a_scope_is_at_todays_rates(cohort, riverside, manager):
    learning.assign(cohort.held, manager)
    learning.assign(cohort.ahead, make_member(riverside, "Later", "facilitator"))
    RateCard.objects.create(
        organization=riverside,
        facilitator_day=100_000,
        trip=30_000,
        venue_day=50_000,
        materials_person=1_000,
        online_day=7,
    )

    found = row(riverside, "Alpha")

    assert found.cost_cents == 100_000 + 30_000 + 50_000 + 6 * 1_000
    assert found.spent == pytest.approx(0.186)


@pytest.fixture
def agreed(riverside, manager):
    """Return a cohort that began as a scope of work, with one session held."""
    asking.make_rates(manager)
    scope = asking.accept(asking.make_proposed(manager), manager)
    learning.assign(learning.make_session(scope.cohort), manager)
    return scope


def test_later_rates_do_not_rewrite_what_was_agreed(
    agreed, cohort, riverside, manager, sign_in
):
    learning.assign(cohort.held, manager)
    before = row(riverside, "Hillside 2027").cost_cents
    raised = {name: 2 * getattr(RATES, name) for name in RATES.__dataclass_fields__}

    save_rates(rates=replace(RATES, **raised), currency="USD", by=manager)

    held = row(riverside, "Hillside 2027")
    assert before > 0
    assert (held.cost_cents, held.rates) == (before, "agreed")
    assert row(riverside, "Alpha").rates == "today"
    html = sign_in(manager).get(HEALTH).content.decode()
    assert agreed.get_absolute_url() in html
    assert "agreed rates" in html
    assert "today's rates</small>" in html


def test_currencies_are_not_added_up(agreed, cohort, riverside):
    agreed.cohort.currency = "EUR"
    agreed.cohort.save(update_fields=["currency"])

    page = health.health_page(riverside, {}, by="cohort")

    assert (page.total.cost_cents, page.total.spent) == (None, None)
    assert {it.currency for it in page.rows} == {"EUR", "USD"}


@pytest.fixture
def levels(cohort, survey):  # noqa: F811 -- the fixture
    """Store figures of two sessions, one of them withheld."""
    for session, figure in (
        (cohort.held, {"mean": 4.0, "n": 6}),
        (cohort.ahead, {"withheld": "too_few"}),
    ):
        feedback, _ = SessionFeedback.objects.get_or_create(
            survey=survey, defaults={"session": cohort.held}
        )
        LevelFigure.objects.create(
            session=session, feedback=feedback, level="learning", **figure
        )


def test_withheld_sessions_are_in_no_mean(levels, riverside):
    found = row(riverside, "Alpha")

    assert found.levels == {"learning": (4.0, 1)}
    assert health.health_page(riverside, {}, by="cohort").total.levels == found.levels


def test_page_lists_cohorts_with_the_lowest_attendance_first(cohort, riverside):
    other = learning.make_cohort(riverside, title="Beta")
    places = learning.enroll_people(other, riverside, 1)
    attend(learning.make_session(other), places, 6)

    page = health.health_page(riverside, {}, by="cohort")

    assert [it.label for it in page.rows] == ["Alpha", "Beta"]


def test_page_says_it_all_by_cohort_and_by_district(cohort, manager, sign_in):
    attend(cohort.held, cohort.ours, 6)
    browser = sign_in(manager)

    by_cohort = browser.get(HEALTH).content.decode()
    by_district = browser.get(HEALTH, {"by": "district"}).content.decode()

    assert "Alpha" in by_cohort
    assert "Hillside" not in by_cohort
    assert "Hillside" in by_district


def test_other_providers_cohorts_are_not_there(cohort, outsider, sign_in):
    page = sign_in(outsider).get(HEALTH.replace("riverside", "hillside"))

    assert "Alpha" not in page.content.decode()


def test_spreadsheet_has_both_tables_and_no_formulas(cohort, manager, sign_in):
    cohort.title = "=1+1"
    cohort.save(update_fields=["title"])

    content = sign_in(manager).get(f"{HEALTH[:-1]}.xlsx").content

    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Cohorts", "Districts"]
    cell = book["Cohorts"]["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert {it.value for it in book["Districts"]["A"]} == {
        "district",
        "Riverside",
        "Hillside",
    }


def test_csv_has_one_row_a_cohort(cohort, manager, sign_in):
    url = reverse("programs:health_csv", kwargs={"org": "riverside"})

    lines = sign_in(manager).get(url).getvalue().decode("utf-8-sig").splitlines()

    assert len(lines) == 2
    assert lines[1].startswith("Alpha,Year One,6,40,0,1,2,")


@pytest.mark.parametrize("by", ["cohort", "district"])
def test_queries_do_not_grow_with_cohorts_people_or_sessions(
    cohort, riverside, hillside, django_assert_num_queries, by
):
    attend(cohort.held, cohort.ours, 6)
    for _ in range(2):
        more = learning.make_cohort(riverside, cohort.program, districts=[hillside])
        places = learning.enroll_people(more, hillside, 2)
        attend(learning.make_session(more), places, 6)

    with django_assert_num_queries(15 if by == "district" else 12):
        health.health_page(riverside, {}, by=by)

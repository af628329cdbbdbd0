"""What programs put on the start page."""

from datetime import timedelta

import pytest

from headship.core.clock import now, today
from headship.home import queries
from headship.programs.actions import enquiries
from headship.programs.models import Cohort
from headship.programs.policies.leads import needing_a_lead
from headship.programs.queries import teaching
from tests.factories import make_member
from tests.programs import learning


@pytest.fixture
def cohort(riverside, hillside):
    return learning.make_cohort(riverside, districts=[hillside], title="Alpha")


@pytest.fixture
def ivy(hillside):
    return make_member(hillside, "Ivy", "leader")


@pytest.fixture
def manager(riverside):
    return make_member(riverside, "Manager", "manager")


def texts(member):
    return [line.text for line in queries.next_for(member).lines]


def test_invited_person_is_asked_for_an_answer(cohort, ivy, everywhere):
    learning.enroll(cohort, ivy, state="invited")

    assert texts(ivy) == ["Answer the invitation to “Alpha”"]


def test_participant_goes_to_the_next_sessions_once_each(cohort, ivy, everywhere):
    learning.enroll(cohort, ivy)
    learning.make_session(cohort, days_ago=-5, days=2)
    learning.make_session(cohort, days_ago=-60)
    learning.make_session(cohort, days_ago=5)

    (line,) = queries.next_for(ivy).lines

    assert (line.text, line.is_on) == ("Go to “Meeting 1”", True)
    assert line.url.startswith("/o/hillside/programs/")


@pytest.mark.parametrize("state", ["withdrawn", "transferred", "applied"])
def test_whoever_takes_no_part_is_sent_nowhere(cohort, ivy, everywhere, state):
    learning.enroll(cohort, ivy, state=state)
    learning.make_session(cohort, days_ago=-5)

    assert texts(ivy) == []


def test_facilitator_prepares_and_tells(cohort, riverside, everywhere):
    fay = make_member(riverside, "Fay", "facilitator")
    learning.assign(learning.make_session(cohort, days_ago=2), fay)
    learning.assign(learning.make_session(cohort, days_ago=-5), fay)

    assert texts(fay) == [
        "Prepare “Meeting 2” with Alpha",
        "Tell how “Meeting 1” went",
    ]


def test_manager_follows_up_and_finds_leads(cohort, manager, everywhere):
    learning.make_session(cohort, days_ago=-5)
    question = enquiries.Question(
        name="Pia", message="When?", answer_by="phone", phone="512 555 0123"
    )
    enquiries.record_enquiry(question=question, came_by="phone", by=manager)

    lines = queries.next_for(manager).lines

    assert [line.text for line in lines] == [
        "Follow up 1 enquiry",
        "Find a lead for 1 session that begins soon",
    ]
    assert abs(lines[0].due - today()) <= timedelta(days=1)  # Of another time zone.


def test_session_whose_lead_is_not_qualified_needs_one_too(
    cohort, manager, riverside, everywhere
):
    fay = make_member(riverside, "Fay", "facilitator")
    learning.make_session(cohort, days_ago=-5)
    learning.assign(learning.make_session(cohort, days_ago=-6), fay)
    learning.assign(learning.make_session(cohort, days_ago=-60), fay)

    (line,) = queries.next_for(manager).lines

    assert line.text == "Find leads for 2 sessions that begin soon"
    assert line.url == "/o/riverside/programs/sessions/?lead=needed"


def test_finding_leads_costs_the_same_however_many_sessions(
    cohort, manager, riverside, everywhere, django_assert_num_queries
):
    fay = make_member(riverside, "Fay", "facilitator")
    for days_ahead in (5, 6, 7):
        learning.assign(learning.make_session(cohort, days_ago=-days_ahead), fay)
    soon = teaching.beginning(Cohort.objects.all(), now(), now() + timedelta(days=45))

    with django_assert_num_queries(3):
        assert len(needing_a_lead(soon, now())) == 3

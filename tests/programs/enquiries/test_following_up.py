from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django_scopes import scope

from headship.core.clock import today
from headship.core.errors import PolicyError
from headship.core.models import AuditEvent
from headship.programs.actions import enquiries as actions
from headship.programs.models import Enquiry, EnquiryNote
from headship.programs.queries import enquiries as queries
from tests.factories import make_member

QUESTION = actions.Question(
    name="Pia Park", message="When?", answer_by="phone", phone="512 555 0123"
)


@pytest.fixture
def manager(riverside):
    return make_member(riverside, "Manager", "manager")


@pytest.fixture
def enquiry(manager):
    return actions.record_enquiry(question=QUESTION, came_by="phone", by=manager)


def plan(state="answered", owner=None, follow_up_on=None):
    return actions.FollowUp(state=state, owner=owner, follow_up_on=follow_up_on)


def test_enquiry_gets_an_owner_and_a_day(enquiry, manager):
    day = today() + timedelta(days=3)

    actions.follow_up(enquiry=enquiry, plan=plan("scoped", manager, day), by=manager)

    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.owner, enquiry.follow_up_on) == (
        "scoped",
        manager,
        day,
    )


def test_closing_ends_the_follow_up(enquiry, manager):
    day = today() + timedelta(days=3)

    actions.follow_up(enquiry=enquiry, plan=plan("closed", manager, day), by=manager)

    enquiry.refresh_from_db()
    assert enquiry.follow_up_on is None


@pytest.mark.parametrize("who", ["teacher", "outsider"])
def test_owner_is_somebody_who_runs_programs_here(enquiry, manager, request, who):
    owner = request.getfixturevalue(who)

    with pytest.raises(PolicyError, match="Choose somebody who runs programs here"):
        actions.follow_up(enquiry=enquiry, plan=plan(owner=owner), by=manager)


def test_open_enquiry_is_not_erased(enquiry, manager):
    with pytest.raises(PolicyError, match="Close the enquiry first"):
        actions.erase_enquiry(enquiry=enquiry, by=manager)


def test_erasing_leaves_no_name_but_in_what_was_done_before(enquiry, manager):
    actions.note_enquiry(enquiry=enquiry, text="Called Pia.", by=manager)
    actions.follow_up(enquiry=enquiry, plan=plan("closed"), by=manager)

    actions.erase_enquiry(enquiry=enquiry, by=manager)

    assert not Enquiry.objects.exists()
    assert not EnquiryNote.objects.exists()
    last = AuditEvent.objects.get(event="enquiry_erased")
    assert "Pia" not in last.subject_label


def test_what_is_to_follow_is_new_or_due(enquiry, manager, riverside):
    later = actions.record_enquiry(question=QUESTION, came_by="email", by=manager)
    ahead = today() + timedelta(days=9)
    actions.follow_up(enquiry=later, plan=plan("answered", None, ahead), by=manager)

    assert list(queries.enquiries_to_follow(riverside, today())) == [enquiry]
    assert queries.enquiries_to_follow(riverside, ahead).count() == 2


def test_list_searches_filters_and_offers_csv(enquiry, manager, sign_in):
    other = actions.Question(
        name="Otto", message="Cost?", answer_by="email", email="o@x.example"
    )
    actions.record_enquiry(question=other, came_by="email", by=manager)
    url = reverse("programs:enquiry_list", kwargs={"org": "riverside"})
    browser = sign_in(manager)

    page = browser.get(url, {"search": "pia", "state": "new"}).content.decode()
    part = browser.get(
        url,
        {"search": "nothing"},
        headers={"HX-Request": "true", "HX-Target": "section#rows"},
    ).content.decode()
    table = browser.get(f"{url[:-1]}.csv", {"search": "pia"}).getvalue().decode()

    assert ("Pia Park" in page, "Otto" in page) == (True, False)
    assert "No enquiry matches" in part
    assert "<html" not in part
    assert len(table.splitlines()) == 2


def test_notes_and_state_are_kept_from_the_page(enquiry, manager, sign_in):
    browser = sign_in(manager)

    browser.post(f"{enquiry.get_absolute_url()}note/", {"text": "Called back."})
    browser.post(
        enquiry.get_absolute_url(),
        {"state": "answered", "owner": manager.pk, "follow_up_on": ""},
    )

    page = browser.get(enquiry.get_absolute_url()).content.decode()
    assert "Called back." in page
    assert "Answered" in page


def test_enquiries_of_riverside_do_not_exist_for_hillside(
    enquiry, outsider, hillside, sign_in
):
    url = enquiry.get_absolute_url().replace("riverside", "hillside")

    assert sign_in(outsider).get(url).status_code == 404
    with scope(organization=hillside):
        assert not queries.find_enquiries(hillside, {}).exists()


def test_database_wants_a_way_to_answer(enquiry):
    with pytest.raises(IntegrityError), transaction.atomic():
        Enquiry.objects.update(email="", phone="")

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from headship.core.errors import PolicyError
from headship.programs.actions.fidelity import Account, record_fidelity
from headship.programs.analysis.fidelity import agreement
from headship.programs.models import FidelityLine
from headship.programs.reports import fidelity as reports
from tests.factories import make_member
from tests.programs import learning

DONE = Account(outcome="done", minutes=60)
ADAPTED = Account(outcome="adapted", minutes=45, note="Shorter case.")
LEFT_OUT = Account(outcome="left_out", minutes=0, note="No time.")


@pytest.fixture
def observer(riverside, session, facilitator):
    """Return the co-observer of the session that ``facilitator`` leads."""
    member = make_member(riverside, "Obi", "facilitator")
    learning.assign(session, member, "observer")
    return member


def tell(session, member, *accounts, remarks=""):
    assignment = session.facilitators.get(facilitator__member=member)
    return record_fidelity(
        assignment=assignment, accounts=list(accounts), remarks=remarks, by=member
    )


def test_account_covers_each_block_of_the_plan(session, facilitator):
    check = tell(session, facilitator, DONE, ADAPTED, LEFT_OUT, remarks=" Fine. ")

    told = check.lines.values_list("title", "planned_minutes", "outcome", "minutes")
    assert list(told) == [
        ("Block 1", 60, "done", 60),
        ("Block 2", 60, "adapted", 45),
        ("Block 3", 60, "left_out", 0),
    ]
    assert (check.part, check.remarks) == ("lead", "Fine.")


def test_account_may_be_corrected_while_it_stands_alone(session, facilitator):
    tell(session, facilitator, DONE, DONE, DONE)

    check = tell(session, facilitator, DONE, DONE, LEFT_OUT)

    assert check.lines.count() == 3
    assert FidelityLine.objects.filter(outcome="left_out").count() == 1


def test_account_stays_once_both_can_be_read(session, facilitator, observer):
    tell(session, facilitator, DONE, DONE, DONE)
    tell(session, observer, DONE, ADAPTED, DONE)

    with pytest.raises(PolicyError, match="neither changes now"):
        tell(session, facilitator, DONE, ADAPTED, DONE)


def test_account_must_fit_the_plan(session, facilitator):
    with pytest.raises(PolicyError, match="plan of the session changed"):
        tell(session, facilitator, DONE)


def test_session_without_blocks_has_nothing_to_compare(session, facilitator):
    session.program_session = None

    with pytest.raises(PolicyError, match="planned without blocks"):
        tell(session, facilitator)


def test_session_that_has_not_begun_has_no_account(cohort, riverside):
    ahead = learning.make_session(cohort, days_ago=-2)
    member = make_member(riverside, "Fay", "facilitator")
    learning.assign(ahead, member)

    with pytest.raises(PolicyError, match="has not begun"):
        tell(ahead, member, DONE, DONE, DONE)


def test_observer_reads_the_leads_account_only_after_the_own(
    session, facilitator, observer
):
    tell(session, facilitator, DONE, DONE, LEFT_OUT)
    before = reports.fidelity_page(session, observer)

    tell(session, observer, DONE, ADAPTED, LEFT_OUT)
    after = reports.fidelity_page(session, observer)

    assert (before.rows, before.is_waiting_for_own) == ((), True)
    assert [row.differs for row in after.rows] == [False, True, False]
    assert (after.agreement.alike, after.agreement.n) == (2, 3)


def test_few_blocks_give_a_share_and_no_kappa(session, facilitator, observer):
    tell(session, facilitator, DONE, DONE, LEFT_OUT)
    tell(session, observer, DONE, ADAPTED, LEFT_OUT)

    found = reports.cohort_fidelity_page(session.cohort).agreement

    assert (found.n, found.kappa, found.why_no_kappa) == (3, None, "few")
    assert found.share == pytest.approx(2 / 3)


def lines(*outcomes):
    return [FidelityLine(outcome=it, position=n) for n, it in enumerate(outcomes)]


def test_kappa_of_twenty_blocks_by_hand():
    first = lines(*["done"] * 10, *["adapted"] * 10)
    second = lines(*["done"] * 8, *["adapted"] * 12)

    found = agreement(list(zip(first, second, strict=True)))

    # Observed 18/20; by chance 0.5 x 0.4 + 0.5 x 0.6 = 0.5.
    assert found.kappa == pytest.approx((0.9 - 0.5) / (1 - 0.5))
    assert found.lower < found.kappa < found.upper


def test_kappa_is_silent_where_everything_is_the_same():
    alike = lines(*["done"] * 25)

    found = agreement(list(zip(alike, alike, strict=True)))

    assert (found.share, found.kappa, found.why_no_kappa) == (1.0, None, "same")


def test_nothing_told_by_two_is_no_agreement():
    assert agreement([]) is None


def test_form_asks_why_a_block_was_adapted(session, facilitator, sign_in):
    url = reverse(
        "programs:fidelity_record", kwargs={"org": "riverside", "ref": session.ref}
    )
    form = {"remarks": ""}
    for place in (1, 2, 3):
        form |= {f"b{place}-outcome": "done", f"b{place}-minutes": "60"}
    form |= {"b2-outcome": "adapted", "b2-minutes": "0", "b3-outcome": "left_out"}

    page = sign_in(facilitator).post(url, form).content.decode()

    assert page.count("Say in a few words what was different.") >= 2
    assert "A block that took place took some minutes." in page
    assert not session.fidelity_checks.exists()


def test_left_out_block_counts_no_minutes(session, facilitator, sign_in):
    url = reverse(
        "programs:fidelity_record", kwargs={"org": "riverside", "ref": session.ref}
    )
    form = {"remarks": ""}
    for place in (1, 2, 3):
        form |= {f"b{place}-outcome": "done", f"b{place}-minutes": "60"}
    form |= {"b3-outcome": "left_out", "b3-note": "No time."}

    assert sign_in(facilitator).post(url, form).status_code == 302

    assert FidelityLine.objects.get(outcome="left_out").minutes == 0


def test_database_refuses_minutes_of_what_was_left_out(session, facilitator):
    check = tell(session, facilitator, DONE, DONE, LEFT_OUT)

    with pytest.raises(IntegrityError), transaction.atomic():
        check.lines.filter(outcome="left_out").update(minutes=5)

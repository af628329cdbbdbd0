"""Curators propose and review in twos."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from headship.accounts.models import User
from headship.core.audit import System
from headship.core.clock import now
from headship.core.errors import PolicyError
from headship.core.models import AuditEvent
from headship.evidence.actions import curation
from headship.evidence.actions.curation import Proposal
from headship.evidence.actions.loads import load_export, preview_export
from headship.evidence.actions.records import ship_evidence
from headship.evidence.models import (
    Change,
    Curator,
    Finding,
    Intervention,
    Rating,
    Revision,
    Study,
)
from headship.evidence.queries.records import snapshot
from headship.evidence.wwc import read_export
from tests.evidence.wwc.exports import FINDING, write_csv

pytestmark = pytest.mark.django_db


def appoint(email):
    user = User.objects.create_user(email)
    return curation.appoint_curator(user=user, by=System())


@pytest.fixture
def ada():
    return appoint("ada@example.org")


@pytest.fixture
def ben():
    return appoint("ben@example.org")


@pytest.fixture
def record():
    return Intervention.objects.create(slug="lead-well", name="Lead Well", cost="Free")


def propose(by, record, **fields):
    kind = type(record).__name__.lower()
    return curation.propose_change(
        proposal=Proposal(
            kind=kind,
            target=record.ref,
            label=str(record),
            payload=snapshot(kind, record) | fields,
            reason="See the report, page 3.",
        ),
        by=by,
    )


def propose_new(by, kind, **payload):
    return curation.propose_change(
        proposal=Proposal(
            kind=kind, target=None, label="New", payload=payload, reason="It is new."
        ),
        by=by,
    )


def publish(change, by):
    submitted = curation.submit_change(change=change, by=change.proposed_by)
    return curation.publish_change(change=submitted, by=by)


def test_second_person_publishes_and_the_past_is_kept(ada, ben, record):
    change = publish(propose(ada, record, cost="$12 a person"), ben)

    record.refresh_from_db()
    assert record.cost == "$12 a person"
    assert (change.state, change.reviewed_by) == ("published", ben)
    revision = Revision.objects.get(ref=record.ref)
    assert (revision.before, revision.change) == ({"cost": "Free"}, change)
    events = AuditEvent.objects.order_by("pk").values_list("event", "actor_label")
    assert list(events)[-3:] == [
        ("evidence_change_proposed", "ada@example.org"),
        ("evidence_change_submitted", "ada@example.org"),
        ("evidence_change_published", "ben@example.org"),
    ]


def test_nobody_publishes_or_declines_their_own(ada, record):
    change = propose(ada, record, cost="$12")
    curation.submit_change(change=change, by=ada)

    for decide in (curation.publish_change, curation.decline_change):
        with pytest.raises(PolicyError, match="Another curator has to look at it"):
            decide(change=change, by=ada, note="Fine.")

    record.refresh_from_db()
    assert record.cost == "Free"


def test_the_database_refuses_publishing_ones_own(ada, record):
    change = propose(ada, record, cost="$12")

    with pytest.raises(IntegrityError), transaction.atomic():
        Change.objects.filter(pk=change.pk).update(
            state="published", reviewed_by=ada, reviewed_at=now()
        )


def test_draft_is_not_decided_and_not_written_by_others(ada, ben, record):
    change = propose(ada, record, cost="$12")

    with pytest.raises(PolicyError, match="does not wait for a decision"):
        curation.publish_change(change=change, by=ben)
    with pytest.raises(PolicyError, match="Only the curator who wrote this draft"):
        curation.submit_change(change=change, by=ben)
    with pytest.raises(PolicyError, match="Only the curator who proposed this"):
        curation.withdraw_change(change=change, by=ben)


def test_declining_needs_a_reason_and_changes_nothing(ada, ben, record):
    change = curation.submit_change(change=propose(ada, record, cost="$12"), by=ada)

    with pytest.raises(PolicyError, match="Say why"):
        curation.decline_change(change=change, by=ben, note=" ")
    declined = curation.decline_change(change=change, by=ben, note="Not in the report.")

    record.refresh_from_db()
    assert record.cost == "Free"
    assert (declined.state, declined.note) == ("declined", "Not in the report.")
    with pytest.raises(PolicyError, match="does not wait for a decision"):
        curation.publish_change(change=declined, by=ben)


def test_proposal_without_a_difference_is_not_submitted(ada, record):
    change = propose(ada, record)

    with pytest.raises(PolicyError, match="changes nothing"):
        curation.submit_change(change=change, by=ada)


def test_one_open_proposal_at_a_time(ada, ben, record):
    first = propose(ada, record, cost="$12")

    with pytest.raises(PolicyError, match="There is an open proposal"):
        propose(ben, record, cost="$13")

    curation.withdraw_change(change=first, by=ada)
    assert propose(ben, record, cost="$13").base["cost"] == "Free"


def test_record_that_changed_meanwhile_is_not_overwritten(ada, ben, record):
    change = curation.submit_change(change=propose(ada, record, cost="$12"), by=ada)
    Intervention.objects.filter(pk=record.pk).update(cost="$99")

    with pytest.raises(PolicyError, match="has changed since this was proposed"):
        curation.publish_change(change=change, by=ben)

    change.refresh_from_db()
    assert change.state == "review"


def test_other_fields_may_change_meanwhile(ada, ben, record):
    change = curation.submit_change(change=propose(ada, record, cost="$12"), by=ada)
    Intervention.objects.filter(pk=record.pk).update(duration="A year")

    curation.publish_change(change=change, by=ben)

    record.refresh_from_db()
    assert (record.cost, record.duration) == ("$12", "A year")


def test_new_records_of_every_kind(ada, ben):
    publish(propose_new(ada, "intervention", name="Lead Well"), ben)
    one = Intervention.objects.get()
    publish(propose_new(ada, "study", citation="Doe (2020).", design="rct"), ben)
    study = Study.objects.get()
    figures = {
        "outcome_measure": "Left the school",
        "outcome_domain": "Retention",
        "outcome_type": "dichotomous",
        "favorable": "lower",
        "n_treated": 62,
        "n_control": 62,
        "mean_treated": 0.24,
        "mean_control": 0.4,
    }
    origin = {
        "intervention": str(one.ref),
        "study": str(study.ref),
        "reviewer": "Riverside",
        "standards_version": "4.0",
    }
    publish(propose_new(ada, "finding", **origin, **figures), ben)
    finding = Finding.objects.get()
    verdict = {"whose": "Riverside", "verdict": "mixed", "rated_on": "2026-03-01"}
    publish(
        propose_new(
            ada,
            "rating",
            intervention=str(one.ref),
            outcome_domain="Retention",
            findings=[finding.number],
            **verdict,
        ),
        ben,
    )

    assert (one.slug, one.origin, one.is_published) == ("lead-well", "curated", True)
    assert finding.number == 900000001
    assert (finding.study, finding.review.reviewer) == (study, "Riverside")
    assert round(finding.our_effect_size, 4) == 0.4501
    rating = Rating.objects.get()
    assert rating.rated_on.isoformat() == "2026-03-01"
    assert list(rating.findings.all()) == [finding]
    assert Change.objects.filter(target=None).count() == 0


def test_curated_numbers_go_on_from_those_that_ship(ada, ben):
    ship_evidence()
    finding = Finding.objects.get(number=900000001)
    values = snapshot("finding", finding)

    publish(propose_new(ada, "finding", **values), ben)

    assert Finding.objects.order_by("-number").first().number == 900000008


def test_correction_of_a_figure_is_recomputed(ada, ben, tmp_path):
    load(write_csv(tmp_path, [FINDING]))
    finding = Finding.objects.get()

    publish(propose(ada, finding, n_treated=60), ben)

    before = finding.our_p
    finding.refresh_from_db()
    assert finding.n_treated == 60
    assert finding.our_p != before


def test_correction_survives_a_newer_export(ada, ben, tmp_path):
    load(write_csv(tmp_path, [FINDING], "WWC-2025-08-25.csv"))
    publish(propose(ada, Finding.objects.get(), period="3 Years"), ben)
    newer = FINDING | {"f_Period": "9 Months", "f_p_Value_WWC": "0.07"}

    load(write_csv(tmp_path, [newer], "WWC-2026-01-31.csv"))

    finding = Finding.objects.get()
    assert (finding.period, finding.wwc_p) == ("3 Years", 0.07)
    again = preview(tmp_path / "WWC-2026-01-31.csv")
    assert again.changes_nothing


def test_correction_survives_the_next_start(ada, ben):
    ship_evidence()
    one = Intervention.objects.get(wwc_id=1489)
    publish(propose(ada, one, cost="$12"), ben)

    assert not ship_evidence()

    one.refresh_from_db()
    assert one.cost == "$12"


def test_curators_are_appointed_and_dismissed_by_command(ada):
    out = StringIO()
    User.objects.create_user("cy@example.org")

    call_command("appoint_curator", "CY@example.org", stdout=out)
    assert "cy@example.org is a curator." in out.getvalue()
    call_command("appoint_curator", "cy@example.org", "--dismiss", stdout=out)

    assert Curator.objects.get(user__email="cy@example.org").dismissed_at
    with pytest.raises(CommandError, match="Nobody has an account with the address"):
        call_command("appoint_curator", "none@example.org")
    with pytest.raises(CommandError, match=r"cy@example\.org is no curator"):
        call_command("appoint_curator", "cy@example.org", "--dismiss")


def load(path):
    export = read_export([path])
    return load_export(export=export, by=System(), started_at=now())


def preview(path):
    return preview_export(read_export([path]))

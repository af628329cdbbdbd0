"""Certificates: earned by hours, issued once, signed, revocable."""

from datetime import timedelta
from decimal import Decimal

import jsonschema
import pytest
from django.db import IntegrityError, transaction

from headship.core.clock import now
from headship.core.errors import PolicyError
from headship.core.models import AuditEvent
from headship.programs.actions import badge_keys, certificate_batches, certificates
from headship.programs.badges import proofs
from headship.programs.models import (
    BadgeKey,
    Certificate,
    CertificateBatch,
    MakeUp,
)
from headship.programs.queries import certificates as queries
from tests.programs import learning
from tests.programs.badges import oxigraph
from tests.programs.badges.test_proofs import SCHEMA


@pytest.fixture
def cohort(riverside, hillside, noon):
    return learning.make_cohort(riverside, districts=[hillside])


@pytest.fixture
def sessions(cohort):
    """Two sessions of six hours each."""
    return [learning.make_session(cohort, days_ago=ago) for ago in (30, 3)]


@pytest.fixture
def ana(cohort, hillside, sessions):
    [place] = learning.enroll_people(cohort, hillside, 1)
    return place


def issue(place, leader, session=None):
    return certificates.issue_certificate(participant=place, session=session, by=leader)


def test_session_certificate_needs_any_hours_in_it(ana, sessions, leader):
    learning.attend(ana, sessions[0], "1.5")

    made = issue(ana, leader, sessions[0])

    assert (made.recipient, made.hours) == (str(ana.member), Decimal("1.50"))
    assert made.title == "Year One: Meeting 1"
    assert made.first_on == made.last_on == sessions[0].days.get().local_start.date()
    with pytest.raises(PolicyError, match=r"has 0 of 6.00 hours, which is not enough"):
        issue(ana, leader, sessions[1])


@pytest.mark.parametrize(("second", "is_earned"), [("3.6", True), ("3.5", False)])
def test_program_certificate_needs_the_usual_share(
    ana, sessions, leader, second, is_earned
):
    learning.attend(ana, sessions[0])
    learning.attend(ana, sessions[1], second)

    [standing] = queries.standings(ana.cohort)

    assert standing.is_earned is is_earned
    assert standing.offered == 12


def test_a_cohort_sets_its_own_share(ana, sessions, leader):
    learning.attend(ana, sessions[0])
    certificates.set_completion_rule(cohort=ana.cohort, share=Decimal("0.5"), by=leader)

    made = issue(ana, leader)

    assert made.title == "Year One"
    criteria = made.credential["credentialSubject"]["achievement"]["criteria"]
    assert criteria["narrative"] == (
        "Took part in at least 50 percent of the hours offered."
    )


@pytest.mark.parametrize("share", ["0", "1.01", "-1"])
def test_a_share_is_between_nothing_and_all(cohort, leader, share):
    with pytest.raises(PolicyError, match=r"^Choose a share between 1 and 100"):
        certificates.set_completion_rule(cohort=cohort, share=Decimal(share), by=leader)


def test_hours_made_up_elsewhere_count_where_they_were_missed(
    ana, sessions, leader, riverside
):
    elsewhere = learning.make_session(learning.make_cohort(riverside), days_ago=2)
    MakeUp.objects.create(
        participant=ana, missed=sessions[0], session=elsewhere, assigned_at=now()
    )
    learning.attend(ana, elsewhere)

    made = issue(ana, leader, sessions[0])

    assert made.hours == 6
    assert made.first_on == elsewhere.days.get().local_start.date()


def test_the_badge_of_a_certificate_verifies_with_other_software(ana, sessions, leader):
    learning.attend(ana, sessions[0])

    made = issue(ana, leader, sessions[0])

    made.refresh_from_db()  # As it comes back from the database.
    assert proofs.is_intact(made.credential, made.key.public_key)
    assert oxigraph.verifies(made.credential)
    jsonschema.Draft201909Validator(SCHEMA).validate(made.credential)
    assert made.credential["id"] == f"urn:uuid:{made.ref}"
    assert made.credential["credentialSubject"]["result"][0]["value"] == "6"


def test_nobody_gets_a_second_one(ana, sessions, leader):
    learning.attend(ana, sessions[0])
    made = issue(ana, leader, sessions[0])

    with pytest.raises(PolicyError, match=rf"already: number {made.number}"):
        issue(ana, leader, sessions[0])


def test_database_refuses_a_second_valid_one(ana, sessions, leader):
    learning.attend(ana, sessions[0])
    [standing] = queries.standings(ana.cohort, sessions[0])
    signer = certificates.signer_for(leader)

    first = certificates.issue(standing, signer)

    assert certificates.issue(standing, signer) is None  # As from a second worker.
    first.pk, first.ref, first.number = None, None, "X"
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.bulk_create([first])


def test_revoked_certificate_says_why_and_can_be_replaced(ana, sessions, leader):
    learning.attend(ana, sessions[0])
    made = issue(ana, leader, sessions[0])

    certificates.revoke_certificate(certificate=made, reason="Wrong name.", by=leader)

    assert queries.revoked_refs(ana.cohort.organization) == [made.ref]
    assert issue(ana, leader, sessions[0]).number != made.number
    with pytest.raises(PolicyError, match=r"revoked already"):
        certificates.revoke_certificate(certificate=made, reason="Again.", by=leader)


def test_revoking_needs_a_reason(ana, sessions, leader):
    learning.attend(ana, sessions[0])
    made = issue(ana, leader, sessions[0])

    with pytest.raises(PolicyError, match=r"^Say why"):
        certificates.revoke_certificate(certificate=made, reason="  ", by=leader)


def test_cancelled_session_certifies_nothing(ana, sessions, leader):
    learning.attend(ana, sessions[0])
    sessions[0].state = "cancelled"
    sessions[0].save()

    with pytest.raises(PolicyError, match=r"^The session was cancelled"):
        issue(ana, leader, sessions[0])


def test_who_left_gets_nothing(ana, sessions, leader):
    learning.attend(ana, sessions[0])
    ana.state = "withdrawn"
    ana.save()

    with pytest.raises(PolicyError, match=r"does not take part in the cohort any more"):
        issue(ana, leader, sessions[0])


def test_badges_of_an_earlier_key_stay_valid(ana, sessions, leader):
    learning.attend(ana, sessions[0])
    learning.attend(ana, sessions[1])
    old = issue(ana, leader, sessions[0])

    badge_keys.rotate_key(by=leader)
    new = issue(ana, leader, sessions[1])

    assert old.key != new.key
    assert proofs.is_intact(old.credential, old.key.public_key)
    assert not proofs.is_intact(old.credential, new.key.public_key)
    assert BadgeKey.objects.filter(state="active").get() == new.key


def test_private_key_opens_with_an_earlier_secret_and_not_without(
    ana, sessions, leader, settings
):
    learning.attend(ana, sessions[0])
    learning.attend(ana, sessions[1])
    issue(ana, leader, sessions[0])
    earlier, settings.SECRET_KEY = settings.SECRET_KEY, "another secret entirely"

    with pytest.raises(PolicyError, match=r"SECRET_KEY has changed"):
        issue(ana, leader, sessions[1])
    settings.SECRET_KEY_FALLBACKS = [earlier]
    assert issue(ana, leader, sessions[1]).is_valid


# Batches.


@pytest.fixture
def crowd(cohort, hillside, sessions):
    """Seven people who attended, and one who did not."""
    people = learning.enroll_people(cohort, hillside, 8)
    for place in people[:7]:
        learning.attend(place, sessions[0])
    return people


def start(cohort, session, leader):
    return certificate_batches.start_batch(cohort=cohort, session=session, by=leader)


def test_a_batch_issues_to_everyone_who_earned_it(
    crowd, cohort, sessions, leader, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        batch = start(cohort, sessions[0], leader)

    batch.refresh_from_db()
    assert (batch.state, batch.looked_at_count, batch.total_count) == ("done", 7, 7)
    assert Certificate.objects.filter(batch=batch).count() == 7
    assert AuditEvent.objects.filter(event="certificate_issued").count() == 7


def test_a_batch_skips_those_who_hold_one(crowd, cohort, sessions, leader):
    issue(crowd[0], leader, sessions[0])

    batch = certificate_batches.run_batch(batch=start(cohort, sessions[0], leader))

    assert batch.certificates.count() == 6


def test_two_batches_of_the_same_do_not_run_at_once(crowd, cohort, sessions, leader):
    start(cohort, sessions[0], leader)

    with pytest.raises(PolicyError, match=r"being issued already"):
        start(cohort, sessions[0], leader)
    start(cohort, sessions[1], leader)


class WorkerKilledError(BaseException):
    """Ends a worker in the middle, as a signal does: nothing catches it."""


def test_a_batch_survives_its_worker(
    crowd,
    cohort,
    sessions,
    leader,
    noon,
    monkeypatch,
    django_capture_on_commit_callbacks,
):
    monkeypatch.setattr(certificate_batches, "AT_ONCE", 2)
    batch = start(cohort, sessions[0], leader)
    whole, calls = certificate_batches._issue_some, []

    def killed_in_the_third_part(*arguments):
        calls.append(1)
        whole(*arguments)
        if len(calls) == 3:
            raise WorkerKilledError

    monkeypatch.setattr(certificate_batches, "_issue_some", killed_in_the_third_part)
    with pytest.raises(WorkerKilledError):
        certificate_batches.run_batch(batch=batch)
    monkeypatch.setattr(certificate_batches, "_issue_some", whole)
    batch.refresh_from_db()
    assert (batch.state, Certificate.objects.count()) == ("running", 6)

    assert certificate_batches.run_batch(batch=batch).state == "running"  # Too soon.
    noon.move_to(now() + timedelta(minutes=3))
    assert queries.is_silent(batch)
    with django_capture_on_commit_callbacks(execute=True):
        assert certificate_batches.resume_silent_batches() == 1

    batch.refresh_from_db()
    assert (batch.state, batch.looked_at_count) == ("done", 7)
    held = Certificate.objects.valid().values_list("participant", flat=True)
    assert sorted(held) == sorted(place.pk for place in crowd[:7])


def test_a_worker_that_was_replaced_stops(crowd, cohort, sessions, leader, monkeypatch):
    """The first worker wakes up after the second has taken over."""
    monkeypatch.setattr(certificate_batches, "AT_ONCE", 2)
    batch = start(cohort, sessions[0], leader)
    whole = certificate_batches._issue_some

    def taken_over(*arguments):
        whole(*arguments)
        CertificateBatch.objects.update(claim="00000000-0000-0000-0000-000000000001")

    monkeypatch.setattr(certificate_batches, "_issue_some", taken_over)
    certificate_batches.run_batch(batch=batch)

    batch.refresh_from_db()
    assert (batch.state, Certificate.objects.count()) == ("running", 2)


def test_a_batch_that_cannot_sign_tells_why_and_can_go_on(
    crowd, cohort, sessions, leader, settings
):
    issue(crowd[0], leader, sessions[0])
    earlier, settings.SECRET_KEY = settings.SECRET_KEY, "another secret entirely"
    batch = certificate_batches.run_batch(batch=start(cohort, sessions[0], leader))
    assert batch.state == "failed"
    assert "SECRET_KEY has changed" in batch.error

    settings.SECRET_KEY = earlier
    batch = certificate_batches.resume_batch(batch=batch, by=leader)
    batch = certificate_batches.run_batch(batch=batch)

    assert (batch.state, Certificate.objects.count()) == ("done", 7)


def test_resuming_what_runs_or_is_done_is_refused(crowd, cohort, sessions, leader):
    batch = start(cohort, sessions[0], leader)
    with pytest.raises(PolicyError, match=r"^A worker is at it"):
        certificate_batches.resume_batch(batch=batch, by=leader)

    batch = certificate_batches.run_batch(batch=batch)
    with pytest.raises(PolicyError, match=r"^Everyone was looked at"):
        certificate_batches.resume_batch(batch=batch, by=leader)


def test_a_batch_takes_constant_queries_to_find_who_earned_it(
    crowd, cohort, sessions, hillside, django_assert_num_queries
):
    with django_assert_num_queries(6):
        queries.standings(cohort, sessions[0])
    for place in learning.enroll_people(cohort, hillside, 5):
        learning.attend(place, sessions[0])
    with django_assert_num_queries(6):
        queries.standings(cohort, sessions[0])

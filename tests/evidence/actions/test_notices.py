"""Curators hear by mail what waits for them, and what became of theirs."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import override

from headship.accounts.models import User
from headship.core.audit import System
from headship.core.mail import send_all_due
from headship.core.models import AuditEvent, OutgoingMail
from headship.evidence.actions import curation
from headship.evidence.actions.notices import choose_mail
from headship.evidence.models import Notice
from tests.evidence.records import make_intervention

pytestmark = pytest.mark.django_db


def appoint(name, **fields):
    user = User.objects.create_user(f"{name}@example.org", name=name.title(), **fields)
    return curation.appoint_curator(user=user, by=System())


@pytest.fixture
def ada():
    return appoint("ada")


@pytest.fixture
def ben():
    return appoint("ben")


@pytest.fixture
def draft(ada):
    return curation.propose_change(
        proposal=curation.Proposal(
            kind="intervention",
            target=make_intervention("Lead Well", cost="Free").ref,
            label="Lead\nWell",
            payload={"cost": "$12 <each>"},
            reason="See page 3 & 4.",
        ),
        by=ada,
    )


@pytest.fixture
def send(django_capture_on_commit_callbacks):
    """Return a context in which queued messages go out."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def told(mailoutbox):
    return [(mail.to[0].partition("@")[0], mail.subject) for mail in mailoutbox]


def test_others_hear_that_a_proposal_waits(draft, ada, ben, send, mailoutbox):
    appoint("cyd")
    curation.dismiss_curator(curator=appoint("dismissed"), by=System())

    with send():
        curation.submit_change(change=draft, by=ada)

    words = "Waits for a second look: Lead Well"
    assert sorted(told(mailoutbox)) == [("ben", words), ("cyd", words)]
    assert draft.get_absolute_url() in mailoutbox[0].body
    assert "Ada proposes" in mailoutbox[0].body
    assert "See page 3 & 4." in mailoutbox[0].body


@pytest.mark.parametrize(
    ("decide", "subject", "words"),
    [
        (curation.publish_change, "Published: Lead Well", "Ben has published"),
        (curation.decline_change, "Declined: Lead Well", "Which page?"),
    ],
)
def test_the_proposer_hears_the_decision(
    draft, ada, ben, send, mailoutbox, decide, subject, words
):
    curation.submit_change(change=draft, by=ada)
    with send():
        decide(change=draft, by=ben, note="Which page?")

    assert told(mailoutbox) == [("ada", subject)]
    assert words in mailoutbox[0].body
    assert "Which page?" in mailoutbox[0].body


def test_mail_is_in_the_language_of_its_reader(draft, ada, send, mailoutbox):
    appoint("eva", language="es")

    with send():
        curation.submit_change(change=draft, by=ada)

    with override("es"):
        kind = draft.get_kind_display()
    assert f"{kind}: Lead" in mailoutbox[0].body
    assert kind != draft.get_kind_display()


def test_nobody_hears_of_what_is_past(draft, ada, ben, mailoutbox):
    curation.submit_change(change=draft, by=ada)
    curation.publish_change(change=draft, by=ben)
    OutgoingMail.objects.exclude(to="ben@example.org").delete()

    send_all_due()

    assert mailoutbox == []
    assert OutgoingMail.objects.get().state == "sent"


def test_withdrawn_proposal_is_not_told(draft, ada, ben, mailoutbox):
    curation.submit_change(change=draft, by=ada)
    curation.withdraw_change(change=draft, by=ada)

    send_all_due()

    assert mailoutbox == []


def test_whoever_is_dismissed_or_locked_out_meanwhile_gets_nothing(
    draft, ada, ben, mailoutbox
):
    eva = appoint("eva")
    curation.submit_change(change=draft, by=ada)
    curation.dismiss_curator(curator=ben, by=System())
    User.objects.filter(pk=eva.user_id).update(is_active=False)

    send_all_due()

    assert mailoutbox == []


def test_database_refuses_a_second_notice(draft, ben):
    Notice.objects.create(change=draft, curator=ben)

    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(change=draft, curator=ben)


def test_mail_can_be_turned_off_and_on(draft, ada, ben, send, mailoutbox, client):
    client.force_login(ben.user)
    url = reverse("evidence:curator_mail")

    off = client.post(url, follow=True)
    with send():
        curation.submit_change(change=draft, by=ada)

    assert mailoutbox == []
    assert "You get no mail about proposals." in off.text
    on = client.post(url, {"wants_mail": "on"}, follow=True)
    assert "Turn mail off" in on.text
    events = AuditEvent.objects.filter(event="evidence_curator_mail_chosen")
    assert [it.details for it in events.order_by("pk")] == [
        {"wants_mail": False},
        {"wants_mail": True},
    ]


def test_mail_turned_off_after_it_was_queued_is_not_sent(draft, ada, ben, mailoutbox):
    curation.submit_change(change=draft, by=ada)
    choose_mail(wants=False, by=ben)

    send_all_due()

    assert mailoutbox == []

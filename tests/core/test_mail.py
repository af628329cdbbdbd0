"""Mail that is retried and never sent twice."""

import os
import smtplib
import socket
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path
from uuid import uuid4

import pytest
from aiosmtpd.controller import Controller
from django.db import IntegrityError, connection, transaction

import headship
from headship.core import mail
from headship.core.clock import now
from headship.core.models import OutgoingMail

KIND = "test_kind"
State = OutgoingMail.State


class Sink:
    """A real mail server that keeps what it takes, and refuses when told to."""

    def __init__(self):
        self.taken = []
        self.answer = "250 OK"
        self.hang_up = False

    async def handle_DATA(self, server, _session, envelope):  # noqa: N802 -- its name
        if self.answer.startswith("250"):
            self.taken.append((envelope.rcpt_tos, envelope.content.decode()))
        if self.hang_up:
            server.transport.abort()
        return self.answer


@pytest.fixture
def sink(settings, socket_enabled):
    handler = Sink()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_TIMEOUT = 5
    yield handler
    controller.stop()


@pytest.fixture
def writer(monkeypatch):
    """Register a writer of a kind of its own; ``words`` may be set to None."""
    said = {"words": mail.Message(subject="Hello", text="Good day.", html="<p>Hi</p>")}
    monkeypatch.setitem(mail._writers, KIND, lambda _ref: said["words"])
    return said


@pytest.fixture
def queued(db, writer, noon):
    mail.queue([envelope("first")])
    return OutgoingMail.objects.get()


def envelope(once_key):
    return mail.Envelope(
        kind=KIND, subject_ref=uuid4(), to="ana@riverside.example", once_key=once_key
    )


def fresh(queued):
    queued.refresh_from_db()
    return queued


def test_message_with_an_event_carries_it_as_an_alternative(sink, writer, queued):
    event = b"BEGIN:VCALENDAR\r\nSUMMARY:Reuni\xc3\xb3n\r\nEND:VCALENDAR\r\n"
    part = mail.CalendarPart(method="CANCEL", content=event)
    writer["words"] = replace(writer["words"], event=part)

    assert mail.send_all_due() == 1

    [[_recipients, content]] = sink.taken
    whole = message_from_bytes(content.encode())
    kinds = [it.get_content_type() for it in whole.get_payload()]
    assert whole.get_content_type() == "multipart/alternative"
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    calendar = whole.get_payload()[-1]
    assert calendar.get_param("method") == "CANCEL"
    assert calendar.get_param("charset") == "utf-8"
    assert calendar.get_payload(decode=True).splitlines() == event.splitlines()


def test_message_reaches_the_server_and_its_address_is_forgotten(sink, queued):
    assert mail.send_all_due() == 1

    [[recipients, content]] = sink.taken
    assert recipients == ["ana@riverside.example"]
    assert "Good day." in content
    assert "<p>Hi</p>" in content
    assert (fresh(queued).state, queued.to, queued.attempts) == (State.SENT, "", 1)


def test_message_is_sent_once_however_often_it_is_looked_for(sink, queued):
    mail.send_all_due()

    assert mail.send_all_due() == 0
    assert mail.send(queued.pk) is False
    assert len(sink.taken) == 1


def test_queueing_twice_makes_one_message(queued):
    assert mail.queue([envelope("first"), envelope("second")]) == 1
    assert OutgoingMail.objects.count() == 2


def test_the_database_keeps_one_message_a_key(queued):
    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingMail.objects.create(
            kind=KIND, subject_ref=uuid4(), once_key="first", next_attempt_at=now()
        )


def test_message_that_has_nothing_to_say_is_not_sent(queued, writer, mailoutbox):
    writer["words"] = None

    assert mail.send_all_due() == 0
    assert mailoutbox == []
    assert (fresh(queued).state, queued.to, queued.attempts) == (State.SENT, "", 0)


def test_message_that_cannot_be_written_waits_and_holds_back_nobody(
    queued, monkeypatch, writer, mailoutbox
):
    words = mail._writers[KIND]

    def faulty(ref):
        if ref == queued.subject_ref:
            raise LookupError("a bug")
        return words(ref)

    monkeypatch.setitem(mail._writers, KIND, faulty)
    mail.queue([envelope("second")])

    assert mail.send_all_due() == 1
    assert len(mailoutbox) == 1
    assert (fresh(queued).state, queued.attempts) == (State.QUEUED, 1)
    assert queued.last_error == "LookupError: a bug"


def test_refusal_is_retried_later_and_later_and_then_given_up(sink, queued, noon):
    sink.answer = "451 Try again"
    waits = []
    for _attempt in range(mail.MAX_ATTEMPTS - 1):
        mail.send_all_due()
        waits.append(fresh(queued).next_attempt_at - now())
        assert queued.state == State.QUEUED
        assert mail.send_all_due() == 0  # Not before it is due.
        noon.shift(waits[-1])
    mail.send_all_due()

    assert waits == [timedelta(minutes=minutes) for minutes in (2, 4, 8, 16, 32)]
    assert (fresh(queued).state, queued.attempts) == (State.FAILED, 6)
    assert "Try again" in queued.last_error
    noon.shift(timedelta(days=1))
    assert mail.send_all_due() == 0
    assert sink.taken == []


def test_refused_message_goes_out_when_the_server_takes_it(sink, queued, noon):
    sink.answer = "451 Try again"
    mail.send_all_due()
    sink.answer = "250 OK"
    noon.shift(mail.FIRST_RETRY)

    assert mail.send_all_due() == 1
    assert len(sink.taken) == 1
    assert (fresh(queued).state, queued.last_error) == (State.SENT, "")


def test_server_that_is_away_is_tried_again(sink, queued, settings):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = probe.getsockname()[1]

    assert mail.send_all_due() == 0
    assert (fresh(queued).state, queued.attempts) == (State.QUEUED, 1)


def test_message_whose_fate_is_unknown_is_never_sent_again(sink, queued, noon):
    """The server took it and the line broke before it could say so."""
    sink.hang_up = True

    mail.send_all_due()
    sink.hang_up = False
    noon.shift(timedelta(days=1))
    mail.send_all_due()

    assert len(sink.taken) == 1
    assert fresh(queued).state == State.UNCERTAIN


def test_message_of_a_lost_worker_is_never_sent_again(queued, noon, mailoutbox):
    OutgoingMail.objects.update(
        state=State.SENDING, next_attempt_at=now() + mail.WORKER_LOST_AFTER
    )
    mail.send_all_due()
    assert fresh(queued).state == State.SENDING  # Perhaps it still works on it.
    noon.shift(mail.WORKER_LOST_AFTER + timedelta(seconds=1))

    mail.send_all_due()

    assert fresh(queued).state == State.UNCERTAIN
    assert mailoutbox == []


def test_second_worker_does_not_send_what_the_first_has(queued, writer, mailoutbox):
    """The second looks while the first is writing the message."""
    others = []
    words = writer["words"]

    def write(_ref):
        others.append(mail.send_all_due())
        return words

    mail._writers[KIND] = write

    assert mail.send_all_due() == 1
    assert others == [0]
    assert len(mailoutbox) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_message_once(writer, mailoutbox):
    """Both have read the same list of what is due."""
    if connection.vendor == "sqlite":
        pytest.skip("an SQLite database in memory belongs to one thread")
    mail.queue([envelope(f"key {number}") for number in range(20)])
    OutgoingMail.objects.update(state=State.QUEUED, to="ana@riverside.example")
    mailoutbox.clear()
    due = list(OutgoingMail.objects.values_list("pk", flat=True))
    together = threading.Barrier(2)

    def work():
        together.wait(timeout=10)
        for pk in due:
            mail.send(pk)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=30)

    assert len(mailoutbox) == 20


def test_errors_that_mean_refused_are_those_with_an_answer():
    assert not issubclass(smtplib.SMTPServerDisconnected, mail.REFUSED)
    assert issubclass(smtplib.SMTPDataError, mail.REFUSED)
    assert issubclass(smtplib.SMTPSenderRefused, mail.REFUSED)


def test_a_worker_knows_every_kind_of_mail():
    """A worker starts Django and no more: no addresses, no views, no actions."""
    marked = {
        path
        for path in Path(headship.__file__).parent.glob("**/*.py")
        if "@mail.writer(" in path.read_text(encoding="utf-8")
    }
    ask = (
        "import django; django.setup(); from headship.core import mail; "
        "print(*{it.__module__ for it in mail._writers.values()})"
    )

    said = subprocess.run(  # noqa: S603 -- our own words
        [sys.executable, "-c", ask],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "headship.settings", "DEBUG": "1"},
    )

    known = {Path(*it.split(".")).with_suffix(".py") for it in said.stdout.split()}
    root = Path(headship.__file__).parent.parent
    assert {path.relative_to(root) for path in marked} == known

"""Every event of the audit log has words, and something that records it."""

import importlib
import re
from pathlib import Path

import pytest
from django.apps import apps

import headship
from headship.core import audit
from headship.core.models import AuditEvent

SOURCE = Path(headship.__file__).parent


def vocabularies():
    names = [f"{a.name}.events" for a in apps.get_app_configs() if _has_events(a)]
    return [importlib.import_module(name).Event for name in names]


def _has_events(config):
    return (
        config.name.startswith("headship.") and Path(config.path, "events.py").exists()
    )


def test_every_event_has_words_of_its_own():
    events = [event for event_class in vocabularies() for event in event_class]

    assert events
    assert {event.value for event in events} <= audit.labels().keys()
    assert len({event.value for event in events}) == len(events)


def test_every_event_fits_its_column():
    longest = AuditEvent._meta.get_field("event").max_length

    assert [event for event in audit.labels() if len(event) > longest] == []


@pytest.mark.parametrize("event_class", vocabularies(), ids=lambda v: v.__module__)
def test_every_event_is_recorded_somewhere(event_class):
    app = event_class.__module__.split(".")[1]
    source = "".join(
        path.read_text()
        for path in (SOURCE / app).rglob("*.py")
        if path.name != "events.py"
    )
    recorded = set(re.findall(r"\bEvent\.([A-Z_]+)", source))

    assert {event.name for event in event_class} - recorded == set()

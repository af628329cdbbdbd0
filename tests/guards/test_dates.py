"""Dates and times have one style for each length, in pages, mail and sentences."""

import re
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from django.utils import formats, translation

import headship

ROOT = Path(headship.__file__).parent
TEMPLATES = sorted(
    path for path in ROOT.rglob("templates/**/*") if path.suffix in {".html", ".txt"}
)
NAMED = {"DATE", "DATETIME", "MONTH_DAY", "TIME", "YEAR_MONTH"}
PARTS = {"c", "T", "Y", "Y-m-d"}  # For machines; a zone; a year alone.
WITH_WEEKDAY = {"l, F j, Y, g:i A", "D, M j, Y"}
LITERAL = re.compile(r'\|(?:date|time):"([^"]*)"')
TRANSLATED = re.compile(r'translate "([^"]*)" context "date format"')
MOMENT = datetime(2026, 9, 8, 13, 5, tzinfo=UTC)


def name(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_template_writes_dates_in_a_known_style(path):
    text = path.read_text()
    known = {f"{length}_FORMAT" for length in NAMED} | PARTS

    assert set(LITERAL.findall(text)) <= known
    assert set(TRANSLATED.findall(text)) <= WITH_WEEKDAY


@pytest.mark.parametrize(
    ("language", "length", "words"),
    [
        ("en", "DATE", "September 8, 2026"),
        ("en", "TIME", "1:05 PM"),
        ("en", "DATETIME", "September 8, 2026, 1:05 PM"),
        ("en", "MONTH_DAY", "September 8"),
        ("en", "YEAR_MONTH", "September 2026"),
        ("es", "DATE", "8 de septiembre de 2026"),
        ("es", "TIME", "13:05"),
    ],
)
def test_style_of_a_length(language, length, words):
    with translation.override(language):
        assert formats.date_format(MOMENT, f"{length}_FORMAT") == words


def test_style_without_a_name_is_the_long_one():
    assert formats.date_format(date(2026, 12, 8)) == "December 8, 2026"
    assert formats.time_format(time(9)) == "9:00 AM"

from datetime import UTC, date, datetime, time

import pytest
from django.utils import translation

from headship.core.errors import PolicyError
from headship.programs.wall_clock import day_words, instant, local_words


def test_days_are_written_in_the_readers_language():
    start, end = (datetime(2026, 3, 9, hour, tzinfo=UTC) for hour in (15, 22))

    with translation.override("es"):
        assert day_words(date(2026, 3, 8)) == "8 de marzo de 2026"
        told = local_words(start, end, "America/Chicago")

    assert told == "9 de marzo de 2026, 10:00 a 17:00"


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_year_that_no_calendar_knows_is_refused(day):
    with pytest.raises(PolicyError, match=f"{day.year} cannot be the year"):
        instant(day, time(23, 59), "America/Chicago")

from datetime import UTC, date, datetime

from django.utils import translation

from headship.programs.wall_clock import day_words, local_words


def test_days_are_written_in_the_readers_language():
    start, end = (datetime(2026, 3, 9, hour, tzinfo=UTC) for hour in (15, 22))

    with translation.override("es"):
        assert day_words(date(2026, 3, 8)) == "8 de marzo de 2026"
        told = local_words(start, end, "America/Chicago")

    assert told == "9 de marzo de 2026, 10:00 a 17:00"

"""A server whose clock a test can put forward, so that a day need not be waited for."""

import os
from datetime import timedelta
from pathlib import Path

from headship.core import clock

AHEAD = "clock-ahead"  # A file beside the database: seconds ahead of the real time.


class MovedClock:
    """Answer each request at the time that the test has set."""

    def __init__(self, get_response):
        self._get_response = get_response

    def __call__(self, request):
        file = Path(os.environ["VAR_DIR"]) / AHEAD
        seconds = float(file.read_text()) if file.exists() else 0.0
        with clock.shifted(timedelta(seconds=seconds)):
            return self._get_response(request)

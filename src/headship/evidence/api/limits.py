"""How many requests an address may make; more are answered with 429."""

from django.http import HttpRequest
from ninja.throttling import BaseThrottle

from headship.evidence.limits import seconds_to_wait


class PerAddress(BaseThrottle):
    """So many requests a minute from one address."""

    def allow_request(self, request: HttpRequest) -> bool:
        self.seconds = seconds_to_wait(request, "api")
        return not self.seconds

    def wait(self) -> float | None:
        return float(self.seconds)

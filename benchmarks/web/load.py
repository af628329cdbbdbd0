"""Clients that ask over real connections and keep count."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

CSRF = "b" * 32


@dataclass(frozen=True)
class Request:
    """One request, ready to send."""

    path: str
    cookies: dict[str, str] = field(default_factory=dict)
    form: dict[str, str] | None = None
    headers: dict[str, str] = field(default_factory=dict)

    def encode(self, port: int) -> bytes:
        """Return the bytes that go over the connection."""
        cookies = {**self.cookies, "csrftoken": CSRF}
        body = b"" if self.form is None else urlencode(self.form).encode()
        lines = [
            f"{'GET' if self.form is None else 'POST'} {self.path} HTTP/1.1",
            f"Host: 127.0.0.1:{port}",
            f"Cookie: {'; '.join(f'{k}={v}' for k, v in cookies.items())}",
            f"X-CSRFToken: {CSRF}",
            f"Origin: http://127.0.0.1:{port}",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
            *(f"{name}: {value}" for name, value in self.headers.items()),
            "",
            "",
        ]
        return "\r\n".join(lines).encode() + body


@dataclass
class Tally:
    """What came back: seconds of each answer, and how many were not as expected."""

    seconds: list[float] = field(default_factory=list)
    wrong: int = 0
    elapsed: float = 0.0

    @property
    def per_second(self) -> float:
        return len(self.seconds) / self.elapsed

    @property
    def p50_ms(self) -> float:
        return self._percentile_ms(0.5)

    @property
    def p95_ms(self) -> float:
        return self._percentile_ms(0.95)

    def _percentile_ms(self, share: float) -> float:
        ordered = sorted(self.seconds)
        return 1000 * ordered[int(share * (len(ordered) - 1))]


def run(
    port: int,
    requests: Iterator[Request],
    *,
    clients: int,
    seconds: float,
    expected: int = 200,
) -> Tally:
    """Send requests one after another from each client until the time is over."""
    return asyncio.run(_run(port, requests, clients, seconds, expected))


async def _run(
    port: int, requests: Iterator[Request], clients: int, seconds: float, expected: int
) -> Tally:
    tally = Tally()
    begin = time.perf_counter()
    await asyncio.gather(
        *(
            _client(port, requests, begin + seconds, expected, tally)
            for _ in range(clients)
        )
    )
    tally.elapsed = time.perf_counter() - begin
    return tally


async def _client(
    port: int, requests: Iterator[Request], end: float, expected: int, tally: Tally
) -> None:
    writer = None
    while time.perf_counter() < end:
        request = next(requests, None)
        if request is None:
            break
        start = time.perf_counter()
        if writer is None:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(request.encode(port))
        status, closes = await _answer(reader)
        tally.seconds.append(time.perf_counter() - start)
        tally.wrong += status != expected
        if closes:
            writer.close()
            writer = None
    if writer is not None:
        writer.close()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bool]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    status = int(head.split(" ", 2)[1])
    length = head.partition("content-length:")[2].split("\r\n", 1)[0].strip()
    if length:
        await reader.readexactly(int(length))
    elif "transfer-encoding: chunked" in head:
        await reader.readuntil(b"0\r\n\r\n")
    return status, "connection: close" in head

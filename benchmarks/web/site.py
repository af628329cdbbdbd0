"""The product as it is served: a database, two web processes, no debugging."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from scripts.ports import free_port
from scripts.with_postgres import private_server

from headship.cli import gunicorn_command

WORKERS = 2


@dataclass
class Site:
    """Where the product listens, and its processes."""

    port: int
    server: subprocess.Popen[bytes]
    peak_mb: float = field(default=0.0)

    def note_memory(self) -> None:
        """Remember the largest resident memory of a web process so far."""
        found = [_resident_mb(pid) for pid in _children(self.server.pid)]
        self.peak_mb = max([self.peak_mb, *found])


@contextmanager
def running_site() -> Iterator[Site]:
    """Serve the product on a PostgreSQL server of its own until the block ends."""
    with private_server() as url, served(url) as site:
        import django  # noqa: PLC0415 -- after the environment is set

        django.setup()
        yield site


@contextmanager
def served(url: str, prepare: Callable[[], None] = lambda: None) -> Iterator[Site]:
    """Serve the product on an empty database; ``prepare`` fills it before that.

    The environment of this process names the database until the block ends.
    """
    with tempfile.TemporaryDirectory() as folder:
        port, before = free_port(), dict(os.environ)
        os.environ.update(_environment(url, port, folder))
        headship("migrate", "--verbosity", "0")
        headship("createcachetable")
        headship("ship_instruments")
        headship("collectstatic", "--no-input", "--verbosity", "0")
        prepare()
        server = _serve(port)
        try:
            _wait(port)
            yield Site(port=port, server=server)
        finally:
            server.terminate()
            server.wait(20)
            os.environ.clear()
            os.environ.update(before)


def _environment(url: str, port: int, folder: str) -> dict[str, str]:
    return {
        "DATABASE_URL": url,
        "DEBUG": "0",
        "SECRET_KEY": "benchmark-" + "x" * 50,
        "ALLOWED_HOSTS": "127.0.0.1",
        "BASE_URL": f"http://127.0.0.1:{port}",
        "SSL_REDIRECT": "0",
        "EMAIL_URL": "console",
        "MAIL_FROM": "Headship <headship@example.org>",
        "VAR_DIR": folder,
        "LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "headship.settings",
    }


def headship(*words: str) -> None:
    """Run a command of the product on the database that is served."""
    subprocess.run(  # noqa: S603 -- our own words
        [sys.executable, "-m", "headship", *words],
        check=True,
        stdout=subprocess.DEVNULL,
    )


def _serve(port: int) -> subprocess.Popen[bytes]:
    words = [*gunicorn_command(port, workers=WORKERS), "--log-level", "warning"]
    return subprocess.Popen(words)  # noqa: S603 -- our own words


def _wait(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("The web server did not start.")


def _children(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(it) for it in path.read_text().split()] if path.exists() else []


def _resident_mb(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0

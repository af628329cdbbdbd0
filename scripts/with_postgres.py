"""Run a command with DATABASE_URL set to a private PostgreSQL server.

``python -m scripts.with_postgres COMMAND...`` makes a cluster in a temporary folder,
starts it on a free port of this machine, runs the command and removes it all.
PostgreSQL refuses to run as root; there it runs as the user ``postgres``.
"""

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.ports import free_port
from scripts.system_packages import find_postgres

USER = "headship"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "256MB",
}


@contextmanager
def private_server(**settings: str) -> Iterator[str]:
    """Start a server and give its address; settings add to or replace the usual."""
    programs = find_postgres()
    if programs is None:
        raise SystemExit("PostgreSQL is missing: apt-get install postgresql.")
    folder = Path(tempfile.mkdtemp(prefix="headship-postgres-"))
    port, password = free_port(), secrets.token_hex(16)
    try:
        _make(programs, folder, password)
        _control(programs, folder, "start", port, {**SETTINGS, **settings})
        yield f"postgresql://{USER}:{password}@127.0.0.1:{port}/postgres"
    finally:
        _control(programs, folder, "stop", port, {})
        shutil.rmtree(folder, ignore_errors=True)


def _make(programs: str, folder: Path, password: str) -> None:
    secret = folder / "password"
    secret.write_text(password)
    if os.geteuid() == 0:
        for path in (folder, secret):
            shutil.chown(path, "postgres")
    _run(
        *(f"{programs}/initdb", "--pgdata", str(folder / "data"), "--username", USER),
        *("--auth", "scram-sha-256", "--pwfile", str(secret), "--encoding", "UTF8"),
        *("--no-locale", "--no-sync"),
    )


def _control(
    programs: str, folder: Path, verb: str, port: int, settings: dict[str, str]
) -> None:
    words = [f"{programs}/pg_ctl", verb, "--pgdata", str(folder / "data"), "--wait"]
    if verb == "start":
        chosen = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        words += ["--log", str(folder / "log"), "--options", f"-p {port} {chosen}"]
    else:
        words += ["--mode", "immediate"]
    _run(*words)


def _run(*words: str) -> None:
    before = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run(  # noqa: S603 -- our own words
        [*before, *words], check=True, stdout=subprocess.DEVNULL, cwd="/"
    )


def main() -> int:
    """Run the command of the arguments."""
    with private_server() as url:
        environment = {**os.environ, "DATABASE_URL": url}
        return subprocess.call(sys.argv[1:], env=environment)  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())

"""The demonstration, served by a process of its own, as a browser meets it.

The database is built once for all workers of a test run and copied for each.
"""

import email
import email.policy
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from scripts.ports import free_port

from tests.e2e.clocks import AHEAD

ROOT = Path(__file__).resolve().parents[2]

BUILD_SECONDS = 300
START_SECONDS = 60
BUILD = ("-m", "headship", "demo", "--build-only")
STAGE = (
    "-c",
    "import django; django.setup(); from tests.e2e import stage; stage.main()",
)
DATABASE = "demo.sqlite3"
STAGED = "staged.json"


def environment(folder, port=0):
    """Return what a process needs to serve or build the demonstration in a folder."""
    return {
        **os.environ,
        "DEBUG": "1",
        "DEMO": "1",
        "PORT": str(port),
        "DATABASE_URL": f"sqlite:///{folder / DATABASE}",
        "VAR_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "tests.e2e.serving",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
    }


def build(folder):
    """Build the demonstration and the states it lacks, unless another worker does."""
    folder.mkdir(exist_ok=True)
    try:
        (folder / "claimed").touch(exist_ok=False)
    except FileExistsError:
        _wait_for(folder / STAGED, BUILD_SECONDS)
        return folder
    _run(folder, BUILD, {"DJANGO_SETTINGS_MODULE": "headship.settings"})
    refs = _run(folder, STAGE)
    (folder / "staging.json").write_text(refs)
    (folder / "staging.json").rename(folder / STAGED)
    return folder


def _run(folder, words, settings=None):
    """Run Python on the demonstration in a folder; return what it printed."""
    done = subprocess.run(  # noqa: S603 -- our own words
        [sys.executable, *words],
        env=environment(folder) | (settings or {}),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{words} failed:\n{done.stderr}"
    return done.stdout


def _wait_for(path, seconds):
    limit = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < limit, f"no {path.name} after {seconds} s"
        time.sleep(0.2)


@dataclass
class Server:
    """A running server, the mail it wrote and the references of what it holds."""

    url: str
    folder: Path
    staged: dict

    def letters(self, to):
        """Return the messages sent to an address, oldest first."""
        files = sorted((self.folder / "mail").glob("*.log"), key=_written)
        rule = "-" * 79
        parts = [part for file in files for part in file.read_text().split(rule)]
        found = [
            email.message_from_string(part.strip(), policy=email.policy.default)
            for part in parts
            if part.strip()
        ]
        return [letter for letter in found if to in str(letter["To"])]

    def put_forward(self, seconds):
        """Let the server's clock run ahead of the real time by so many seconds."""
        (self.folder / AHEAD).write_text(str(seconds))


def _written(file):
    return file.stat().st_mtime_ns, file.name


def words_of(letter):
    """Return the plain text of a message."""
    return letter.get_body(("plain",)).get_content()


def start(source, folder):
    """Copy the built demonstration and serve it; return the server and its process."""
    shutil.copytree(source, folder)
    port = free_port()
    command = [
        *(sys.executable, "-m", "gunicorn", "headship.wsgi"),
        *("--bind", f"127.0.0.1:{port}", "--worker-class", "gthread"),
        *("--workers", "1", "--threads", "6", "--no-control-socket"),
        *("--log-level", "warning"),
    ]
    log = (folder / "server.log").open("w")
    process = subprocess.Popen(  # noqa: S603 -- our own words
        command, env=environment(folder, port), cwd=ROOT, stdout=log, stderr=log
    )
    log.close()
    server = Server(
        url=f"http://localhost:{port}",
        folder=folder,
        staged=json.loads((folder / STAGED).read_text()),
    )
    _wait_until_healthy(server, process)
    return server, process


def stop(process):
    """End a server and wait for it."""
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=30)


def _wait_until_healthy(server, process):
    limit = time.monotonic() + START_SECONDS
    while True:
        try:
            with urlopen(f"{server.url}/health/", timeout=5):  # noqa: S310 -- ours
                return
        except (URLError, ConnectionError, TimeoutError):
            words = (server.folder / "server.log").read_text()
            assert process.poll() is None, f"the server stopped:\n{words}"
            assert time.monotonic() < limit, f"the server does not answer:\n{words}"
            time.sleep(0.2)

"""The ``headship`` command.

Each subcommand is a few lines that set the environment and hand over to Django or
gunicorn; what they do is in the rooms.
"""

import argparse
import os
import signal
import subprocess
import sys
from pathlib import Path

SETTINGS = "headship.settings"


def main(argv: list[str] | None = None) -> int:
    """Run the command line; return the exit code.

    A command of Django's may be written with hyphens: ``appoint-curator``.
    """
    words = sys.argv[1:] if argv is None else argv
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if words[:1] and words[0] in COMMANDS:
        return COMMANDS[words[0]](_options(words))
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    execute_from_command_line(["headship", *_named(words)])
    return 0


def _named(words: list[str]) -> list[str]:
    """Return the words with the command as Django spells it."""
    if not words or words[0].startswith("-"):
        return words
    return [words[0].replace("-", "_"), *words[1:]]


def demo(options: argparse.Namespace) -> int:
    """Build the demonstration if needed, and serve it on this machine."""
    os.environ.setdefault("DEBUG", "1")
    os.environ.setdefault("DEMO", "1")
    os.environ.setdefault("PORT", str(options.port))
    _django()
    from django.core.management import call_command  # noqa: PLC0415

    from headship.demo.build import build_demo  # noqa: PLC0415

    if options.reset:
        _forget_database()
    _prepare()
    _say("Building the demonstration, unless it is there; this takes up to a minute.")
    _say("Built." if build_demo() else "It is there; kept.")
    if options.build_only:
        return 0
    call_command("demo_sign_ins")
    # A supervisor ends us with SIGTERM; the worker must end with us.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    background = _background_worker()
    try:
        return _gunicorn(options.port, workers=1)
    finally:
        background.terminate()


def _background_worker() -> subprocess.Popen[bytes]:
    """Start a worker whose lines go to a file, lest they push the sign-ins away."""
    from django.conf import settings  # noqa: PLC0415

    path = settings.VAR / "worker.log"
    _say(f"Background work is told in {path}\n")
    with path.open("w") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "headship", "worker"], stdout=log, stderr=log
        )


def serve(options: argparse.Namespace) -> int:
    """Migrate, collect static files and serve in production."""
    _django()
    _prepare()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("collectstatic", interactive=False, verbosity=0)
    return _gunicorn(options.port, workers=options.workers)


def worker(_options: argparse.Namespace) -> int:
    """Do background work: mail, imports, exports."""
    _django()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("db_worker", interval=1, verbosity=1, reload=False)
    return 0


def _django() -> None:
    """Start Django; what is missing in the environment is said in one sentence."""
    import django  # noqa: PLC0415 -- after the environment is set
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise SystemExit(str(error)) from error


def _prepare() -> None:
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("ship_instruments", verbosity=0)
    call_command("ship_evidence", verbosity=0)


def _forget_database() -> None:
    from django.conf import settings  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    if connection.vendor != "sqlite":
        raise SystemExit(
            "RESET=1 deletes an SQLite file only. Drop the database yourself."
        )
    name = Path(str(settings.DATABASES["default"]["NAME"]))
    for suffix in ("", "-wal", "-shm"):
        name.with_name(name.name + suffix).unlink(missing_ok=True)


def gunicorn_command(port: int, *, workers: int) -> list[str]:
    """Return the words that start the web server.

    A connection serves one request: whichever process is free takes the next. Kept
    connections stay with the process that took them, and leave the other idle.
    """
    return [
        *(sys.executable, "-m", "gunicorn", "headship.wsgi"),
        *("--bind", f"{os.environ.get('BIND', '127.0.0.1')}:{port}"),
        *("--workers", str(workers), "--worker-class", "gthread", "--threads", "4"),
        *("--keep-alive", "0", "--no-control-socket"),
    ]


def _gunicorn(port: int, *, workers: int) -> int:
    return subprocess.call(gunicorn_command(port, workers=workers))  # noqa: S603


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="headship")
    parser.add_argument("command", choices=sorted(COMMANDS))
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--reset", action="store_true")
    parser.add_argument("--build-only", action="store_true")
    return parser.parse_args(words)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


COMMANDS = {"demo": demo, "serve": serve, "worker": worker}

"""What the environment says, read once, with a sentence when it says too little.

Every variable read here is described in ``.env.example`` and in
``docs/reference/settings.md``; a test compares the three.
"""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off", ""})
LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]", "testserver"})


def text(name: str, default: str = "") -> str:
    """Return a variable's value, or ``default`` when it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool = False) -> bool:
    """Return a yes-or-no variable; anything else stops the start."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.strip().lower() in TRUE:
        return True
    if value.strip().lower() in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, got {value!r}.")


def number(name: str, default: int) -> int:
    """Return a whole-number variable."""
    value = text(name, str(default))
    if not value.isdigit():
        raise ImproperlyConfigured(f"{name} must be a whole number, got {value!r}.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """Return a comma-separated variable as a list."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def required(name: str, why: str) -> str:
    """Return a variable that production cannot start without."""
    value = text(name)
    if not value:
        raise ImproperlyConfigured(f"Set {name}: {why}")
    return value


def database(url: str) -> dict[str, object]:
    """Turn ``sqlite:///file`` or ``postgresql://…`` into Django's settings."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(parts.path.removeprefix("/"))
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.removeprefix("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or "")
            or dict(parse_qsl(parts.query)).get("host", ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            # PostgreSQL plans a repeated statement once for each connection.
            "OPTIONS": {"server_side_binding": True, "prepare_threshold": 3},
        }
    raise ImproperlyConfigured(
        f"DATABASE_URL must begin with sqlite:// or postgresql://, got {parts.scheme!r}."
    )


def _sqlite(name: str) -> dict[str, object]:
    if name != ":memory:":
        Path(name).parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            # A write transaction takes its lock at once instead of failing later.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
                "PRAGMA cache_size=-16384;PRAGMA mmap_size=268435456;"
            ),
        },
    }


def check_demo(*, demo: bool, debug: bool, hosts: list[str]) -> None:
    """Refuse demo sign-ins anywhere but on this machine."""
    if not demo:
        return
    if not debug:
        raise ImproperlyConfigured(
            "DEMO=1 gives everyone a sign-in and needs DEBUG=1. Unset DEMO."
        )
    public = sorted(set(hosts) - LOCAL_HOSTS)
    if public:
        raise ImproperlyConfigured(
            f"DEMO=1 serves this machine only, but ALLOWED_HOSTS names {', '.join(public)}. "
            "Unset DEMO or serve on localhost."
        )


def mail(url: str, *, folder: Path) -> dict[str, object]:
    """Turn ``smtp://…``, ``console`` or ``file`` into Django's mail settings."""
    parts = urlsplit(url)
    backends = {
        "smtp": "smtp",
        "smtps": "smtp",
        "smtp+plain": "smtp",
        "console": "console",
        "file": "filebased",
    }
    kind = parts.scheme or parts.path
    if kind not in backends:
        raise ImproperlyConfigured(
            f"EMAIL_URL must be console, file or smtp://…, got {kind!r}."
        )
    return {
        "EMAIL_BACKEND": f"django.core.mail.backends.{backends[kind]}.EmailBackend",
        "EMAIL_FILE_PATH": str(folder),
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or 587,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": kind in {"smtp", "smtps"},
    }

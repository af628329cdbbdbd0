"""Find what Python packages cannot bring: a browser, a database server, text layout.

``python -m scripts.system_packages [--install] NAME...`` exits with a sentence that
says what to do if something is missing and cannot be installed here.
"""

import argparse
import ctypes.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_browser() -> str | None:
    """Return the path of a Chromium, or None."""
    found = (shutil.which(name) for name in BROWSERS)
    return next((path for path in found if path), None) or _playwright_browser()


def find_postgres() -> str | None:
    """Return the folder of PostgreSQL's server programs, or None."""
    folders = [Path(path) for path in os.environ.get("PATH", "").split(os.pathsep)]
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((str(it) for it in folders if (it / "initdb").exists()), None)


def find_pango() -> str | None:
    """Return the name of the text layout library that PDFs need, or None."""
    return ctypes.util.find_library("pangoft2-1.0")


def _playwright_browser() -> str | None:
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415
    except ImportError:
        return None
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


@dataclass(frozen=True)
class Need:
    """One thing and the Debian packages that bring it."""

    find: Callable[[], str | None]
    packages: tuple[str, ...]
    otherwise: str


NEEDS = {
    "browser": Need(
        find_browser,
        ("chromium",),
        "install Chromium, or run: .venv/bin/playwright install chromium",
    ),
    "postgresql": Need(
        find_postgres, ("postgresql",), "install the PostgreSQL 15 (or later) server"
    ),
    "pdf": Need(
        find_pango,
        ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"),
        "install Pango (macOS: brew install pango)",
    ),
}


def main() -> int:
    """Check each named need; install it if asked and possible."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--install", action="store_true")
    parser.add_argument("names", nargs="+", choices=sorted(NEEDS))
    options = parser.parse_args()
    missing = [name for name in options.names if NEEDS[name].find() is None]
    if missing and options.install:
        _install([package for name in missing for package in NEEDS[name].packages])
        missing = [name for name in missing if NEEDS[name].find() is None]
    for name in missing:
        packages = " ".join(NEEDS[name].packages)
        sys.stderr.write(
            f"{name} is missing. On Debian or Ubuntu: apt-get install {packages}. "
            f"Elsewhere: {NEEDS[name].otherwise}.\n"
        )
    return 1 if missing else 0


def _install(packages: list[str]) -> None:
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-qq"], ["install", "-y", "-qq", *packages]):
        subprocess.run([apt, *words], env=environment, check=True)  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())

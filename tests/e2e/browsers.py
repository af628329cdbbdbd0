"""Finding and starting a browser that sees nothing but this machine."""

import os
import shutil

from playwright.sync_api import Error
from scripts.system_packages import BROWSERS

FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
MISSING = (
    "No browser was found. Install one: apt-get install chromium on Debian and Ubuntu, "
    "elsewhere python -m playwright install chromium."
)
WIDTHS = {
    "desktop": {"width": 1280, "height": 900},
    "phone": {"width": 390, "height": 844},
}


def launch(playwright):
    """Start Chromium; say what to install where there is none."""
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    flags = FLAGS + (["--no-sandbox"] if os.geteuid() == 0 else [])
    try:
        return playwright.chromium.launch(executable_path=path, args=flags)
    except Error as error:
        if path is None:
            raise RuntimeError(MISSING) from error
        raise

"""Takes the pictures of the documentation from the demonstration.

``python -m scripts.screenshots [folder]`` builds the demonstration in a temporary
folder, serves it and writes ``docs/images/<name>.png``.
"""

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright
from tests.e2e import browsers, servers
from tests.e2e.visitors import Visitors

TARGET = Path(__file__).resolve().parents[1] / "docs" / "images"
COLORS = 128  # Enough for paper, ink and three hues; keeps a picture below 200 kB.
MARIA, ANA, HOME = "Maria Delgado", "Ana Ruiz", "/o/riverside/"
DORA, PROVIDER = "Dora Lindqvist", "/o/lakeshore/programs/"
BALANCED = "/evidence/interventions/mcrel-balanced-leadership/"
COTTONWOOD = "999999900011"  # An invented rural school.
FEEDBACK = f"{HOME}feedback/"

# Name: who looks, how wide, at which page.
PICTURES = {
    "home": (ANA, "desktop", HOME),
    "report": (ANA, "desktop", FEEDBACK + "reports/{closed_part}/"),
    "report-phone": (ANA, "phone", FEEDBACK + "reports/{closed_part}/"),
    "rater-welcome-phone": ("rater", "phone", "/r/welcome/"),
    "rater-page-phone": ("rater", "phone", "/r/questions/1/"),
    "cycle": (MARIA, "desktop", FEEDBACK + "cycles/{open_cycle}/"),
    "people": (MARIA, "desktop", f"{HOME}people/"),
    "import-preview": (MARIA, "desktop", HOME + "imports/{import}/"),
    "responsibilities": ("nobody", "desktop", "/responsibilities/"),
    "evidence": ("nobody", "desktop", "/evidence/"),
    "record": ("nobody", "desktop", BALANCED),
    "finding": ("nobody", "desktop", "/evidence/findings/26896/"),
    "fit": ("nobody", "desktop", f"{BALANCED}fit/?at={COTTONWOOD}"),
    "program-health": (DORA, "desktop", f"{PROVIDER}health/?state=running"),
    "templates": (DORA, "desktop", f"{PROVIDER}templates/"),
    "learning": (ANA, "desktop", f"{HOME}programs/mine/"),
    "group-report": (MARIA, "desktop", FEEDBACK + "cycles/{closed_cycle}/group/"),
}


def main(target: Path) -> None:
    """Take every picture."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        built = servers.build(Path(folder) / "built")
        server, process = servers.start(built, Path(folder) / "served")
        try:
            visitors = Visitors(browsers.launch(playwright), server)
            for name, (who, width, address) in PICTURES.items():
                page = visitors.open(who, width, device_scale_factor=1)
                page.goto(address.format(**server.staged))
                page.wait_for_load_state("networkidle")
                _keep(page.screenshot(), target / f"{name}.png")
        finally:
            servers.stop(process)


def _keep(picture: bytes, file: Path) -> None:
    few = Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLORS)
    few.save(file, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)

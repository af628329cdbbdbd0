"""No inline script or style, no color outside the tokens, anywhere."""

import re
from pathlib import Path

import pytest

import headship

ROOT = Path(headship.__file__).parent
TEMPLATES = sorted(ROOT.rglob("templates/**/*.html"))

# Messages: mail programs read no style sheets and know nothing of the site's policy.
PAGES = [path for path in TEMPLATES if not {"mail", "email"} & set(path.parts)]


def ours(kind):
    found = ROOT.rglob(f"static/**/*.{kind}")
    return sorted(path for path in found if "vendor" not in path.parts)


STYLES, SCRIPTS = ours("css"), ours("js")

# paper.css is for the PDF program; white paper is white in every theme.
FOR_PAPER = {"paper.css", "print.css"}
COLORED = [path for path in STYLES if path.name not in {"tokens.css", *FOR_PAPER}]
# Faces belong to no layer, and the PDF program needs none.
UNLAYERED = {"fonts.css", "paper.css", "paper_fonts.css"}
LAYERED = [path for path in STYLES if path.name not in UNLAYERED]

INLINE = {
    "an inline style": re.compile(r"\sstyle\s*="),
    "a style element": re.compile(r"<style"),
    "a script with a body": re.compile(r"<script(?![^>]*\ssrc=)[^>]*>"),
    "an event handler": re.compile(r"<[^>]*\son[a-z]+\s*="),
    "an hx-on attribute": re.compile(r"\shx-on"),
    "a javascript address": re.compile(r"javascript:", re.IGNORECASE),
    "a thing from another site": re.compile(r"(?:src|href)\s*=\s*[\"'](?:https?:)?//"),
}
COLOR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(")


def name(path):
    return str(path.relative_to(ROOT))


def test_there_are_templates_styles_and_scripts_to_look_at():
    assert min(len(TEMPLATES), len(STYLES), len(SCRIPTS)) > 0


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_page_has_nothing_that_the_policy_forbids(path):
    text = path.read_text()

    assert [what for what, pattern in INLINE.items() if pattern.search(text)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_template_has_a_readable_size(path):
    assert len(path.read_text().splitlines()) <= 200


@pytest.mark.parametrize("path", COLORED, ids=name)
def test_style_sheet_takes_its_colors_from_the_tokens(path):
    rules = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)

    assert COLOR.findall(rules) == []


@pytest.mark.parametrize("path", LAYERED, ids=name)
def test_style_sheet_is_in_a_layer(path):
    rules = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)

    assert rules.strip().startswith("@layer ")


@pytest.mark.parametrize("path", [*STYLES, *SCRIPTS], ids=name)
def test_style_or_script_has_a_readable_size(path):
    assert len(path.read_text().splitlines()) <= 250


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_script_makes_no_code_and_no_styles_from_text(path):
    text = path.read_text()

    assert re.findall(r"\beval\(|new Function|innerHTML|\.style\b", text) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_import_ends_with_a_semicolon(path):
    """Without one its hashed name is not filled in and the module is not found."""
    imports = re.findall(r"^import .*$", path.read_text(), flags=re.MULTILINE)

    assert [line for line in imports if not line.endswith((";", "{"))] == []

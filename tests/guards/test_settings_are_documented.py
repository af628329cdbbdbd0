"""Each environment variable is in ``.env.example`` and in the settings reference."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READ = re.compile(r"\benv\.(?:text|flag|number|words|required)\(\s*['\"]([A-Z_]+)")


def read_variables():
    sources = (ROOT / "src").rglob("*.py")
    return {name for path in sources for name in READ.findall(path.read_text())}


def test_variables_are_found():
    assert {"SECRET_KEY", "DATABASE_URL", "DEBUG"} <= read_variables()


def test_example_names_each_variable_and_no_other():
    lines = (ROOT / ".env.example").read_text().splitlines()
    named = {line.lstrip("# ").split("=")[0] for line in lines if "=" in line}

    assert named == read_variables()


def test_reference_describes_each_variable_and_no_other():
    text = (ROOT / "docs/reference/settings.md").read_text()
    described = set(re.findall(r"^\| `([A-Z_]+)` \|", text, re.MULTILINE))

    assert described == read_variables()

"""Reference pages say what the code says."""

import re

import pytest
from django.core.management import get_commands
from scripts import write_reference, write_statistics

from headship.cli import COMMANDS

DOCS = write_reference.FOLDER.parent


@pytest.mark.parametrize("name", sorted(write_reference.PAGES))
def test_a_page_is_as_the_code_says(name):
    written = (write_reference.FOLDER / name).read_text()

    assert written == write_reference.PAGES[name](), (
        "Run: python -m scripts.write_reference"
    )


def test_every_page_of_the_documentation_is_in_its_navigation():
    navigation = (DOCS.parent / "mkdocs.yml").read_text()
    named = set(re.findall(r"- ([\w/-]+\.md)", navigation))
    found = {str(path.relative_to(DOCS)) for path in DOCS.rglob("*.md")}

    assert {page for page in found if not page.startswith("adr/")} == named


def test_decisions_are_numbered_in_turn_and_headed_alike():
    pages = sorted((DOCS / "adr").glob("*.md"))
    heads = [page.read_text().splitlines()[:3] for page in pages]

    numbers = [page.name[:4] for page in pages]
    assert numbers == [f"{n:04}" for n in range(1, len(pages) + 1)]
    assert [head[0][:8] for head in heads] == [f"# {number}. " for number in numbers]
    assert {head[2][:9] for head in heads} == {"Accepted,"}


def test_every_link_between_pages_leads_somewhere():
    pages = [
        *DOCS.rglob("*.md"),
        *(
            DOCS.parent / name
            for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")
        ),
    ]
    broken = [
        f"{page.name}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#:]+)[^)]*\)", page.read_text())
        if not (page.parent / target).exists()
    ]

    assert broken == []


def test_every_command_in_the_readme_exists():
    readme = (DOCS.parent / "README.md").read_text()
    makefile = (DOCS.parent / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z0-9-]+):", makefile, re.MULTILINE))

    assert set(re.findall(r"make ([a-z0-9-]+)", readme)) <= targets


def test_the_commands_of_the_reference_are_those_there_are():
    ours = {name for name, app in get_commands().items() if app.startswith("headship.")}
    page = (DOCS / "reference/commands.md").read_text()
    named = set(re.findall(r"^\| `headship (\w+)", page, re.MULTILINE))

    assert named == ours | set(COMMANDS)


def test_the_statistics_page_is_as_the_docstrings_say():
    written = (write_reference.FOLDER / "statistics.md").read_text()
    summary = write_statistics.written_summary(written)

    assert written == write_statistics.statistics_page(summary), (
        "Run: python -m scripts.write_statistics"
    )

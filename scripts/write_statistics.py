"""Write the reference of the statistics core from its docstrings and its evidence.

``python -m scripts.write_statistics`` writes ``docs/reference/statistics.md`` and,
where the outside reference data are at hand, ``docs/reference/agreement.csv``.
"""

import csv
import importlib
import inspect
import os
import pkgutil
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs/reference"
SHARED = Path(os.environ.get("HEADSHIP_SHARED", ROOT.parent / "shared"))
RECORDED = "reference/reference_values.csv"
TOPICS = (
    "effects",
    "wwc",
    "meta",
    "robust",
    "impact",
    "planning",
    "measurement",
    "retention",
    "disclosure",
    "similarity",
)
SECTION = re.compile(r"^(\w[\w ]*)\n-{3,}\n", re.MULTILINE)
ALL = "[all of them](agreement.csv)"
NOTES = ("Formula", "Assumes", "Do not use when")


@dataclass(frozen=True)
class Row:
    """One recorded result beside ours."""

    topic: str
    test_id: str
    dataset: str
    tool: str
    quantity: str
    theirs: float
    ours: float

    @property
    def difference(self) -> float:
        return self.ours - self.theirs


def statistics_page(summary: list[str]) -> str:
    """Return the whole page; ``summary`` is the part about agreement."""
    lines = [
        "# Statistics",
        "",
        "Written from the docstrings of `headship.stats` by `python -m scripts.write_statistics`.",
        "Import the topic, then the function: `from headship.stats import meta`.",
        "Django is not needed and not loaded.",
        "",
        *(f"- [{topic}](#{topic}): {_purpose(topic)}" for topic in TOPICS),
        "- [agreement with outside results](#agreement)",
        "",
    ]
    for topic in TOPICS:
        lines += [f"## {topic}", "", _purpose(topic), ""]
        for name, function in _functions(topic):
            lines += _describe(name, function)
    return "\n".join([*lines, *summary]) + "\n"


def agreement_rows() -> list[Row]:
    """Return every recorded result that an implemented function has, beside ours."""
    recorded = {}
    with (SHARED / RECORDED).open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            recorded[row["test_id"], row["quantity"]] = row
    return sorted(
        (
            Row(
                topic=topic.partition("_")[0],
                test_id=key[0],
                dataset=recorded[key]["dataset"],
                tool=recorded[key]["tool"],
                quantity=key[1],
                theirs=float(recorded[key]["value"]),
                ours=float(value),
            )
            for topic, values in _evidence()
            for key, value in values.items()
            if key in recorded
        ),
        key=lambda row: (row.topic, row.test_id, row.quantity),
    )


def agreement_summary(rows: list[Row]) -> list[str]:
    """Return how many results agree, and how closely, by topic."""
    lines = [
        "## agreement",
        "",
        f"{len(rows):,} results recorded from R packages and print, beside ours: {ALL}.",
        "The tolerances and the reasons for them are in `validation/agreement/`.",
        "",
        "| topic | data sets | results | within 1e-8 | within 1e-4 | largest difference |",
        "|---|---:|---:|---:|---:|---|",
    ]
    by_topic = defaultdict(list)
    for row in rows:
        by_topic[row.topic].append(row)
    for topic, found in by_topic.items():
        worst = max(found, key=_relative)
        lines.append(
            f"| {topic} | {len({it.dataset for it in found})} | {len(found):,} "
            f"| {_share(found, 1e-8)} | {_share(found, 1e-4)} "
            f"| {_relative(worst):.1g} ({worst.test_id}, {worst.quantity}) |"
        )
    return [
        *lines,
        "",
        "Differences are relative to the larger of 1 and the recorded value.",
    ]


def write_agreement(rows: list[Row]) -> None:
    """Write every result beside ours as CSV."""
    with (FOLDER / "agreement.csv").open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(
            [
                "topic",
                "test",
                "data set",
                "tool",
                "quantity",
                "theirs",
                "ours",
                "difference",
            ]
        )
        for row in rows:
            numbers = [
                f"{row.theirs:.10g}",
                f"{row.ours:.10g}",
                f"{row.difference:.2g}",
            ]
            writer.writerow(
                [row.topic, row.test_id, row.dataset, row.tool, row.quantity, *numbers]
            )


def written_summary(page: str) -> list[str]:
    """Return the part about agreement of a page that was written before."""
    _before, mark, after = page.partition("## agreement\n")
    return (mark + after).rstrip("\n").split("\n") if mark else []


def _evidence() -> Iterator[tuple[str, dict[tuple[str, str], float]]]:
    package = importlib.import_module("validation.agreement")
    for module in pkgutil.iter_modules(package.__path__):
        loaded: Any = importlib.import_module(f"validation.agreement.{module.name}")
        if hasattr(loaded, "values"):
            yield module.name, loaded.values(SHARED)


def _relative(row: Row) -> float:
    return abs(row.difference) / max(1.0, abs(row.theirs))


def _share(rows: list[Row], bound: float) -> str:
    within = sum(_relative(row) <= bound for row in rows)
    return f"{within:,}"


def _purpose(topic: str) -> str:
    documentation = importlib.import_module(f"headship.stats.{topic}").__doc__ or ""
    return documentation.strip().split("\n")[0]


def _functions(topic: str) -> list[tuple[str, Callable[..., Any]]]:
    module = importlib.import_module(f"headship.stats.{topic}")
    found = [(name, getattr(module, name)) for name in module.__all__]
    return [(name, it) for name, it in found if inspect.isfunction(it)]


def _describe(name: str, function: Callable[..., Any]) -> list[str]:
    documentation = inspect.getdoc(function) or ""
    parts = SECTION.split(documentation)
    sections = dict(zip(parts[1::2], parts[2::2], strict=True))
    lines = [f"### {name}", "", _joined(parts[0]), ""]
    lines += ["```python", f"{name}{_signature(function)}", "```", ""]
    for word in NOTES:
        if text := _note(sections.get("Notes", ""), word):
            lines += [f"**{word}.** {text}", ""]
    if references := sections.get("References"):
        lines += [f"**Reference.** {_joined(references)}", ""]
    return lines


def _signature(function: Callable[..., Any]) -> str:
    found = inspect.signature(function)
    bare = [
        it.replace(annotation=inspect.Parameter.empty)
        for it in found.parameters.values()
    ]
    return str(
        found.replace(parameters=bare, return_annotation=inspect.Signature.empty)
    )


def _note(notes: str, word: str) -> str:
    """Return the paragraphs after a word up to the next word, on one line."""
    after = notes.partition(f"{word}:")[2]
    for other in NOTES:
        after = after.partition(f"\n{other}:")[0]
    return _joined(after)


def _joined(text: str) -> str:
    return (
        " ".join(text.split())
        .replace("|", "\\|")
        .replace("*", "\\*")
        .replace("_", "\\_")
    )


def main() -> int:
    """Write both files; without the outside data, keep what was written of them."""
    target = FOLDER / "statistics.md"
    if (SHARED / RECORDED).exists():
        rows = agreement_rows()
        write_agreement(rows)
        summary = agreement_summary(rows)
    else:
        summary = written_summary(target.read_text())
    target.write_text(statistics_page(summary))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The whole export as records: what any of its layouts says, editions joined."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from headship.evidence.wwc.reading import KINDS, Export, Progress, Reading, Record
from headship.evidence.wwc.tables import (
    FormatError,
    Kind,
    Table,
    digest,
    files_in,
    open_tables,
    printed_name,
)
from headship.evidence.wwc.traps import Trap

REQUIRED = {
    Kind.SINGLE: (
        "ReviewID",
        "s_StudyID",
        "s_interventionID",
        "s_Intervention_Name",
        "s_Citation",
        "s_Standards_Version",
        "s_Study_Design",
        "s_Study_Rating",
        "f_FindingID",
        "f_Outcome_Measure",
        "f_Outcome_Domain",
        "f_Is_Subgroup",
        "f_Effect_Size_WWC",
        "f_p_Value_WWC",
        "f_Improvement_Index",
        "f_Intervention_Mean",
        "f_Comparison_Mean",
        "f_Intervention_Standard_Deviation",
        "f_Comparison_Standard_Deviation",
        "f_Outcome_Intervention_SS",
        "f_Outcome_Comparison_SS",
    ),
    Kind.FINDINGS: (
        "ReviewID",
        "f_FindingID",
        "f_InterventionID",
        "f_Intervention_Name",
        "f_Comparison",
        "f_Outcome_Measure",
        "f_Outcome_Domain",
        "f_Is_Subgroup",
        "f_Effect_Size_WWC",
        "f_Intervention_Mean",
        "f_Comparison_Mean",
    ),
    Kind.STUDIES: ("ReviewID", "s_StudyID", "s_Citation", "s_Study_Rating"),
    Kind.REPORTS: ("i_InterventionID", "i_Intervention_Name", "i_Outcome_Domain"),
}


def read_export(
    paths: Sequence[Path],
    *,
    edition: date | None = None,
    progress: Callable[[int], None] = lambda _rows: None,
) -> Export:
    """Read files of one or several editions; a newer one is believed, older fill gaps.

    A folder stands for the files in it. ``edition`` dates files whose names do not.
    Raises FormatError for the first thing that cannot be read.
    """
    files = files_in(paths)
    tables = open_tables(files)
    for table in tables:
        _check_columns(table)
    by_edition: dict[date, list[Table]] = {}
    for table in tables:
        by_edition.setdefault(_dated(table, edition), []).append(table)
    counted = Progress(progress)
    joined: Export | None = None
    for day in sorted(by_edition):
        one = Reading(day, by_edition[day], counted).export()
        joined = one if joined is None else _overlay(joined, one)
    assert joined is not None  # noqa: S101 -- open_tables returns at least one
    joined.files = [path.name for path in files]
    joined.sha256 = digest(files)
    return joined


def _check_columns(table: Table) -> None:
    for name in REQUIRED[table.kind]:
        if name not in table.columns:
            column = printed_name(name, table.kind)
            raise FormatError(
                table.file, "the column is missing.", row=1, column=column
            )


def _dated(table: Table, edition: date | None) -> date:
    found = edition or table.edition
    if found is None:
        raise FormatError(
            table.file,
            "neither the file's name nor its folder's says of which day the export is. "
            "Add --edition with the day, such as --edition 2025-08-25.",
        )
    return found


def _overlay(older: Export, newer: Export) -> Export:
    """Lay a newer edition over an older one: what it does not say remains."""
    newer.older_traps = older.older_traps | {older.edition: older.traps}
    newer.layout = f"{older.layout}; {newer.layout}"[:40]
    missing = older.findings.keys() - newer.findings.keys()
    newer.traps[Trap.NOT_IN_NEWER] += len(missing)
    for key, rating in newer.ratings.items():
        before = older.ratings.get(key)
        if before and before["verdict"] != rating["verdict"]:
            newer.traps[Trap.VERDICT_CHANGED] += 1
            verdict = before["verdict"].replace("_", " ")
            rating["why"] = f"The export of {older.edition:%B %Y} said: {verdict}."
    newer.named_only = older.named_only - newer.interventions.keys()
    for kind in KINDS:
        ours, theirs = getattr(newer, kind), getattr(older, kind)
        for key, record in theirs.items():
            ours[key] = _filled(kind, ours[key], record) if key in ours else record
    return newer


def _filled(kind: str, newer: Record, older: Record) -> Record:
    """Add what the newer edition does not carry; of an intervention, what is blank.

    A figure that is blank in a newer edition was taken back, and stays so.
    """
    if kind == "interventions":
        newer = {
            name: value for name, value in newer.items() if value not in ("", None)
        }
    return older | newer

"""The manifest of a OneRoster zip: which files it has, and whether each is complete."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_noop as _

from headship.orgs.roster.problems import Findings, Problem
from headship.orgs.roster.sentences import say
from headship.orgs.roster.sources import Source
from headship.orgs.roster.tables import layout, read_table

SHAPE = layout(("propertyName", "value"))
NEEDED = ("orgs", "users", "roles")
READ = (*NEEDED, "academicSessions", "demographics")
MODES = frozenset({"absent", "bulk", "delta"})


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the manifest says of each file."""

    modes: dict[str, str] = field(default_factory=dict)

    def has(self, table: str) -> bool:
        return self.modes.get(table, "absent") != "absent"

    def is_bulk(self, table: str) -> bool:
        """Say whether a file is complete, so that what it lacks is gone."""
        return self.modes.get(table) == "bulk"


def read_manifest(source: Source, findings: Findings) -> Manifest:
    """Return the manifest, or an empty one and the problems."""
    if "manifest.csv" not in source.names():
        findings.add(
            Problem(
                file="manifest.csv",
                reason=_("There is no manifest.csv, so this is no OneRoster export."),
                advice=_(
                    "Zip the whole export; for a school directory use that import."
                ),
            )
        )
        return Manifest()
    rows = read_table(source, "manifest.csv", SHAPE, findings)
    values = {row["propertyName"]: row["value"] for row in rows}
    _check_version(values, findings)
    modes = _modes(values, findings)
    _check_files(modes, source, findings)
    return Manifest(modes)


def _check_version(values: dict[str, str], findings: Findings) -> None:
    version = values.get("oneroster.version", "")
    if version != "1.2":
        findings.add(
            Problem(
                file="manifest.csv",
                column="value",
                reason=say(
                    _("oneroster.version is “%(version)s”, not 1.2."),
                    version=version[:20],
                ),
                advice=_("Choose OneRoster 1.2 CSV in the system that exports."),
            )
        )


def _modes(values: dict[str, str], findings: Findings) -> dict[str, str]:
    modes = {}
    for table in READ:
        mode = values.get(f"file.{table}", "absent").lower()
        if mode not in MODES:
            findings.add(
                Problem(
                    file="manifest.csv",
                    column="value",
                    reason=say(
                        _("file.%(table)s is “%(mode)s”."), table=table, mode=mode[:20]
                    ),
                    advice=_("It must be absent, bulk or delta."),
                )
            )
        modes[table] = mode
    return modes


def _check_files(modes: dict[str, str], source: Source, findings: Findings) -> None:
    names = source.names()
    for table, mode in modes.items():
        if mode in {"bulk", "delta"} and f"{table.lower()}.csv" not in names:
            findings.add(
                Problem(
                    file="manifest.csv",
                    reason=say(
                        _("It promises %(table)s.csv, which is not there."), table=table
                    ),
                    advice=_("Zip all files of the export."),
                )
            )
    if all(modes[table] == "absent" for table in NEEDED):
        findings.add(
            Problem(
                file="manifest.csv",
                reason=_("It says that orgs, users and roles are all absent."),
                advice=_("Export at least one of them."),
            )
        )

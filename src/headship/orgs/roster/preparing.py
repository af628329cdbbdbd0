"""From a path to a plan: the one way for pages and commands."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from headship.orgs.models import Organization
from headship.orgs.models.imports import ImportJob
from headship.orgs.roster.directory import read_directory
from headship.orgs.roster.oneroster import read_oneroster
from headship.orgs.roster.people import plan_people
from headship.orgs.roster.plan import Plan
from headship.orgs.roster.problems import Findings, SourceError
from headship.orgs.roster.rows import Roster
from headship.orgs.roster.schools import plan_schools
from headship.orgs.roster.sources import Source, open_source


@dataclass(slots=True)
class Prepared:
    """What an import would do, or why it cannot."""

    plan: Plan = field(default_factory=Plan)
    findings: Findings = field(default_factory=Findings)


def prepare(
    organization: Organization,
    kind: str,
    path: Path,
    *,
    today: date,
    shown_as: str = "",
    lea_id: str = "",
) -> Prepared:
    """Read a file and plan its changes; nothing is written."""
    prepared = Prepared()
    try:
        with open_source(path, shown_as=shown_as) as source:
            roster = _read(source, kind, prepared.findings, today, lea_id)
    except SourceError as error:
        prepared.findings.add(error.problem)
        return prepared
    if not prepared.findings:
        plan_schools(organization, roster, prepared.plan, prepared.findings)
        plan_people(organization, roster, prepared.plan, prepared.findings)
    return prepared


def _read(
    source: Source, kind: str, findings: Findings, today: date, lea_id: str
) -> Roster:
    if kind == ImportJob.Kind.DIRECTORY:
        return Roster(schools=read_directory(source, findings, lea_id=lea_id))
    return read_oneroster(source, findings, today=today)

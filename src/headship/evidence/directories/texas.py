"""Figures of Texas campuses, 2018-19, for the schools of a federal directory."""

from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from headship.evidence.directories.entries import Supplement, read_count, read_share
from headship.orgs.roster.problems import Findings
from headship.orgs.roster.sources import Source
from headship.orgs.roster.tables import layout, read_table

ENROLLMENT = "enrollment_2018_19"
DISADVANTAGED = "pct_econ_disadvantaged_2018_19"
ENGLISH = "pct_english_learner_2018_19"
SPECIAL = "pct_special_ed_2018_19"
SHAPE = layout(
    ("tx_campus_id", "ncessch", ENROLLMENT, DISADVANTAGED, ENGLISH, SPECIAL),
    ("grade_type_2018_19",),
)
HEADINGS = frozenset({"txcampusid", "ncessch"})
SOURCE = "Texas Education Agency, 2018-2019"
YEAR = 2019
LEVELS = {"E": "Elementary", "M": "Middle", "S": "High", "B": "All levels"}
NO_NUMBER = _("Campuses without an NCES number were left out.")


def read_supplements(source: Source, findings: Findings) -> Iterator[Supplement]:
    """Yield the figures of each campus whose federal number is known."""
    for row in read_table(source, source.names()[0], SHAPE, findings):
        if not row["ncessch"]:
            findings.note(NO_NUMBER)
            continue
        yield Supplement(
            nces_id=row["ncessch"].zfill(12),
            level=LEVELS.get(row["grade_type_2018_19"], ""),
            enrollment=read_count(row, ENROLLMENT, findings),
            frpl=read_share(row, DISADVANTAGED, findings, whole=100),
            english_learners=read_share(row, ENGLISH, findings, whole=100),
            special_education=read_share(row, SPECIAL, findings, whole=100),
            source=SOURCE,
            year=YEAR,
        )

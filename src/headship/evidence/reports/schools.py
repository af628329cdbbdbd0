"""The public directory of schools as a table."""

from collections.abc import Iterator

from django.db.models import QuerySet

from headship.evidence.contexts.dimensions import GENDERS, RACES
from headship.evidence.models import PublicSchool

COLUMNS = (
    *("nces_id", "name", "district", "city", "state", "locale", "level"),
    *("lowest_grade", "highest_grade", "enrollment", "frpl"),
    *("english_learners", "special_education", "source", "year"),
)
SCHOOL_HEADER = [*COLUMNS, *RACES, *GENDERS]


def school_table(
    schools: QuerySet[PublicSchool],
) -> tuple[list[str], Iterator[list[object]]]:
    """Return schools with every figure; an empty cell is unknown."""
    return SCHOOL_HEADER, (
        [
            *(getattr(one, name) for name in COLUMNS),
            *((one.race or {}).get(name) for name in RACES),
            *((one.gender or {}).get(name) for name in GENDERS),
        ]
        for one in schools.iterator(chunk_size=1000)
    )

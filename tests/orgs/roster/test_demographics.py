"""Students become shares of a school, and only where nobody can be recognized."""

from decimal import Decimal

import pytest
from tests.orgs.oneroster_files import small_district

from headship.orgs.models import SchoolContext

pytestmark = pytest.mark.usefixtures("noon")


def with_students(*students, school="s1"):
    export = small_district()
    for number, student in enumerate(students):
        export.student(f"st{number}", school, **student)
    return export


def context(school="s1"):
    return SchoolContext.objects.get(school__source_id=school)


def test_students_become_shares_of_their_school(import_roster, riverside):
    export = with_students(
        *[{"sex": "female", "white": "true"}] * 5,
        *[{"sex": "male", "white": "true", "asian": "true"}] * 3,
        *[{"sex": "male", "white": "true", "hispanicOrLatinoEthnicity": "true"}] * 2,
    ).row(
        "academicSessions",
        sourcedId="y1",
        title="2025-26",
        type="schoolYear",
        startDate="2025-08-01",
        endDate="2026-06-30",
        schoolYear="2026",
    )

    import_roster(export)

    found = context()
    assert (found.enrollment, found.school_year) == (10, "2025-2026")
    shares = (found.white, found.two_or_more, found.hispanic, found.black)
    assert shares == tuple(map(Decimal, ("0.5", "0.3", "0.2", "0")))
    assert (found.female, found.male) == (Decimal("0.5"), Decimal("0.5"))


def test_small_school_has_no_shares(import_roster, riverside):
    import_roster(with_students(*[{"sex": "female", "asian": "true"}] * 9))

    assert (context().enrollment, context().asian, context().female) == (9, None, None)


def test_shares_need_nearly_every_student(import_roster, riverside):
    students = [{"sex": "female", "asian": "true"}] * 18 + [{"sex": "male"}] * 2

    import_roster(with_students(*students))

    assert (context().female, context().asian) == (Decimal("0.9"), None)


def test_partial_demographics_are_left_out(import_roster, riverside):
    export = with_students(*[{"sex": "female", "status": "active"}] * 10)
    export.modes["demographics"] = "delta"

    prepared = import_roster(export)

    assert context().enrollment is None
    assert prepared.findings.notes["Partial demographics were left out."] == 1


def test_shares_do_not_change_when_imported_again(import_roster, riverside):
    export = with_students(*[{"sex": "female", "asian": "true"}] * 7, *[{}] * 7)
    import_roster(export)

    prepared = import_roster(export)

    assert prepared.plan.is_empty

"""Counting, over the whole library, which published figures follow from the numbers."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Abs

from headship.evidence.models import Finding
from headship.evidence.queries.findings import published_findings

# Published p-values carry more digits than this; the index is rounded to a whole.
SAME_P = 1e-6
SAME_INDEX = 0.5001

Row = dict[str, Any]


def agreement_counts() -> list[Row]:
    """Count findings by edition, type, agreement and reason: one query."""
    found = published_findings().select_related(None)
    counted = found.order_by().values(
        "outcome_type", "agreement", "reason", standards=F("review__standards_version")
    )
    return [dict(row) for row in counted.annotate(n=Count("pk"))]


def figure_counts() -> list[Row]:
    """Count published and reproduced p-values and indices by edition: one query."""
    found = published_findings().select_related(None).order_by()
    has_p = Q(wwc_p__isnull=False, our_p__isnull=False)
    has_index = Q(
        wwc_improvement_index__isnull=False, our_improvement_index__isnull=False
    )
    near_p = Abs(F("our_p") - F("wwc_p"))
    # The index of a finding whose sign was turned is ours with the other sign.
    turned = Case(
        When(agreement=Finding.Agreement.SIGN_FLIPPED, then=Value(-1)),
        default=Value(1),
        output_field=IntegerField(),
    )
    near_index = Abs(F("our_improvement_index") * turned - F("wwc_improvement_index"))
    rows = (
        found.annotate(p_off=near_p, index_off=near_index)
        .values(standards=F("review__standards_version"))
        .annotate(
            p_values=Count("pk", filter=has_p),
            p_reproduced=Count("pk", filter=has_p & Q(p_off__lt=SAME_P)),
            indices=Count("pk", filter=has_index),
            indices_reproduced=Count(
                "pk", filter=has_index & Q(index_off__lte=SAME_INDEX)
            ),
        )
    )
    return [dict(row) for row in rows]


def findings_by_agreement(chosen: Mapping[str, str]) -> QuerySet[Finding]:
    """Return the findings behind a cell; an empty choice leaves all."""
    names = {
        "edition": "review__standards_version",
        "type": "outcome_type",
        "agreement": "agreement",
        "reason": "reason",
    }
    filters = {names[key]: value for key, value in chosen.items() if key in names}
    if filters.get("reason") == OWN:
        filters["reason"] = ""
    return published_findings().filter(**filters).order_by("number")


# What stands in an address for the reason without a code: the edition's own formula.
OWN = "own"

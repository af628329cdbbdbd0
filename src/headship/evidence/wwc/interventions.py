"""Interventions and the verdicts on them, as rows of the export give them."""

from collections import Counter
from typing import Any

from headship.evidence.wwc import values
from headship.evidence.wwc.samples import GRADES, listed
from headship.evidence.wwc.studies import REVIEWER, SITE, protocol
from headship.evidence.wwc.tables import Row
from headship.evidence.wwc.traps import Trap

CITATION = (
    "U.S. Department of Education, Institute of Education Sciences, What Works "
    "Clearinghouse. Data from study reviews."
)

VERDICTS = {
    "positive effects": "positive",
    "potentially positive effects": "potentially_positive",
    "mixed effects": "mixed",
    "no discernible effects": "no_discernible",
    "potentially negative effects": "potentially_negative",
    "negative effects": "negative",
    "uncertain effects": "uncertain",
    "strong evidence": "tier_1_strong",
    "moderate evidence": "tier_2_moderate",
    "promising evidence": "tier_3_promising",
    "not measured": "",
    "n/a": "",
    "": "",
}
DELIVERY = {
    "Individual": "Individual",
    "Small_Group": "Small group",
    "Whole_Class": "Whole class",
    "School": "Whole school",
}
PROGRAMS = {
    "Curriculum": "Curriculum",
    "Supplement": "Supplement",
    "Practice": "Practice",
    "Policy": "Policy",
    "School_level": "School level",
    "Teacher_level": "Teacher level",
}
TOPICS = {
    "Literacy": "Literacy",
    "STEM": "Science, technology, engineering and mathematics",
    "Mathematics": "Mathematics",
    "Science": "Science",
    "College_Readiness_And_Completion": "College readiness and completion",
    "Social_Emotional_Learning_And_Behavior": "Social-emotional learning and behavior",
    "SWD": "Students with disabilities",
    "ELL": "English learners",
    "Teachers_And_School_Leaders": "Teachers and school leaders",
    "School_Choice": "School choice",
    "Early_Childhood": "Early childhood",
    "K_to_12th_Grade": "Kindergarten to grade 12",
    "High_School_Completion": "High school completion",
    "Postsecondary": "After high school",
}
_LISTS = {
    "delivery_methods": ("Delivery_Method_", DELIVERY),
    "programs": ("Program_Type_", PROGRAMS),
    "grades": ("Grade_", {name: name for name in GRADES}),
    "focus_areas": ("Topic_", TOPICS),
}


def read_intervention(row: Row, prefix: str, traps: Counter[Trap]) -> dict[str, Any]:
    """Return what one review (``s_``) or report (``i_``) says of an intervention."""
    number = "s_interventionID" if prefix == "s_" else f"{prefix}InterventionID"
    lists = {
        field: listed(row, prefix + start, names, traps) or None
        for field, (start, names) in _LISTS.items()
    }
    page = row.text("i_Intervention_Page_URL")
    return {
        "wwc_id": values.key(row, number),
        "name": values.words(row, f"{prefix}Intervention_Name", 250) or "Not named",
        "source_citation": CITATION,
        "source_url": SITE + page if page.startswith("/") else "",
        **lists,
    }


def join_interventions(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Add what another review says of the same intervention: lists grow."""
    joined = dict(one)
    for field, (_, names) in _LISTS.items():
        both = {*(one.get(field) or ()), *(other.get(field) or ())}
        joined[field] = [name for name in names.values() if name in both] or None
    joined["source_url"] = one.get("source_url") or other.get("source_url", "")
    return joined


def read_rating(row: Row, traps: Counter[Trap]) -> dict[str, Any] | None:
    """Return the verdict of an intervention report, or None if it gives none."""
    verdict = VERDICTS.get(row.text("i_Effectiveness_Rating").casefold())
    if verdict is None:
        raise row.error("i_Effectiveness_Rating", "is not a known verdict.")
    if not verdict:
        traps[Trap.NOT_A_VERDICT] += bool(row.text("i_Effectiveness_Rating"))
        return None
    page = row.text("i_Intervention_Page_URL")
    return {
        "intervention": values.key(row, "i_InterventionID"),
        "outcome_domain": values.words(row, "i_Outcome_Domain", 120),
        "whose": REVIEWER,
        # One edition names a protocol with these words, the other without.
        "protocol": protocol(row, "i_").replace(" Review Protocol ", " ", 1),
        "verdict": verdict,
        "source_url": SITE + page if page.startswith("/") else "",
        "sample_size": values.whole(row, "i_Sample_Size_Intervention"),
        "studies_eligible": values.whole(row, "i_NumStudiesEligible", 0, 32767),
        "studies_meeting": values.whole(row, "i_NumStudiesMeetingStandards", 0, 32767),
    }
